"""Norms about a history of events: heads as of other rules, and one of five patterns."""

from __future__ import annotations

from typing import Final

from rules_engine import expression as ex
from rules_engine.check.events import known_event, names_of_event, pair, per, selection
from rules_engine.check.fields import Fields, items
from rules_engine.check.rules import RuleChecker
from rules_engine.history import (
    SAME_DAY,
    Concurrent,
    Count,
    Every,
    Follows,
    HistoryRule,
    Pattern,
    Selection,
    Term,
    Total,
    selections_of,
)
from rules_engine.names import nearest
from rules_engine.norm import Citation, Force, Form, Norm, NormKind
from rules_engine.parsed import Node, Scalar
from rules_engine.source import Span
from rules_engine.value import Kind
from rules_engine.wording import expression as say_expression
from rules_engine.wording import history as say
from rules_engine.wording import pack as say_pack

HEAD: Final = ("id", "cite", "force", "kind", "title", "reading", "rival", "rests_on", "note")
PATTERNS: Final = {
    "count": ("where", "by", "per", "limit", "roster"),
    "total": ("where", "by", "per", "limit", "in_months", "roster"),
    "repeats": ("where", "by", "within"),
    "concurrent": ("where", "by", "limit", "distinct", "pair"),
    "follows": ("after", "where", "then_where", "same", "within", "same_day", "due"),
}
"""The patterns, each with the keys that it takes."""

_MINIMA: Final = ("at_least", "more_than", "exactly")
_MAXIMA: Final = ("at_most", "less_than")


