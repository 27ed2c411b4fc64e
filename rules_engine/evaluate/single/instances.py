"""Quick construction of frozen, slotted dataclasses, for the one place where thousands a second are made.

The constructor of a frozen dataclass sets each field through `object.__setattr__`, which takes most of the time of a
decision. Here the fields are set on an instance of a class with the same slots and no such guard, which is then given
its proper class; Python allows that exactly where the two have the same layout.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any, TypeVar

T = TypeVar("T")


def maker(cls: type[T]) -> Callable[..., T]:
    """A function of all fields of `cls`, by position, that makes an instance; it runs no `__post_init__`."""
    names = [field.name for field in fields(cls)]  # type: ignore[arg-type]  # callers pass dataclasses
    unguarded = type(f"Unguarded{cls.__name__}", (), {"__slots__": cls.__slots__})  # type: ignore[attr-defined]
    lines = [
        f"def make({', '.join(names)}):",
        "    made = unguarded()",
        *(f"    made.{name} = {name}" for name in names),
        "    made.__class__ = proper",
        "    return made",
    ]
    scope: dict[str, Any] = {"unguarded": unguarded, "proper": cls}
    exec("\n".join(lines), scope)  # noqa: S102 -- the names are those of our own classes
    made: Callable[..., T] = scope["make"]
    return made
