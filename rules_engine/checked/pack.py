"""One jurisdiction's document: its articles, its limits, and its rules, each with the place that it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from rules_engine.checked.vocabulary import Vocabulary
from rules_engine.decision import Frame, Silence
from rules_engine.expression import TRUE, Expression, Fact, Parameter
from rules_engine.history import HistoryRule, Term
from rules_engine.norm import Citation, Cite, Force, Form, LeftOut, Norm, PackStamp
from rules_engine.source import Span
from rules_engine.text import Text

_UNNAMED: Final = Text("", "")


@dataclass(frozen=True, slots=True)
class CitedParameter:
    """A limit as one document sets it; `derived` says why its number does not stand in the article."""

    limit: Parameter
    cite: Cite
    derived: Text | None = None
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Definition:
    """A condition that a document names and several rules use."""

    id: str
    label: Text
    body: Expression
    cite: Cite


@dataclass(frozen=True, slots=True)
class Duty:
    """What must follow an act: who (where the article says) does what, by when; `done` tells when it was done."""

    act: Text
    by: Text | None
    done: Fact
    due: Expression | None = None
    arises_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Body:
    """What a rule asks; `condition` is `true` for a duty and a referral."""

    form: Form
    condition: Expression = TRUE
    duty: Duty | None = None


@dataclass(frozen=True, slots=True)
class Rival:
    """Another reading of a rule: what it puts in the place of the rule's own parts."""

    text: Text
    when: Expression | None = None
    body: Body | None = None
    force: Force | None = None
    overrides: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One norm of one article, made checkable. `overrides` and `restores` hold full rule ids."""

    norm: Norm
    actions: tuple[str, ...]
    when: Expression
    body: Body
    overrides: tuple[str, ...] = ()
    restores: tuple[str, ...] = ()
    rival: Rival | None = None
    span: Span | None = field(default=None, compare=False, repr=False)

    @property
    def id(self) -> str:
        """`<jurisdiction>.<article>.<slug>`."""
        return self.norm.id

    def rivalled(self) -> Rule:
        """The rule in its rival reading; itself where it has none."""
        rival = self.rival
        if rival is None:
            return self
        body = rival.body or self.body
        return replace(
            self,
            norm=replace(self.norm, force=rival.force or self.norm.force, form=body.form),
            when=rival.when or self.when,
            body=body,
            overrides=self.overrides if rival.overrides is None else rival.overrides,
        )


@dataclass(frozen=True, slots=True)
class Article:
    """One article: what it is about, whether it is encoded, and the fingerprint of its text."""

    number: int
    heading: Text
    status: str
    paragraphs: int
    why: Text | None = None
    fingerprint: str = ""
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """The document that a pack encodes."""

    title: str
    number: str = ""
    issued: date | None = None
    in_force_from: date | None = None
    in_force_to: date | None = None
    in_force_cite: Cite | None = None
    repeals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom the document binds; `by_reference` bodies follow it as advice."""

    cite: Cite
    full: frozenset[str]
    by_reference: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pack:
    """One jurisdiction's document, checked; `short` is the jurisdiction's name where it heads a column.

    `rules` are asked of one act, `history` of what has happened; `terms_of_office` are those whose days are known.
    """

    jurisdiction: str
    name: Text
    document: Document
    scope: Scope
    terms: Mapping[str, tuple[str, ...]]
    articles: Mapping[int, Article]
    parameters: Mapping[str, CitedParameter]
    definitions: Mapping[str, Definition]
    rules: tuple[Rule, ...]
    version: str
    digest: str
    short: Text = _UNNAMED
    history: tuple[HistoryRule, ...] = ()
    terms_of_office: tuple[Term, ...] = ()

    def rules_of(self, action: str) -> tuple[Rule, ...]:
        """The rules about an action, in the document's order."""
        return tuple(rule for rule in self.rules if action in rule.actions)

    def duties_from(self, action: str) -> tuple[Rule, ...]:
        """The duties that arise from an action."""
        return tuple(rule for rule in self.rules if rule.body.duty and action in rule.body.duty.arises_from)

    def silent_on(self, day: date) -> Silence | None:
        """Why the document says nothing of an act on `day`, where it is not in force then."""
        first, last = self.document.in_force_from or date.min, self.document.in_force_to or date.max
        return None if first <= day <= last else Silence.NOT_IN_FORCE

    def frame(self, vocabulary: Vocabulary, action: str) -> Frame:
        """What all decisions about an action share."""
        title, document = self.document.title, self.document
        return Frame(
            jurisdiction=self.jurisdiction,
            action=action,
            document=title,
            pack=PackStamp(self.version, self.digest),
            fact_types={name: fact.type for name, fact in vocabulary.facts.items()},
            left_out=self.left_out_near(action),
            scope=Citation(title, self.scope.cite),
            in_force=Citation(title, document.in_force_cite) if document.in_force_cite else None,
            in_force_from=document.in_force_from,
            predecessors=document.repeals,
        )

    def left_out_near(self, action: str) -> tuple[LeftOut, ...]:
        """What the pack does not encode of the articles that its rules about an action cite."""
        articles = {citation.cite.article for rule in self.rules_of(action) for citation in rule.norm.citations}
        return tuple(
            left for number, article in self.articles.items() if number in articles for left in article.left_out
        )
