"""Opinions as files: made from decisions, written at once, told in one line."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from rules_engine.checked import Pack
from rules_engine.cli.output import print_json
from rules_engine.cli.writing import write_file
from rules_engine.decision import Decision
from rules_engine.engine import Engine
from rules_engine.originals.store import source_of
from rules_engine.originals.verify import fingerprints
from rules_engine.problem import CaseError
from rules_engine.render import labels
from rules_engine.render.annex import Quoted
from rules_engine.render.document.files import FORMATS
from rules_engine.render.document.files import Format as PaperFormat
from rules_engine.render.opinion import opinion
from rules_engine.rivals import rival_outcomes
from rules_engine.source import visible
from rules_engine.text import Lang, Text
from rules_engine.wording import command as say


def format_of(output: Path) -> PaperFormat:
    """The format that a file's name asks for. Raises CaseError where it asks for none that there is."""
    found = FORMATS.get(output.suffix.lower())
    if found is None:
        raise CaseError([say.unknown_paper(output.name, " ".join(FORMATS))])
    return found


def write_opinions(
    decisions: Sequence[Decision], engine: Engine, lang: Lang, output: Path, make: PaperFormat, *, strict: bool
) -> None:
    """Write the opinions on decisions, which were asked for so strictly, into one file, each on pages of its own.

    Raises CaseError where the file cannot be written, EngineUnavailable where its format needs what is not installed.
    """
    papers = []
    for decision in decisions:
        pack = engine.pack(decision.case.jurisdiction)
        rivals = rival_outcomes(pack, engine.vocabulary, decision, strict=strict)
        papers.append(opinion(decision, pack, engine.vocabulary, lang, rivals, _words_of(pack)))
    write_file(output, make(papers))


def _words_of(pack: Pack) -> Quoted | None:
    """The document's own words, where the user keeps them. Raises ParseError where the copy cannot be read."""
    source = source_of(pack.jurisdiction)
    if source is None:
        return None
    expected = {number: article.fingerprint for number, article in pack.articles.items()}
    found = fingerprints(source)
    other = frozenset(number for number, mark in found.items() if expected.get(number) not in (mark, "", None))
    return Quoted(source.articles, other)


def print_written(decisions: Sequence[Decision], output: Path, lang: Lang, *, as_json: bool) -> None:
    """Print what was written, and the verdict of each case."""
    if as_json:
        cases = [{"case": one.case.id or None, "verdict": one.verdict.value} for one in decisions]
        print_json({"written": str(output), "opinions": cases})
        return
    comma = Text("、", ", ").pick(lang)
    verdicts = comma.join(labels.VERDICT[decision.verdict].pick(lang) for decision in decisions)
    told = Text("已写入 {}：{}", "wrote {}: {}").pick(lang)
    sys.stdout.write(told.format(visible(str(output)), verdicts) + "\n")
