"""Facts of JSON text, as questions take them. No number passes through a binary float, and no name may come twice."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

from rules_engine.intake.written import plain
from rules_engine.parse import MAX_DEPTH, decode, parse_one
from rules_engine.source import Source

NAME: Final = "facts.json"
"""What the text is called in messages."""


def read_facts(text: str | bytes) -> Any:
    """What JSON text says: for facts, a mapping. A number that is no whole one stays the text that it is.

    Raises ParseError where the text is no JSON, or says a name twice, and TypeError where it is no text. It is quicker
    where msgspec is installed.
    """
    try:
        written = text if isinstance(text, str) else text.decode()
        found = quickly(written)
        if found is None and written.count("[") <= MAX_DEPTH:
            found = _careful(written)
    except (ValueError, RecursionError):
        found = None
    except AttributeError:
        raise TypeError(f"facts are wanted as JSON text or its bytes, not as {type(text).__name__}") from None
    if found is None:
        found = plain(parse_one(decode(text, NAME) if isinstance(text, bytes) else Source(NAME, text)))
    return found


def quickly(text: str) -> dict[str, Any] | None:
    """The mapping that JSON text says, or None where it needs a longer look.

    Each name has its colon: where there are no more colons than names, no name came twice, and none stands deeper.
    """
    try:
        found = decoded(text)
    except (ValueError, TypeError, RecursionError):
        return None
    return found if type(found) is dict and len(found) == text.count(":") and text.count("[") <= MAX_DEPTH else None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name comes twice")
    return found


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no number")


_careful: Final[Callable[[str], Any]] = json.JSONDecoder(
    parse_float=str, parse_constant=_refuse, object_pairs_hook=_unique
).decode


def _decoder() -> Callable[[str], Any]:
    try:
        import msgspec  # noqa: PLC0415 -- an extra
    except ImportError:
        return json.JSONDecoder(parse_float=str, parse_constant=_refuse).decode
    return msgspec.json.Decoder(float_hook=str).decode


decoded: Final = _decoder()
"""What JSON text says, names that come twice overlooked. Raises ValueError or RecursionError where it is none."""
