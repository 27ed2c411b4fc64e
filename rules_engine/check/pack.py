"""One jurisdiction's files to the checked pack, with all problems at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rules_engine import expression as ex
from rules_engine.check.expressions import check_expression
from rules_engine.check.fields import Fields, entries, is_id, items
from rules_engine.check.history import HistoryChecker, terms_of_office
from rules_engine.check.limits import OPERATORS, read_limit, stand_in
from rules_engine.check.operands import Known
from rules_engine.check.overrides import check_overrides
from rules_engine.check.rules import RuleChecker
from rules_engine.checked import Article, CitedParameter, Definition, Document, Pack, Rule, Scope, Vocabulary
from rules_engine.names import nearest
from rules_engine.norm import Cite, LeftOut, Norm
from rules_engine.parsed import Node, ParsedPack, Scalar
from rules_engine.problem import CheckError, Problem
from rules_engine.text import Text
from rules_engine.wording import pack as say

WHY_LEFT_OUT: Final = ("history", "evaluative", "residual", "elsewhere", "liability", "organisation")
MOST_PARAGRAPHS: Final = 99
STATUSES: Final = ("encoded", "guidance", "definition")

_ROLE: Final = Text("职务", "post")
_ORGAN: Final = Text("机关", "organ")
_CONCEPT: Final = Text("参数概念", "parameter concept")


def check_pack(parsed: ParsedPack, vocabulary: Vocabulary) -> tuple[Pack, tuple[Problem, ...]]:
    """The pack, and what is worth a warning. Raises CheckError with all problems."""
    problems: list[Problem] = []
    pack = _Checker(parsed, vocabulary, problems).whole()
    if has_errors(problems):
        raise CheckError(problems)
    return pack, tuple(sorted(problems, key=lambda problem: problem.order))


class _Checker:
    def __init__(self, parsed: ParsedPack, vocabulary: Vocabulary, problems: list[Problem]) -> None:
        self.parsed, self.vocabulary, self.problems = parsed, vocabulary, problems
        self.paragraphs: dict[int, int] = {}
        self.parameters: dict[str, CitedParameter] = {}
        self.definitions: dict[str, Definition] = {}

    def whole(self) -> Pack:
        head = Fields(
            self.parsed.pack,
            "",
            self.problems,
            ("jurisdiction", "name", "short", "version", "document", "binds", "terms", "terms_of_office"),
        )
        if head.text("jurisdiction") != self.parsed.jurisdiction:
            accepted = self.parsed.jurisdiction
            self.problems.append(
                say.not_one_of(head.span("jurisdiction"), "jurisdiction", head.text("jurisdiction"), accepted)
            )
        self.read_paragraphs()
        document = self.document(head)
        scope = self.scope(head)
        terms = self.terms(head)
        self.read_parameters()
        self.read_definitions()
        limits = {name: cited.limit for name, cited in self.parameters.items()}
        known = Known(self.vocabulary, limits, self.definitions)
        checker = RuleChecker(self.parsed.jurisdiction, document.title, known, self.paragraphs, self.problems)
        rules: list[Rule] = []
        for tree in self.parsed.rules:
            for path, node in items(tree, "", self.problems):
                rule = checker.rule(node, path)
                if rule is not None:
                    rules.append(rule)
        rules = checker.resolve(rules)
        rules.sort(key=lambda rule: (rule.norm.citation.cite, rule.id))
        check_overrides(rules, self.problems)
        history = HistoryChecker(checker).rules(self.parsed.history)
        norms = [*(rule.norm for rule in rules), *(rule.norm for rule in history)]
        articles = self.articles(norms)
        if not has_errors(self.problems):  # what is not read uses nothing
            self.unused(norms, rules)
        name = head.words("name") or Text("", "")
        return Pack(
            jurisdiction=self.parsed.jurisdiction,
            name=name,
            document=document,
            scope=scope,
            terms=terms,
            articles=articles,
            parameters=self.parameters,
            definitions=self.definitions,
            rules=tuple(rules),
            version=head.text("version"),
            digest=self.parsed.digest,
            short=Text(head.text("short", needed=False) or name.zh, name.en.partition(",")[0]),
            history=history,
            terms_of_office=terms_of_office(head),
        )

    def document(self, head: Fields) -> Document:
        node = head.need("document")
        if node is None:
            return Document("")
        known = ("title", "number", "issued", "in_force", "repeals", "note")
        fields = Fields(node, "document", self.problems, known)
        force = (
            Fields(fields.entries["in_force"], "document.in_force", self.problems, ("from", "to", "cite"))
            if "in_force" in fields
            else None
        )
        cites = force.cites("cite", self.paragraphs) if force and "cite" in force else ()
        repeals = []
        for path, item in items(fields.entries.get("repeals"), "document.repeals", self.problems):
            old = Fields(item, path, self.problems, ("title", "number", "issued"))
            number = old.text("number", needed=False)
            repeals.append(old.text("title") + (f"（{number}）" if number else ""))
        return Document(
            title=fields.text("title"),
            number=fields.text("number", needed=False),
            issued=fields.day("issued"),
            in_force_from=force.day("from") if force else None,
            in_force_to=force.day("to") if force else None,
            in_force_cite=cites[0] if cites else None,
            repeals=tuple(repeals),
        )

    def scope(self, head: Fields) -> Scope:
        node = head.need("binds")
        if node is None:
            return Scope(Cite(0), frozenset(), frozenset())
        fields = Fields(node, "binds", self.problems, ("cite", "full", "by_reference", "note"))
        organs = self.vocabulary.enumerations.get("organ", {})
        for name in ("full", "by_reference"):
            for scalar in fields.scalars(name):
                if scalar.text not in organs:
                    near = nearest(scalar.text, organs)
                    self.problems.append(say.unknown_name(scalar.span, fields.at(name), _ORGAN, scalar.text, near))
        cite = fields.cite("cite", self.paragraphs)
        return Scope(cite, frozenset(fields.texts("full")), frozenset(fields.texts("by_reference")))

    def terms(self, head: Fields) -> dict[str, tuple[str, ...]]:
        roles = self.vocabulary.enumerations.get("role", {})
        terms: dict[str, tuple[str, ...]] = {}
        node = head.need("terms")
        for name, value in entries(node, "terms", self.problems):
            if name.text not in roles:
                near = nearest(name.text, roles)
                self.problems.append(say.unknown_name(name.span, "terms", _ROLE, name.text, near))
            if isinstance(value, Scalar) and value.text in ("", "null", "~"):
                terms[name.text] = ()
            else:
                terms[name.text] = Fields(node, "terms", self.problems, None).texts(name.text)  # type: ignore[arg-type]
        return terms

    def read_paragraphs(self) -> None:
        """How many paragraphs each article has, before anything cites one; articles stand in order, none left out."""
        expected = 0
        for path, node in items(self.parsed.articles, "articles", self.problems):
            fields = Fields(node, path, self.problems, None)
            number = fields.text("article")
            first = expected == 0
            expected = expected + 1 if not first else _whole(number) or 1
            if number != str(expected) or (first and expected > 2):
                at = fields.at("article")
                self.problems.append(say.articles_order(fields.span("article"), at, number, expected))
                expected = _whole(number) or expected  # one gap is one problem
            text = fields.text("paragraphs", needed=False)
            self.paragraphs[expected] = _whole(text) or MOST_PARAGRAPHS
            if text and not _whole(text):
                at = fields.at("paragraphs")
                self.problems.append(say.not_one_of(fields.span("paragraphs"), at, text, f"1 … {MOST_PARAGRAPHS}"))

    def articles(self, norms: list[Norm]) -> dict[int, Article]:
        encoded = {citation.cite.article for norm in norms for citation in norm.citations}
        encoded |= {definition.cite.article for definition in self.definitions.values()}
        all_read = not has_errors(self.problems)
        articles: dict[int, Article] = {}
        known = ("article", "heading", "status", "why", "paragraphs", "fingerprint", "left_out")
        for path, node in items(self.parsed.articles, "articles", self.problems):
            fields = Fields(node, path, self.problems, known)
            number = _whole(fields.text("article"))
            status = fields.choice("status", STATUSES)
            why = fields.words("why", needed=status not in ("", "encoded"))
            left_out = tuple(
                self.left_out(entry, at)
                for at, entry in items(fields.entries.get("left_out"), f"{path}.left_out", self.problems)
            )
            if status == "encoded" and number not in encoded and not left_out and all_read:
                self.problems.append(say.unread_article(fields.span("status"), path, number))
            if status not in ("", "encoded") and any(
                number == c.cite.article for norm in norms for c in norm.citations
            ):
                self.problems.append(say.encoded_article(fields.span("status"), path, number, status))
            articles[number] = Article(
                number=number,
                heading=fields.words("heading") or Text("", ""),
                status=status,
                paragraphs=self.paragraphs.get(number, 0),
                why=why,
                fingerprint=fields.text("fingerprint", needed=False),
                left_out=left_out,
            )
        return articles

    def left_out(self, node: Node, path: str) -> LeftOut:
        fields = Fields(node, path, self.problems, ("cite", "why", "zh", "en"))
        cite = fields.cite("cite", self.paragraphs)
        return LeftOut(cite, fields.choice("why", WHY_LEFT_OUT), fields.words_here())

    def read_parameters(self) -> None:
        for name, node in entries(self.parsed.parameters, "parameters", self.problems):
            fields = Fields(node, f"parameters.{name.text}", self.problems, ("cite", "derived", *OPERATORS))
            concept = self.vocabulary.concepts.get(name.text)
            if concept is None:
                near = nearest(name.text, self.vocabulary.concepts)
                self.problems.append(say.unknown_name(name.span, fields.path, _CONCEPT, name.text, near))
                continue
            limit = read_limit(name.text, concept.unit, fields)
            cite = fields.cite("cite", self.paragraphs)
            derived = fields.words("derived", needed=False)
            # A stand-in for a limit that has a problem keeps the rules that use it from being blamed for it.
            self.parameters[name.text] = CitedParameter(
                limit or stand_in(name.text, concept.unit), cite, derived, name.span
            )

    def read_definitions(self) -> None:
        """Definitions may use one another; a cycle is named once."""
        written = {
            name.text: (name, node) for name, node in entries(self.parsed.definitions, "definitions", self.problems)
        }
        limits = {name: cited.limit for name, cited in self.parameters.items()}
        open_names: list[str] = []

        def settle(name: str) -> None:
            if name in self.definitions or name not in written:
                return
            if name in open_names:
                key, _ = written[name]
                names = " → ".join((*open_names[open_names.index(name) :], name))
                self.problems.append(say.cycle(key.span, f"definitions.{name}", names))
                self.definitions[name] = _stand_in(name)
                return
            open_names.append(name)
            key, node = written[name]
            path = f"definitions.{name}"
            fields = Fields(node, path, self.problems, ("means", "cite", "zh", "en"))
            if not is_id(name) or name in self.vocabulary.facts:
                self.problems.append(say.bad_id(key.span, path, name))
            means = fields.scalar("means")
            for other in written:
                if means and f" {other} " in f" {_spaced(means.text)} ":
                    settle(other)
            body = (
                check_expression(means, f"{path}.means", Known(self.vocabulary, limits, self.definitions))
                if means
                else None
            )
            cites = fields.cites("cite", self.paragraphs)
            text = fields.words_here()
            self.definitions[name] = _stand_in(name)
            if isinstance(body, Problem):
                self.problems.append(body)
            elif body is not None and cites:
                self.definitions[name] = Definition(name, text, body, cites[0])
            open_names.pop()

        for name in written:
            settle(name)

    def unused(self, norms: list[Norm], rules: list[Rule]) -> None:
        used = {name for norm in norms for name in norm.parameters}
        for rule in rules:
            if rule.rival:
                for part in (rule.rival.when, rule.rival.body.condition if rule.rival.body else None):
                    used |= set(ex.parameters_of(part)) if part is not None else set()
        for name, cited in self.parameters.items():
            if name not in used:
                self.problems.append(say.unused_parameter(cited.span, f"parameters.{name}", name))


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether there is more than warnings."""
    return any(problem.severity == "error" for problem in problems)


def _whole(text: str) -> int:
    """A number from 1 to 999; 0 where the text is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= len("999") else 0


def _stand_in(name: str) -> Definition:
    """What stands for a definition that has a problem, so that its users are not blamed for it."""
    return Definition(name, Text("", ""), ex.TRUE, Cite(0))


def _spaced(text: str) -> str:
    return "".join(character if character.isalnum() or character == "_" else " " for character in text)
