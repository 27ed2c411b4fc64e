"""One case put to every document: the verdicts, and the norms that make them part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rules_engine import expression as ex
from rules_engine.case import ORGAN, Case
from rules_engine.checked import Pack, Rule
from rules_engine.decision import Decision, Finding, Status, Verdict, is_ground
from rules_engine.engine import Engine
from rules_engine.norm import Force, NormKind
from rules_engine.text import Text
from rules_engine.value import OpenSet, Value


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one document says of the case.

    `unread` are the facts given that none of its rules about the action reads; `unknown_posts` the posts named in the
    case that its jurisdiction does not have.
    """

    pack: Pack
    decision: Decision
    unread: tuple[str, ...]
    unknown_posts: tuple[str, ...]

    @property
    def deciding(self) -> tuple[Finding, ...]:
        """The findings that make the verdict: violated musts, undetermined musts, or grounds; none where silent."""
        return tuple(finding for finding in self.decision.findings if decides(finding, self.decision.verdict))


@dataclass(frozen=True, slots=True)
class Divergence:
    """One norm on which documents part: what it says of the case in each; None where a document does not have it."""

    slug: str
    kind: NormKind
    title: Text
    findings: Mapping[str, Finding | None]


@dataclass(frozen=True, slots=True)
class CaseTable:
    """One case in every document; `case` is as it was written, for the jurisdiction that it names."""

    case: Case
    opinions: tuple[Opinion, ...]
    divergences: tuple[Divergence, ...]

    @property
    def verdicts(self) -> Mapping[Verdict, tuple[str, ...]]:
        """The jurisdictions by verdict, in the order of the table."""
        found: dict[Verdict, list[str]] = {}
        for opinion in self.opinions:
            found.setdefault(opinion.decision.verdict, []).append(opinion.pack.jurisdiction)
        return {verdict: tuple(names) for verdict, names in found.items()}


def compare_case(engine: Engine, case: Case, packs: Sequence[Pack]) -> CaseTable:
    """Put a case to every pack. Its question is then of the whole act, even where it was of some articles alone."""
    asked = replace(case, articles=())
    known = frozenset(post for pack in packs for post, names in pack.terms.items() if names)
    opinions = tuple(_opinion(engine, asked, pack, known) for pack in packs)
    return CaseTable(case, opinions, tuple(_divergences(opinions)))


def decides(finding: Finding, verdict: Verdict) -> bool:
    """Whether a finding is among those that make a verdict."""
    match verdict:
        case Verdict.DENY:
            return finding.status is Status.VIOLATED
        case Verdict.INCOMPLETE:
            return finding.status is Status.UNDETERMINED and finding.norm.force is Force.MUST
        case Verdict.ALLOW:
            return is_ground(finding)
    return False


def _opinion(engine: Engine, case: Case, pack: Pack, known: frozenset[str]) -> Opinion:
    decision = engine.decide(replace(case, jurisdiction=pack.jurisdiction), full=True)
    rules = (*pack.rules_of(case.action), *pack.duties_from(case.action))
    # Every document reads the day of the act, and whom it binds.
    read = {fact for rule in rules for fact in _facts(rule)} | {ORGAN, engine.vocabulary.actions[case.action].dated_by}
    unread = engine.vocabulary.in_order(case.facts.keys() - read)
    return Opinion(pack, decision, unread, tuple(_unknown_posts(engine, case, pack, known)))


def _facts(rule: Rule) -> Iterable[str]:
    """The facts that a rule reads, in its rival reading too."""
    yield from rule.norm.facts
    if rule.rival:
        other = rule.rivalled()
        yield from ex.facts_of(other.when) | ex.facts_of(other.body.condition)


def _unknown_posts(engine: Engine, case: Case, pack: Pack, known: frozenset[str]) -> Iterable[str]:
    """The posts that the case names and that the jurisdiction says it does not have, though another one has them."""
    named: dict[str, None] = {}
    for name, value in case.facts.items():
        if engine.vocabulary.facts[name].type.enumeration == "role":
            named.update(dict.fromkeys(_elements(value)))
    return (post for post in named if post in known and pack.terms.get(post) == ())


def _elements(value: Value) -> Iterable[str]:
    match value:
        case str():
            return (value,)
        case frozenset():
            return sorted(value)
        case OpenSet(yes):
            return sorted(yes)
    return ()


def _divergences(opinions: Sequence[Opinion]) -> Iterable[Divergence]:
    """The norms that make a verdict somewhere and come out otherwise elsewhere."""
    found: dict[str, dict[str, Finding]] = {}
    for opinion in opinions:
        for finding in opinion.decision.findings:
            found.setdefault(finding.norm.slug, {}).setdefault(opinion.pack.jurisdiction, finding)
    deciding = {f.norm.slug: f for opinion in reversed(opinions) for f in opinion.deciding}  # the first one counts
    for slug in (slug for slug in found if slug in deciding):
        own = {opinion.pack.jurisdiction: found[slug].get(opinion.pack.jurisdiction) for opinion in opinions}
        if len({finding and finding.status for finding in own.values()}) > 1:
            norm = deciding[slug].norm
            yield Divergence(slug, norm.kind, norm.title, own)
