"""Norms about one action side by side, aligned by what they regulate: by the last part of their ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rules_engine.checked import Pack, Rule, Vocabulary
from rules_engine.comparison.meaning import norm_meaning
from rules_engine.norm import LeftOut, NormKind
from rules_engine.text import Text


@dataclass(frozen=True, slots=True)
class NormRow:
    """One norm in every document that has it; a document may say it in several rules.

    `like` names for a jurisdiction an earlier one whose rules say the same; rules of a district that no earlier one
    shares are not in it.
    """

    slug: str
    kind: NormKind
    title: Text
    rules: Mapping[str, tuple[Rule, ...]]
    like: Mapping[str, str]

    @property
    def districts(self) -> tuple[str, ...]:
        """The jurisdictions that have the norm."""
        return tuple(name for name, rules in self.rules.items() if rules)

    @property
    def variants(self) -> int:
        """In how many ways the norm is said."""
        return len(self.districts) - len(self.like)


@dataclass(frozen=True, slots=True)
class NormTable:
    """All norms about one action, by kind, then as the documents have them; `left_out` is what packs do not encode."""

    action: str
    packs: tuple[Pack, ...]
    rows: tuple[NormRow, ...]
    left_out: Mapping[str, tuple[LeftOut, ...]]

    @property
    def shared(self) -> tuple[NormRow, ...]:
        """The norms that several documents have."""
        return tuple(row for row in self.rows if len(row.districts) > 1)

    def alone(self, jurisdiction: str) -> tuple[NormRow, ...]:
        """The norms that one document alone has."""
        return tuple(row for row in self.rows if row.districts == (jurisdiction,))


def compare_rules(packs: Sequence[Pack], vocabulary: Vocabulary, action: str) -> NormTable:
    """The norms about an action in every pack."""
    found: dict[str, dict[str, list[Rule]]] = {}
    for pack in packs:
        for rule in pack.rules_of(action):
            found.setdefault(rule.norm.slug, {}).setdefault(pack.jurisdiction, []).append(rule)
    rows = [_row(slug, found[slug], packs) for slug in found]
    kinds = {kind: index for index, kind in enumerate(NormKind)}
    rows.sort(key=lambda row: kinds[row.kind])
    assert action in vocabulary.actions
    return NormTable(action, tuple(packs), tuple(rows), {p.jurisdiction: p.left_out_near(action) for p in packs})


def _row(slug: str, found: Mapping[str, Sequence[Rule]], packs: Sequence[Pack]) -> NormRow:
    rules = {pack.jurisdiction: tuple(found.get(pack.jurisdiction, ())) for pack in packs}
    every = [rule for own in rules.values() for rule in own]
    titles = Counter(rule.norm.title for rule in every)
    kinds = Counter(rule.norm.kind for rule in every)
    first: dict[object, str] = {}
    like: dict[str, str] = {}
    for name, own in rules.items():
        said = frozenset(norm_meaning(rule) for rule in own)
        if said and first.setdefault(said, name) != name:
            like[name] = first[said]
    return NormRow(slug, kinds.most_common(1)[0][0], titles.most_common(1)[0][0], rules, like)
