"""Where two versions of a pack differ in what can change an answer, and packs that are part one, part the other.

Rules of two versions are the same norm where the last part of their ids is equal: the article before it may have been
numbered anew. Words, titles, readings and names of limits change no answer, so they are not compared.
"""

from __future__ import annotations

import graphlib
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, fields, is_dataclass, replace
from enum import StrEnum
from typing import Any

from rules_engine import expression as ex
from rules_engine.checked import Pack, Rule, Vocabulary


class Part(StrEnum):
    """A part of a rule in which its two forms differ."""

    PLACE = "place"  # the articles that it cites
    ACTIONS = "actions"
    WHEN = "when"
    BODY = "body"
    FORCE = "force"
    OVERRIDES = "overrides"


class Sort(StrEnum):
    """What sort of difference there is between two versions."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    SCOPE = "scope"  # whom the document binds
    IN_FORCE = "in_force"  # from when to when
    PRESUMED = "presumed"  # whether the vocabulary presumes a fact


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `name` is the slug of the rule, or the fact; `before` and `after` are its forms, where it has."""

    jurisdiction: str
    sort: Sort
    name: str = ""
    before: Rule | None = field(default=None, compare=False)
    after: Rule | None = field(default=None, compare=False)
    parts: tuple[Part, ...] = ()

    def bears_on(self, action: str, *, by_article: bool) -> bool:
        """Whether the difference can be felt by a case of `action`; `by_article`: that asks of some articles alone."""
        if self.parts == (Part.PLACE,) and not by_article:
            return False
        rules = [rule for rule in (self.before, self.after) if rule]
        return not rules or any(action in rule.actions for rule in rules)


@dataclass(frozen=True, slots=True)
class Version:
    """A pack with the vocabulary that it is written in."""

    pack: Pack
    vocabulary: Vocabulary


def changes(old: Version, new: Version) -> tuple[Change, ...]:
    """All differences, the rules in the new document's order, those that it has no more at the end."""
    place = new.pack.jurisdiction
    before = {rule.norm.slug: rule for rule in old.pack.rules}
    after = {rule.norm.slug: rule for rule in new.pack.rules}
    found = []
    for slug, rule in after.items():
        if slug not in before:
            found.append(Change(place, Sort.ADDED, slug, None, rule))
        elif parts := _parts(before[slug], rule):
            found.append(Change(place, Sort.CHANGED, slug, before[slug], rule, parts))
    gone = [slug for slug in before if slug not in after]
    found += [Change(place, Sort.REMOVED, slug, before[slug]) for slug in gone]
    if _bound(old.pack) != _bound(new.pack):
        found.append(Change(place, Sort.SCOPE))
    if _dates(old.pack) != _dates(new.pack):
        found.append(Change(place, Sort.IN_FORCE))
    presumed = old.vocabulary.presumed ^ new.vocabulary.presumed
    found += [Change(place, Sort.PRESUMED, name) for name in sorted(presumed)]
    return tuple(found)


def meaning(part: Any) -> Any:
    """An expression, or a part of one, without names that change no answer; equal where the two mean the same."""
    return rebuilt(part, lambda limit: replace(limit, id=""))


def outline(part: Any) -> Any:
    """The meaning of an expression but for how high its limits are: of those only the names."""
    return rebuilt(part, lambda limit: limit.id)


def rebuilt(part: Any, limit: Callable[[ex.Parameter], Any]) -> Any:
    """An expression with its definitions written out and its limits put otherwise."""
    match part:
        case ex.Defined(body=body):
            return rebuilt(body, limit)
        case ex.OneOf(fact, values):
            return ex.OneOf(fact, tuple(sorted(values)))
        case ex.Parameter():
            return limit(part)
        case tuple():
            return tuple(rebuilt(item, limit) for item in part)
    if is_dataclass(part) and not isinstance(part, type):
        return type(part)(*(rebuilt(getattr(part, one.name), limit) for one in fields(part)))
    return part


class Mixture:
    """The new pack with some of its differences undone.

    Rules go by their slugs, so that overrides lead to the same norm in either version.
    """

    def __init__(self, old: Version, new: Version) -> None:
        self.old, self.new = old, new
        self._before = {rule.norm.slug: _by_slug(rule) for rule in old.pack.rules}
        self._after = {rule.norm.slug: _by_slug(rule) for rule in new.pack.rules}
        self._made: dict[tuple[str, frozenset[Change]], Version | None] = {}

    def without(self, undone: Collection[Change], action: str) -> Version | None:
        """The new version with the old form of what is undone, for cases of `action`.

        None where rules of the two versions displace each other in a circle: such a pack says nothing.
        """
        key = (action, frozenset(undone))
        if key not in self._made:
            self._made[key] = self._mixed(key[1], action)
        return self._made[key]

    def _mixed(self, undone: frozenset[Change], action: str) -> Version | None:
        rules = dict(self._after)
        pack, presumed = self.new.pack, set(self.new.vocabulary.presumed)
        for change in undone:
            if change.sort is Sort.SCOPE:
                pack = replace(pack, scope=self.old.pack.scope)
            elif change.sort is Sort.IN_FORCE:
                pack = replace(pack, document=self.old.pack.document)
            elif change.sort is Sort.PRESUMED:
                presumed ^= {change.name}
            elif change.before:
                rules[change.name] = self._before[change.name]
            else:
                del rules[change.name]
        ours = tuple(rule for rule in rules.values() if action in rule.actions)
        if _circular(ours):
            return None
        return Version(replace(pack, rules=ours), replace(self.new.vocabulary, presumed=frozenset(presumed)))


def _by_slug(rule: Rule) -> Rule:
    over = tuple(name.rpartition(".")[2] for name in rule.overrides)
    return replace(rule, norm=replace(rule.norm, id=rule.norm.slug), overrides=over, rival=None)


def _circular(rules: tuple[Rule, ...]) -> bool:
    graph = graphlib.TopologicalSorter({rule.id: rule.overrides for rule in rules})
    try:
        graph.prepare()
    except graphlib.CycleError:
        return True
    return False


def _parts(before: Rule, after: Rule) -> tuple[Part, ...]:
    one, other = _effect(before), _effect(after)
    return tuple(part for part in Part if one[part] != other[part])


def _effect(rule: Rule) -> dict[Part, Any]:
    """What of a rule can change an answer, by part."""
    body, duty = rule.body, rule.body.duty
    due = (duty.done, meaning(duty.due), sorted(duty.arises_from)) if duty else None
    return {
        Part.PLACE: {citation.cite for citation in rule.norm.citations},
        Part.ACTIONS: set(rule.actions),
        Part.WHEN: meaning(rule.when),
        Part.BODY: (body.form, meaning(body.condition), due),
        Part.FORCE: rule.norm.force,
        Part.OVERRIDES: {name.rpartition(".")[2] for name in rule.overrides},
    }


def _bound(pack: Pack) -> tuple[frozenset[str], frozenset[str]]:
    return pack.scope.full, pack.scope.by_reference


def _dates(pack: Pack) -> tuple[object, object]:
    return pack.document.in_force_from, pack.document.in_force_to
