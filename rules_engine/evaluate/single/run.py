"""Generated text to a function that tracebacks and debuggers can show."""

from __future__ import annotations

import linecache
from collections.abc import Mapping
from typing import Any


def run(source: str, constants: Mapping[str, Any], title: str, name: str) -> Any:
    """The function `name` of a generated module; `title` stands for its file in tracebacks and debuggers."""
    scope = dict(constants)
    exec(compile(source, title, "exec"), scope)  # noqa: S102 -- see `phrase`: no text of a pack is run
    linecache.cache[title] = (len(source), None, source.splitlines(keepends=True), title)
    return scope[name]
