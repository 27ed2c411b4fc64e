"""Remedies as `remedy` prints them, and the exit code that they come to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rules_engine.cli.answer import CODES
from rules_engine.cli.output import print_json, print_page
from rules_engine.decision import Verdict
from rules_engine.engine import Engine
from rules_engine.inquiry.change import Remedies
from rules_engine.render.page import Page
from rules_engine.text import Lang


def print_remedies(found: Sequence[Remedies], engine: Engine, lang: Lang, *, as_json: bool, single: bool) -> None:
    """Print the remedies of cases one after another; as JSON one object where one case was asked for, else a list."""
    if as_json:
        from rules_engine.render.remedy_data import remedies_data  # noqa: PLC0415 -- a person's screen needs no JSON

        data = [remedies_data(each, engine.pack(each.decision.case.jurisdiction), engine.vocabulary) for each in found]
        print_json(data[0] if single else data)
        return
    from rules_engine.render.remedy import remedies_page  # noqa: PLC0415

    whole = Page()
    for each in found:
        if whole.lines:
            whole.blank()
            whole.add(("─" * 40, "quiet"))
        pack = engine.pack(each.decision.case.jurisdiction)
        whole.lines.extend(remedies_page(each, pack, engine.vocabulary, lang).lines)
    print_page(whole)


def exit_code(found: Iterable[Remedies]) -> int:
    """The code of the verdict that the acts come to, mended where they can be; of several as `check` has it."""
    verdicts = {_reached(each) for each in found}
    return next((code for verdict, code in CODES.items() if verdict in verdicts), 0)


def _reached(found: Remedies) -> Verdict:
    return found.remedies[0].decision.verdict if found.remedies else found.decision.verdict
