"""What all generated functions share: their lines of text, the facts they read, the names they use.

A generated function takes the facts of a case and the day of the question. Functions of rows return the rows (see
`settle`) of all rules that are not plainly inapplicable, in the document's order; a rule's table turns the values of
its condition and its body into its row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rules_engine import expression as ex
from rules_engine.case import ORGAN
from rules_engine.evaluate.single.names import Names
from rules_engine.evaluate.single.phrase import Phrases
from rules_engine.program import Line, Program


class Composer:
    """Indented lines, and the facts that have been read above them.

    `lines` are the program's, folded where the value of the leading fact is known; `absent` are facts of which it is
    known that they are missing. `expressions` are all that the function will speak of: what occurs in several of
    them is worked out once. `floor` is the depth of what is always run.
    """

    def __init__(
        self,
        program: Program,
        names: Names,
        lines: Sequence[Line],
        signature: str,
        expressions: Iterable[ex.Expression],
        absent: frozenset[str] = frozenset(),
    ) -> None:
        self.program, self.lines = program, lines
        self.phrases = Phrases(names, absent)
        self.name = signature.partition("(")[0]
        self.text = [f"def {signature}:"]
        self.depth = self.floor = 1
        self.read: set[str] = set()
        self.repeated = self.shared_parts(expressions)

    def shared_parts(self, expressions: Iterable[ex.Expression]) -> set[ex.Expression]:
        """What expressions have in common and is worth a local."""
        return {e for e, count in Counter(self.parts_to_share(expressions)).items() if count > 1}

    def parts_to_share(self, expressions: Iterable[ex.Expression]) -> Iterator[ex.Expression]:
        """What is worked out once where it occurs twice: definitions."""
        return (part for e in expressions for part in ex.walk(e) if isinstance(part, ex.Defined))

    @property
    def source(self) -> str:
        """The text of the function."""
        return "\n".join(self.text) + "\n"

    def add(self, text: str) -> None:
        """One line."""
        self.text.append("    " * self.depth + text)

    def constant(self, name: str, value: Any) -> str:
        """A constant under a name of its own."""
        self.phrases.constants[name] = value
        return name

    def heading(self, line: Line) -> None:
        """A comment that names the rule."""
        self.add(f"# {line.norm.id!r}")

    def value_of(self, fact: str, get: str = "facts.get") -> str:
        """The text that reads a fact which may be absent."""
        presumed = ", False" if self.program.slots[fact].presumed and fact != ORGAN else ""
        return f"{get}({fact!r}{presumed})"

    def hoist(self, e: ex.Expression) -> None:
        """Work out those parts of an expression that others ask, too; only where all that follows can see them."""
        if self.depth > self.floor or e in self.phrases.shared:
            return
        for child in ex.children(e):
            self.hoist(child)
        if e in self.repeated:
            text = self.worked_out(e)
            self.add(f"{self.phrases.share(e)} = {text}")

    def worked_out(self, e: ex.Expression) -> str:
        """The text of an expression, what it needs having been read."""
        self.read_facts(e)
        return self.phrases.plain(e)

    def take(self, expressions: Iterable[ex.Expression]) -> None:
        """Read into locals what expressions need and has not been read; a KeyError where a fact is absent."""
        for e in expressions:
            self.hoist(e)
            self.read_facts(e)

    def read_facts(self, e: ex.Expression) -> None:
        """Read into locals the facts that an expression needs."""
        for fact in self.phrases.needs(e):
            if fact.id not in self.read:
                self.read.add(fact.id)
                presumed = self.program.slots[fact.id].presumed and fact.id != ORGAN
                value = self.value_of(fact.id) if presumed else f"facts[{fact.id!r}]"
                self.add(f"{self.phrases.local(fact.id)} = {value}")


def spoken_of(lines: Iterable[Line]) -> Iterator[ex.Expression]:
    """All that lines read, in both their readings."""
    for line in lines:
        yield from line.expressions
        if line.rival:
            yield from line.rival.expressions


class Block:
    """Lines under one condition; the next rule with the same condition goes on in it."""

    def __init__(self, composer: Composer) -> None:
        self.composer = composer
        self.when: ex.Expression | None = None
        self.read: set[str] = set()

    def enter(self, when: ex.Expression) -> bool:
        """Go under a condition, and tell whether it is a new one; an always true one needs no lines."""
        composer = self.composer
        if when == self.when:
            self.read, composer.read = composer.read, self.read
            composer.depth += 1
            return False
        self.when = None
        if when == ex.TRUE:
            return False
        composer.take([when])
        composer.add(f"if {composer.phrases.plain(when)}:")
        composer.depth += 1
        self.when, self.read, composer.read = when, composer.read, set(composer.read)
        return True

    def leave(self) -> None:
        """Come back from under the condition; what was read there is not known outside."""
        if self.when is not None:
            self.read, self.composer.read = self.composer.read, self.read
            self.composer.depth -= 1

    def close(self) -> None:
        """No later rule goes on in it."""
        self.when = None
