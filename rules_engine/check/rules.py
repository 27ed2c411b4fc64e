"""Rules: heads, conditions and bodies; overrides are resolved when all rules are known."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from rules_engine import expression as ex
from rules_engine.check.expressions import check_date, check_expression
from rules_engine.check.fields import Fields
from rules_engine.check.operands import Known
from rules_engine.checked import Body, Duty, Rival, Rule
from rules_engine.names import nearest
from rules_engine.norm import Citation, Cite, Force, Form, Norm, NormKind
from rules_engine.parsed import Node, Scalar
from rules_engine.problem import Problem
from rules_engine.source import Span
from rules_engine.text import Text
from rules_engine.value import Kind
from rules_engine.wording import expression as say_expression
from rules_engine.wording import pack as say

_SLUG: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_KEYS: Final = (
    *(
        "id",
        "cite",
        "action",
        "when",
        "force",
        "kind",
        "title",
        "overrides",
        "restores",
        "rests_on",
        "reading",
        "rival",
    ),
    *("arises_from", "note", *Form),
)
_RULE: Final = Text("规则", "rule")
_READING: Final = Text("共同解读", "shared reading")

Checked = Callable[[Scalar, str, Known], ex.Expression | Problem]


class RuleChecker:
    """Checks the rules of one pack."""

    def __init__(
        self, jurisdiction: str, document: str, known: Known, paragraphs: dict[int, int], problems: list[Problem]
    ) -> None:
        self.jurisdiction, self.document, self.known = jurisdiction, document, known
        self.paragraphs, self.problems = paragraphs, problems
        self.slugs: dict[str, tuple[str, Span]] = {}
        self.named: dict[str, tuple[Fields, Fields | None]] = {}

    @staticmethod
    def is_slug(text: str) -> bool:
        """Whether a text may be the last part of a rule's id."""
        return bool(_SLUG.fullmatch(text))

    def rule(self, node: Node, path: str) -> Rule | None:
        """One rule, its overrides still unresolved; None after a problem that leaves nothing to build."""
        before = len(self.problems)
        fields = Fields(node, path, self.problems, _KEYS)
        slug = fields.scalar("id")
        cites = fields.cites("cite", self.paragraphs)
        actions = self.actions(fields)
        known = replace(self.known, actions=actions)
        when = self.expression(fields, "when", known, needed=False)
        body = self.body(fields, known, needed=True)
        force = fields.choice("force", list(Force))
        kind = fields.choice("kind", list(NormKind))
        title = fields.words("title")
        reading = fields.words("reading", needed=False)
        rests_on = self.rests_on(fields)
        rival_fields = (
            Fields(
                fields.entries["rival"],
                f"{path}.rival",
                self.problems,
                ("zh", "en", "when", "force", "overrides", *Form),
            )
            if "rival" in fields
            else None
        )
        rival = self.rival(rival_fields, known) if rival_fields else None
        identity = self.identity(slug, fields.at("id"), cites) if slug else ""
        if slug is None or len(self.problems) > before or body is None or title is None:
            return None
        self.named[identity] = (fields, rival_fields)
        condition = ex.TRUE if when is None else when
        return Rule(
            norm=Norm(
                id=identity,
                citations=tuple(Citation(self.document, cite) for cite in cites),
                force=Force(force),
                form=body.form,
                kind=NormKind(kind),
                title=title,
                facts=self.facts(condition, body),
                parameters=self.parameters(condition, body),
                reading=reading,
                rival=rival.text if rival else None,
                rests_on=rests_on,
                refers_to=self.referral(fields),
            ),
            actions=actions,
            when=condition,
            body=body,
            rival=rival,
            span=slug.span,
        )

    def identity(self, slug: Scalar, path: str, cites: tuple[Cite, ...]) -> str:
        """The full id of a rule. A rule with problems keeps its name, so that those who name it are not blamed."""
        if not self.is_slug(slug.text):
            self.problems.append(say.bad_slug(slug.span, path, slug.text))
        elif slug.text in self.slugs:
            self.problems.append(say.duplicate_id(slug.span, path, slug.text, self.slugs[slug.text][1]))
        full = f"{self.jurisdiction}.{cites[0].article if cites else 0}.{slug.text}"
        self.slugs.setdefault(slug.text, (full, slug.span))
        return full

    def resolve(self, rules: list[Rule]) -> list[Rule]:
        """The rules with the full ids of those that they override."""
        resolved = []
        for rule in rules:
            fields, rival_fields = self.named[rule.id]
            changed = replace(rule, overrides=self.ids(fields, "overrides"), restores=self.ids(fields, "restores"))
            if rule.rival and rival_fields and "overrides" in rival_fields:
                changed = replace(changed, rival=replace(rule.rival, overrides=self.ids(rival_fields, "overrides")))
            resolved.append(changed)
        return resolved

    def ids(self, fields: Fields, key: str) -> tuple[str, ...]:
        found = []
        for scalar in fields.scalars(key):
            if scalar.text in self.slugs:
                found.append(self.slugs[scalar.text][0])
            else:
                near = nearest(scalar.text, self.slugs)
                self.problems.append(say.unknown_name(scalar.span, fields.at(key), _RULE, scalar.text, near))
        return tuple(found)

    def actions(self, fields: Fields, key: str = "action") -> tuple[str, ...]:
        known = self.known.vocabulary.actions
        if key == "action" and fields.need(key) is None:
            return ()
        scalars = fields.scalars(key)
        for scalar in scalars:
            if scalar.text not in known:
                what = Text("行为", "action")
                near = nearest(scalar.text, known)
                self.problems.append(say.unknown_name(scalar.span, fields.at(key), what, scalar.text, near))
        return tuple(scalar.text for scalar in scalars if scalar.text in known)

    def rests_on(self, fields: Fields) -> tuple[str, ...]:
        readings = self.known.vocabulary.readings
        for scalar in fields.scalars("rests_on"):
            if scalar.text not in readings:
                near = nearest(scalar.text, readings)
                self.problems.append(say.unknown_name(scalar.span, fields.at("rests_on"), _READING, scalar.text, near))
        return fields.texts("rests_on")

    def expression(
        self, fields: Fields, key: str, known: Known, *, needed: bool = True, check: Checked = check_expression
    ) -> ex.Expression | None:
        scalar = fields.scalar(key, needed=needed)
        if scalar is None:
            return None
        found = check(scalar, fields.at(key), known)
        if isinstance(found, Problem):
            self.problems.append(found)
            return None
        return found

    def body(self, fields: Fields, known: Known, *, needed: bool) -> Body | None:
        forms = [form for form in Form if form in fields]
        if len(forms) != 1:
            if forms or needed:
                self.problems.append(say.bodies(fields.node.span, fields.path))
            return None
        form = forms[0]
        if form is Form.DUTY:
            duty = self.duty(fields, known)
            return Body(form, duty=duty) if duty else None
        if form is Form.REFER:
            return Body(form)
        condition = self.expression(fields, form, known)
        return None if condition is None else Body(form, condition)

    def duty(self, fields: Fields, known: Known) -> Duty | None:
        inner = Fields(fields.entries["duty"], fields.at("duty"), self.problems, ("act", "by", "due", "done"))
        act, by = inner.words("act"), inner.words("by", needed=False)
        done = inner.scalar("done")
        due = self.expression(inner, "due", known, needed=False, check=check_date)
        if act is None or done is None:
            return None
        fact = known.vocabulary.facts.get(done.text)
        if fact is None:
            near = nearest(done.text, known.vocabulary.facts)
            self.problems.append(say_expression.unknown_name(done.span, inner.at("done"), done.text, near))
            return None
        if action := known.outside(done.text):
            self.problems.append(say_expression.not_of_action(done.span, inner.at("done"), done.text, action))
        accepted = (Kind.DATE, Kind.DATETIME) if due is not None else (Kind.DATE, Kind.DATETIME, Kind.FLAG)
        if fact.type.kind not in accepted or (due is not None and _clocked(due) != (fact.type.kind is Kind.DATETIME)):
            self.problems.append(say_expression.wrong_type(done.span, inner.at("done"), done.text, ", ".join(accepted)))
        return Duty(act, by, ex.Fact(done.text, fact.type), due, self.actions(fields, "arises_from"))

    def referral(self, fields: Fields) -> Text | None:
        return fields.words("refer", needed=False)

    def rival(self, fields: Fields, known: Known) -> Rival:
        force = fields.choice("force", list(Force), needed=False)
        return Rival(
            text=fields.words_here(),
            when=self.expression(fields, "when", known, needed=False),
            body=self.body(fields, known, needed=False),
            force=Force(force) if force else None,
        )

    def facts(self, when: ex.Expression, body: Body) -> tuple[str, ...]:
        found = ex.facts_of(when) | ex.facts_of(body.condition)
        if body.duty:
            found |= {body.duty.done.id} | (ex.facts_of(body.duty.due) if body.duty.due else frozenset())
        return self.known.vocabulary.in_order(found)

    def parameters(self, when: ex.Expression, body: Body) -> tuple[str, ...]:
        parts = [when, body.condition, *([body.duty.due] if body.duty and body.duty.due else [])]
        return tuple(dict.fromkeys(name for part in parts for name in ex.parameters_of(part)))


def _clocked(due: ex.Expression) -> bool:
    return any(isinstance(part, ex.Fact) and part.type.kind is Kind.DATETIME for part in ex.walk(due))