class HistoryChecker:
    """Checks the norms about a history of one pack; what its other rules may name, these may, too."""

    def __init__(self, rules: RuleChecker) -> None:
        self.rule_checker, self.known, self.problems = rules, rules.known, rules.problems
        self.vocabulary = rules.known.vocabulary
        self.slugs: dict[str, Span] = {}

    def rules(self, tree: Node | None) -> tuple[HistoryRule, ...]:
        """All norms about a history, in the document's order."""
        found = [self.rule(node, f"history{path}") for path, node in items(tree, "", self.problems)]
        known = [rule for rule in found if rule is not None]
        return tuple(sorted(known, key=lambda rule: (rule.norm.citation.cite, rule.id)))

    def rule(self, node: Node, path: str) -> HistoryRule | None:
        """One norm; None after a problem."""
        before = len(self.problems)
        heads = [name for name in PATTERNS if Fields(node, path, [], None).entries.get(name) is not None]
        keys = (*HEAD, *heads, *(PATTERNS[heads[0]] if len(heads) == 1 else sum(PATTERNS.values(), ())))
        fields = Fields(node, path, self.problems, keys)
        if not fields.entries:
            return None
        slug, cites = fields.scalar("id"), fields.cites("cite", self.rule_checker.paragraphs)
        force, kind = fields.choice("force", list(Force)), fields.choice("kind", list(NormKind))
        title, reading = fields.words("title"), fields.words("reading", needed=False)
        rival, rests_on = fields.words("rival", needed=False), self.rule_checker.rests_on(fields)
        if len(heads) != 1:
            self.problems.append(say.patterns(fields.node.span, path, ", ".join(PATTERNS)))
            return None
        pattern = self._pattern(heads[0], fields)
        roster = self._roster(fields, pattern) if pattern else None
        identity = self.identity(slug, fields.at("id"), cites[0].article if cites else 0) if slug else ""
        if len(self.problems) > before or pattern is None or title is None or slug is None:
            return None
        norm = Norm(
            id=identity,
            citations=tuple(Citation(self.rule_checker.document, cite) for cite in cites),
            force=Force(force),
            form=Form.DUTY if isinstance(pattern, Follows) else Form.REQUIRE,
            kind=NormKind(kind),
            title=title,
            facts=self.vocabulary.in_order(_facts(pattern, roster)),
            parameters=_parameters(pattern, roster),
            reading=reading,
            rival=rival,
            rests_on=rests_on,
        )
        return HistoryRule(norm, pattern, roster, slug.span)

    def identity(self, slug: Scalar, path: str, article: int) -> str:
        """The full id. A rule of one act may have it, too: then both are the same norm, and stand in one article."""
        own = f"{self.rule_checker.jurisdiction}.{article}.{slug.text}"
        if not self.rule_checker.is_slug(slug.text):
            self.problems.append(say_pack.bad_slug(slug.span, path, slug.text))
        elif slug.text in self.slugs:
            self.problems.append(say_pack.duplicate_id(slug.span, path, slug.text, self.slugs[slug.text]))
        elif slug.text in self.rule_checker.slugs and self.rule_checker.slugs[slug.text][0] != own:
            self.problems.append(say.other_article(slug.span, path, slug.text, self.rule_checker.slugs[slug.text][0]))
        self.slugs.setdefault(slug.text, slug.span)
        return own

    # --- patterns

    def _pattern(self, name: str, fields: Fields) -> Pattern | None:
        if name == "follows":
            return self._follows(fields)
        events = selection(fields, name, "where", self.known, self.problems)
        if events is None:
            return None
        kind = (events.kind,)
        by = names_of_event(fields, "by", kind, self.vocabulary)
        if name in ("total", "concurrent") and not self.vocabulary.events[events.kind].lasting:
            self.problems.append(say.not_lasting(fields.span(name), fields.at(name), events.kind))
        if name == "repeats":
            within = self._limit(fields, "within", "period")
            return Every(events, by, within) if within else None
        if name == "concurrent":
            return self._concurrent(fields, events, by)
        period, limit = per(fields), self._limit(fields, "limit", "count")
        if period is None or limit is None:
            return None
        if period.unit == "days" and (name == "total" or limit.op in _MINIMA):
            self.problems.append(say.per_pattern(fields.span("per"), fields.at("per")))
        if name == "total":
            return Total(events, by, period, limit, fields.flag("in_months"))
        return Count(events, by, period, limit)

    def _concurrent(self, fields: Fields, events: Selection, by: tuple[str, ...]) -> Concurrent | None:
        kind = (events.kind,)
        paired, distinct = (
            pair(fields, kind, self.vocabulary),
            names_of_event(fields, "distinct", kind, self.vocabulary),
        )
        if "pair" in fields:
            for key in ("limit", "distinct", "by"):
                if key in fields:
                    self.problems.append(say_pack.unknown_key(fields.span(key), fields.at(key), key, ""))
            return Concurrent(events, pair=paired)
        limit = self._limit(fields, "limit", "count")
        if limit and limit.op not in _MAXIMA:
            self.problems.append(say.maximum_only(fields.span("limit"), fields.at("limit"), limit.id))
        return Concurrent(events, by, limit, ",".join(distinct)) if limit else None

    def _follows(self, fields: Fields) -> Follows | None:
        first = selection(fields, "after", "where", self.known, self.problems)
        then = selection(fields, "follows", "then_where", self.known, self.problems)
        if first is None or then is None:
            return None
        same = names_of_event(fields, "same", (first.kind, then.kind), self.vocabulary)
        if len([key for key in ("within", "same_day", "due") if key in fields]) > 1:
            self.problems.append(say.two_deadlines(fields.node.span, fields.path))
        within = self._limit(fields, "within", "period") if "within" in fields else None
        for kind in (first.kind, then.kind) if within and within.length.needs_clock else ():
            if not self.vocabulary.events[kind].timed:
                self.problems.append(say.needs_clock(fields.span("within"), fields.at("within"), kind))
        if fields.flag("same_day"):
            within = SAME_DAY
        return Follows(first, then, same, within, self._due(fields, first.kind))

    def _due(self, fields: Fields, kind: str) -> str:
        scalar = fields.scalar("due", needed=False)
        if scalar is None:
            return ""
        told = self.vocabulary.events[kind].fields
        if scalar.text not in told:
            listed = ", ".join(told)
            self.problems.append(say_expression.not_of_event(scalar.span, fields.at("due"), scalar.text, kind, listed))
        elif self.vocabulary.facts[scalar.text].type.kind is not Kind.DATE:
            self.problems.append(say.wrong_fact(scalar.span, fields.at("due"), scalar.text, Kind.DATE))
        return scalar.text

    def _limit(self, fields: Fields, key: str, unit: str) -> ex.Parameter | None:
        scalar = fields.scalar(key)
        if scalar is None:
            return None
        found = self.known.parameters.get(scalar.text)
        if found is None:
            near = nearest(scalar.text, self.known.parameters)
            self.problems.append(say_expression.unknown_limit(scalar.span, fields.at(key), scalar.text, near))
        elif found.unit != unit:
            self.problems.append(say_expression.wrong_limit(scalar.span, fields.at(key), scalar.text, unit))
            return None
        return found

    def _roster(self, fields: Fields, pattern: Pattern) -> Selection | None:
        """Who is asked: needed of a minimum by names, and of nothing else."""
        minimum = isinstance(pattern, Count | Total) and pattern.limit.op in _MINIMA and bool(pattern.by)
        if "roster" not in fields:
            if minimum:
                self.problems.append(say.needs_roster(fields.node.span, fields.path))
            return None
        if not minimum or not isinstance(pattern, Count | Total):
            self.problems.append(say.idle_roster(fields.span("roster"), fields.at("roster")))
            return None
        inner = Fields(fields.entries["roster"], fields.at("roster"), self.problems, ("kind", "where"))
        kind = inner.scalar("kind")
        if kind is None or not known_event(kind, inner.at("kind"), self.vocabulary, self.problems):
            return None
        event = self.vocabulary.events[kind.text]
        if not (event.standing and event.lasting):
            self.problems.append(say.not_standing(kind.span, inner.at("kind"), kind.text))
        for name in pattern.by:
            if name not in event.names or name in event.optional:
                listed = ", ".join(event.names)
                self.problems.append(say.unknown_key_of(kind.span, inner.at("kind"), name, kind.text, listed))
        return selection(inner, "kind", "where", self.known, self.problems)


def terms_of_office(head: Fields) -> tuple[Term, ...]:
    """The terms of office that a pack dates, in their order."""
    found: list[Term] = []
    for path, node in items(head.entries.get("terms_of_office"), "terms_of_office", head.problems):
        fields = Fields(node, path, head.problems, ("from", "to"))
        fields.need("from")
        start, end = fields.day("from"), fields.day("to")
        if start is None:
            continue
        last = found[-1] if found else None
        if (end and end < start) or (last and (last.end is None or last.end >= start)):
            head.problems.append(say.terms_overlap(fields.node.span, path))
        found.append(Term(start, end))
    return tuple(found)


def _facts(pattern: Pattern, roster: Selection | None) -> frozenset[str]:
    due = {pattern.due} if isinstance(pattern, Follows) and pattern.due else set[str]()
    return frozenset(due).union(*(ex.facts_of(chosen.where) for chosen in selections_of(pattern, roster)))


def _parameters(pattern: Pattern, roster: Selection | None) -> tuple[str, ...]:
    own = pattern.within if isinstance(pattern, Every | Follows) else pattern.limit
    read = [name for chosen in selections_of(pattern, roster) for name in ex.parameters_of(chosen.where)]
    return tuple(dict.fromkeys([*([own.id] if own and own.id else []), *read]))
