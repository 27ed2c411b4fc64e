"""What one pack says of all cases of an action at once: which rules apply, are kept or violated, and the verdict."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from rules_engine import expression as ex
from rules_engine.analyse.encode import Encoding
from rules_engine.analyse.moments import DAY
from rules_engine.analyse.solver import Formula
from rules_engine.case import ORGAN
from rules_engine.checked import Pack, Rule
from rules_engine.norm import Force, Form
from rules_engine.value import Kind


class Reading:
    """The rules of a pack about the action of an encoding; `rules` may be others, such as a rival reading's.

    Every `when` asks that the act falls into the document's time and that it binds the organ. An organ that only
    follows it by reference violates nothing.
    """

    def __init__(self, encoding: Encoding, pack: Pack, rules: Iterable[Rule] | None = None) -> None:
        self.encoding, self.pack = encoding, pack
        self.rules = pack.rules_of(encoding.action) if rules is None else tuple(rules)
        self._logic = encoding.logic
        self._whens: dict[str, Formula] = {}
        self._applies: dict[str, Formula] = {}

    @cached_property
    def expressions(self) -> tuple[ex.Expression, ...]:
        """All conditions, bodies and dates of duties of the rules."""
        found: list[ex.Expression] = []
        for rule in self.rules:
            duty = rule.body.duty
            found += [rule.when, rule.body.condition, *([duty.due, duty.done] if duty and duty.due else [])]
        return tuple(found)

    # --- the document

    def organ(self, names: frozenset[str]) -> Formula:
        """That one of some organs acts."""
        words = self.encoding.vocabulary
        if ORGAN not in words.facts:
            return self._logic.false
        type_ = words.facts[ORGAN].type
        values = tuple(value for value in words.enumerations[type_.enumeration] if value in names)
        return self.encoding.holds(ex.OneOf(ex.Fact(ORGAN, type_), values))

    @cached_property
    def by_reference(self) -> Formula:
        """That the document is only a model for the organ that acts."""
        return self.organ(self.pack.scope.by_reference)

    @cached_property
    def governs(self) -> Formula:
        """That the document is in force on the day of the act and speaks to the organ."""
        document, encoding = self.pack.document, self.encoding
        bounds = [self.organ(self.pack.scope.full | self.pack.scope.by_reference)]
        if document.in_force_from:
            bounds.append(encoding.day >= encoding.year.offset(document.in_force_from))
        if document.in_force_to:
            bounds.append(encoding.day <= encoding.year.offset(document.in_force_to))
        return self._logic.both(bounds)

    # --- its rules

    def when(self, rule: Rule) -> Formula:
        """Where the condition of a rule holds."""
        found = self._whens.get(rule.id)
        if found is None:
            found = self._whens[rule.id] = self._logic.both((self.governs, self.encoding.holds(rule.when)))
        return found

    def overriders(self, rule: Rule) -> tuple[Rule, ...]:
        """The rules that name a rule among those that they displace."""
        return tuple(other for other in self.rules if rule.id in other.overrides)

    def applies(self, rule: Rule) -> Formula:
        """Where a rule applies: its `when` holds, a permit's body too, and nothing that applies displaces it."""
        found = self._applies.get(rule.id)
        if found is None:
            own = [self.when(rule), *([self.body(rule)] if rule.norm.form is Form.PERMIT else [])]
            above = [self._logic.negation(self.applies(other)) for other in self.overriders(rule)]
            found = self._applies[rule.id] = self._logic.both([*own, *above])
        return found

    def body(self, rule: Rule) -> Formula:
        """Where the body is as it should be, whether the rule applies or not; a duty's where it is not late."""
        if rule.body.duty:
            return self._logic.negation(self._late(rule))
        condition = self.encoding.holds(rule.body.condition)
        return self._logic.negation(condition) if rule.norm.form is Form.FORBID else condition

    def _late(self, rule: Rule) -> Formula:
        duty = rule.body.duty
        if duty is None or duty.due is None:
            return self._logic.false
        due, done = self.encoding.number(duty.due), self.encoding.number(duty.done)
        # Asked of a moment on the day of the act: asked at the end of that day.
        clock = duty.done.type.kind is Kind.DATETIME
        asked = self.encoding.day * DAY + (DAY - 1) >= due if clock else self.encoding.day > due
        return self._logic.both((asked, done > due))

    def unkept(self, rule: Rule) -> Formula:
        """Where a rule applies and its body is not as it should be, whatever its force; never for permits."""
        if rule.norm.form in (Form.PERMIT, Form.REFER):
            return self._logic.false
        return self._logic.both((self.applies(rule), self._logic.negation(self.body(rule))))

    def violated(self, rule: Rule) -> Formula:
        """Where a rule is violated, so that the verdict is a denial: it binds, and the act is against it."""
        if rule.norm.force is not Force.MUST:
            return self._logic.false
        return self._logic.both((self.unkept(rule), self._logic.negation(self.by_reference)))

    def satisfied(self, rule: Rule) -> Formula:
        """Where a rule applies and its body is as it should be; a permit: where it holds."""
        return self._logic.both((self.applies(rule), self.body(rule)))

    # --- the verdict

    @cached_property
    def silent(self) -> Formula:
        """Where the document says nothing of the act."""
        return self._logic.negation(self._logic.either(map(self.when, self.rules)))

    @cached_property
    def denies(self) -> Formula:
        """Where the act does not conform."""
        return self._logic.either(map(self.violated, self.rules))

    @cached_property
    def allows(self) -> Formula:
        """Where the act conforms."""
        return self._logic.negation(self._logic.either((self.silent, self.denies)))
