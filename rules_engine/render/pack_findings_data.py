"""What the analysis of a pack finds, for programs: as data, as problems of the pack, as reviews to be completed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from rules_engine.analyse.findings import PackFinding
from rules_engine.analyse.reviewed import Assessed, review_of
from rules_engine.checked import Pack, Vocabulary
from rules_engine.decision import Decision
from rules_engine.literal import date_text, value_text
from rules_engine.problem import Problem
from rules_engine.render.data import facts_data
from rules_engine.render.pack_findings import MEANS, TITLE, FindingWords
from rules_engine.text import Text

FEW: Final = 3
"""So many digests stand on one line."""


def findings_data(assessed: Assessed, pack: Pack, vocabulary: Vocabulary) -> dict[str, Any]:
    """All findings as data, each with its state."""
    words = (FindingWords(pack, vocabulary, "zh"), FindingWords(pack, vocabulary, "en"))
    found = assessed.found
    expired = {one.finding.id: one for one in assessed.expired}
    reviews = {finding.id: review for finding, review in assessed.reviewed}
    return {
        "jurisdiction": found.jurisdiction,
        "year": found.year,
        "days": {"first": found.first.isoformat(), "last": found.last.isoformat()},
        "left_out": list(found.uncertain),
        "settled": assessed.settled,
        "findings": [
            _finding_data(finding, words)
            | {
                "state": "reviewed" if finding.id in reviews else "expired" if finding.id in expired else "open",
                "why": _text(reviews[finding.id].why) if finding.id in reviews else None,
                "changed": [str(one) for one in expired[finding.id].because] if finding.id in expired else [],
            }
            for finding in found.findings
        ],
        "stale": [review.finding for review in assessed.stale],
    }


def _finding_data(finding: PackFinding, words: tuple[FindingWords, FindingWords]) -> dict[str, Any]:
    zh, en = words
    subject = finding.subject
    return {
        "id": finding.id,
        "sort": finding.sort,
        "text": {"zh": zh.head(finding), "en": en.head(finding)},
        "actions": list(finding.actions),
        "rules": [rule.id for rule in finding.rules],
        "by": [rule.id for rule in finding.by],
        "subject": None
        if subject is None
        else {
            "choice": subject.choice,
            "fact": subject.fact,
            "value": subject.value or None,
            "range": [subject.span.first, subject.span.last] if subject.span else None,
            "beside": list(subject.beside),
        },
        "situation": {
            name: value_text(value, zh.vocabulary.facts[name.partition(".")[0]].type)
            for name, value in finding.situation.items()
        },
        "cases": [_case_data(decision, zh.vocabulary) for decision in finding.shown],
        "question": finding.asked,
        "reason": finding.reason or None,
    }


def _case_data(decision: Decision, vocabulary: Vocabulary) -> dict[str, Any]:
    case = decision.case
    return {"date": date_text(case.date), "facts": facts_data(case.facts, vocabulary), "verdict": decision.verdict}


def _text(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def findings_problems(assessed: Assessed, pack: Pack, vocabulary: Vocabulary) -> Iterator[Problem]:
    """What is open or has expired as warnings about the rules."""
    words = (FindingWords(pack, vocabulary, "zh"), FindingWords(pack, vocabulary, "en"))
    expired = tuple(one.finding for one in assessed.expired)
    for finding in (*assessed.open, *expired):
        places = tuple(rule.span for rule in finding.involved if rule.span)
        title, means = TITLE[finding.sort], MEANS[finding.sort]
        zh, en = (own.head(finding) for own in words)
        yield Problem(
            finding.sort,
            Text(zh, en),
            places[0] if places else None,
            finding.id,
            Text(f"{title.zh}：{means.zh}", f"{title.en}: {means.en}"),
            places[1:],
            severity="warning",
        )


def reviews_text(assessed: Assessed, pack: Pack, vocabulary: Vocabulary) -> str:
    """Reviews of what is open or expired, for the pack's file; the reasons that were given stay."""
    words = FindingWords(pack, vocabulary, "en")
    given = {one.finding.id: one.review.why for one in assessed.expired}
    entries = []
    for finding in assessed.found.findings:
        if finding not in assessed.open and finding.id not in given:
            continue
        review, why = review_of(finding, pack), given.get(finding.id, Text("", ""))
        places = {f'"{number}"': mark for number, mark in review.articles.items()}
        entries.append(
            f"# {words.head(finding)}\n- finding: {finding.id}\n"
            f"  why:\n    zh: {_quoted(why.zh)}\n    en: {_quoted(why.en)}\n"
            f"  rules:{_marks(review.rules)}\n"
            f"  articles:{_marks(places)}\n"
        )
    return "".join(entries)


def _marks(marks: Mapping[str, str]) -> str:
    """Names and digests: on one line where there are few, else one on each."""
    if len(marks) > FEW:
        return "".join(f"\n    {name}: {mark}" for name, mark in marks.items())
    return " {" + ", ".join(f"{name}: {mark}" for name, mark in marks.items()) + "}"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
