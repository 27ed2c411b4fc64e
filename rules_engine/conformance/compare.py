"""A decision and what was expected of it, compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from rules_engine.conformance.expected import ExpectedDuty, PackCase
from rules_engine.decision import Decision, DutyNotice, Finding, Verdict
from rules_engine.literal import date_text
from rules_engine.norm import Cite, Norm

NOTHING: Final = "-"
"""What stands for an empty list in a difference."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a decision is not as expected: the entry of `expect`, what stands there, and what the engine says.

    `rules` are the rules behind what the engine says.
    """

    entry: str
    expected: str
    got: str
    rules: tuple[Norm, ...] = field(default=(), compare=False)


def differences(case: PackCase, decision: Decision) -> tuple[Difference, ...]:
    """All differences between a decision and what its case expects; empty where there is none."""
    return tuple(_differences(case, decision))


def _differences(case: PackCase, decision: Decision) -> Iterable[Difference]:
    expected = case.expected
    if decision.verdict is not expected.verdict:
        yield Difference("verdict", expected.verdict, decision.verdict, _behind(decision))
    exact: tuple[tuple[str, tuple[Cite, ...] | None, Sequence[Finding]], ...] = (
        ("violated", expected.violated, decision.violations),
        ("undetermined", expected.undetermined, decision.undetermined),
        ("advice", expected.advice, decision.advice),
    )
    for entry, places, found in exact:
        if places is not None and not _match(places, found):
            yield Difference(entry, _listed(places), _cited(found), _norms(found))
    among: tuple[tuple[str, tuple[Cite, ...] | None, Sequence[Finding]], ...] = (
        ("grounds", expected.grounds, decision.grounds),
        ("referrals", expected.referrals, decision.referrals),
        ("arguable", expected.arguable, tuple(finding for finding in decision.findings if finding.arguable)),
    )
    for entry, places, found in among:
        if places is not None and not _among(places, found):
            yield Difference(entry, _listed(places), _cited(found), _norms(found))
    if expected.missing is not None and set(expected.missing) != set(decision.missing):
        yield Difference("missing", _listed(sorted(expected.missing)), _listed(decision.missing))
    if expected.basis is not None and decision.basis is not expected.basis:
        yield Difference("basis", expected.basis, decision.basis or NOTHING)
    if expected.silence is not None and decision.silence is not expected.silence:
        yield Difference("silence", expected.silence, decision.silence or NOTHING)
    if expected.duties is not None and not _duties_match(expected.duties, decision.duties):
        got = ", ".join(_notice_text(notice) for notice in decision.duties)
        wanted = ", ".join(_duty_text(duty) for duty in expected.duties)
        norms = tuple(notice.norm for notice in decision.duties)
        yield Difference("duties", wanted or NOTHING, got or NOTHING, norms)


def covers(place: Cite, norm: Norm) -> bool:
    """Whether a norm stands, with any of its citations, at a place."""
    return any(place.covers(citation.cite) for citation in norm.citations)


def _match(places: Iterable[Cite], found: Sequence[Finding]) -> bool:
    places = tuple(places)
    return all(any(covers(place, f.norm) for f in found) for place in places) and all(
        any(covers(place, f.norm) for place in places) for f in found
    )


def _among(places: tuple[Cite, ...], found: Sequence[Finding]) -> bool:
    if not places:
        return not found
    return all(any(covers(place, finding.norm) for finding in found) for place in places)


def _duties_match(duties: tuple[ExpectedDuty, ...], notices: tuple[DutyNotice, ...]) -> bool:
    if not duties:
        return not notices
    return all(any(_is(duty, notice) for notice in notices) for duty in duties)


def _is(duty: ExpectedDuty, notice: DutyNotice) -> bool:
    return (
        covers(duty.cite, notice.norm)
        and (duty.due is None or duty.due == notice.due)
        and (duty.state is None or duty.state is notice.state)
    )


def _behind(decision: Decision) -> tuple[Norm, ...]:
    """The rules that make a verdict what it is."""
    by_verdict: dict[Verdict, Callable[[], Sequence[Finding]]] = {
        Verdict.DENY: lambda: decision.violations,
        Verdict.INCOMPLETE: lambda: decision.undetermined,
        Verdict.ALLOW: lambda: decision.grounds,
        Verdict.SILENT: tuple,
    }
    return _norms(by_verdict[decision.verdict]())


def _norms(findings: Iterable[Finding]) -> tuple[Norm, ...]:
    return tuple(finding.norm for finding in findings)


def _cited(findings: Iterable[Finding]) -> str:
    return _listed(dict.fromkeys(str(finding.norm.citation.cite) for finding in findings))


def _listed(items: Iterable[object]) -> str:
    return ", ".join(str(item) for item in items) or NOTHING


def _duty_text(duty: ExpectedDuty) -> str:
    return _joined(duty.cite, duty.due, duty.state)


def _notice_text(notice: DutyNotice) -> str:
    return _joined(notice.norm.citation.cite, notice.due, notice.state)


def _joined(cite: Cite, due: date | None, state: str | None) -> str:
    return " ".join(part for part in (str(cite), date_text(due) if due else "", state or "") if part)
