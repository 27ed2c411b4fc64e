"""The lines of a generated function that read the facts of mappings of one shape, each checked as its fact asks.

Such a function leaves what is odd to longer ways, which say what is wrong: it returns None, or raises one of `ODD`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from rules_engine import literal
from rules_engine.checked import Vocabulary
from rules_engine.evaluate.single import Phrases, Unnamed, run
from rules_engine.intake.quick.readers import Known, Reader
from rules_engine.intake.quick.shapes import Function, Shape
from rules_engine.value import Kind, Value

ODD: Final = (KeyError, TypeError, ValueError, AttributeError)
"""What a generated function raises where something is odd."""

Readers = Mapping[str, tuple[str, Known, Reader]]
"""The fact, what texts are known to mean of it, and its reader, for each name under which it may be written."""


def facts_of(shape: Shape, readers: Readers) -> dict[str, str]:
    """The facts of a shape, with the names under which they are written; empty where one is unknown, or told twice."""
    found = {readers[name][0]: name for name in sorted(shape, key=str) if type(name) is str and name in readers}
    return found if len(found) == len(shape) else {}


def reading(facts: Mapping[str, str], vocabulary: Vocabulary, readers: Readers, phrases: Phrases) -> Iterator[str]:
    """The lines that read `given`, a mapping of as many names as it has facts, into the locals of its facts.

    It has no others, then: each of them is read.
    """
    for fact, name in facts.items():
        local = phrases.local(fact)
        _, known, read = readers[name]
        phrases.constants[f"known_{local}"] = known
        phrases.constants[f"read_{local}"] = strict(known, read)
        yield from _READ[vocabulary.facts[fact].type.kind](local, f"given[{name!r}]")


def facts_reader(shape: Shape, vocabulary: Vocabulary, readers: Readers, title: str) -> Function | None:
    """A function that reads the facts of a mapping of as many names, by ids; None where the shape cannot have one."""
    facts = facts_of(shape, readers)
    if not facts:
        return None
    phrases = Phrases(Unnamed())
    lines = ["def read(given):", *(f"    {line}" for line in reading(facts, vocabulary, readers, phrases))]
    lines += ["    return {", *(f"        {fact!r}: {phrases.local(fact)}," for fact in facts), "    }"]
    made: Function = run("\n".join(lines) + "\n", phrases.constants, f"<rules-engine {title}>", "read")
    return made


def strict(known: Known, read: Reader) -> Callable[[Any], Value]:
    """A reader that raises KeyError where a value is odd."""

    def read_strictly(raw: Any) -> Value:
        value = known.get(raw) if type(raw) is str else None
        if value is None:
            value = read(raw)
        if value is None:
            raise KeyError(raw)
        return value

    return read_strictly


def _enumerated(local: str, given: str) -> Iterator[str]:
    yield f"{local} = known_{local}[{given}]"


def _flag(local: str, given: str) -> Iterator[str]:
    yield f"{local} = {given}"
    yield f"if {local} is not True and {local} is not False:"
    yield f"    {local} = read_{local}({local})"


def _count(local: str, given: str) -> Iterator[str]:
    yield f"{local} = {given}"
    yield f"if type({local}) is not int or not 0 <= {local} <= {literal.MAX_COUNT}:"
    yield f"    {local} = read_{local}({local})"


def _money(local: str, given: str) -> Iterator[str]:
    yield f"{local} = {given}"
    yield f"if type({local}) is int and 0 <= {local} <= {literal.MAX_FEN // 100}:"
    yield f"    {local} *= 100"
    yield "else:"
    yield f"    {local} = read_{local}({local})"


def _set(local: str, given: str) -> Iterator[str]:
    yield f"{local} = {given}"
    yield f"{local} = known_{local}[tuple({local})] if type({local}) is list else read_{local}({local})"


def _other(local: str, given: str) -> Iterator[str]:
    yield f"{local} = read_{local}({given})"


_READ: Final[Mapping[Kind, Callable[[str, str], Iterator[str]]]] = {
    Kind.FLAG: _flag,
    Kind.COUNT: _count,
    Kind.MONEY: _money,
    Kind.DATE: _other,
    Kind.DATETIME: _other,
    Kind.ENUM: _enumerated,
    Kind.SET: _set,
}
