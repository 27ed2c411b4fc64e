"""What was written, and where: the places that problems name, and the problems."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rules_engine.parsed import Mapping as WrittenMapping
from rules_engine.parsed import Node, Scalar, Sequence
from rules_engine.problem import MAX_PROBLEMS, CaseError, Problem
from rules_engine.source import Span
from rules_engine.wording import reading as say

Path = tuple[str | int, ...]
"""The keys and positions that lead to a place in what was written."""
Entries = Mapping[str, tuple[str, Any]]
"""What was written under each key: by the key's canonical name, the key as it was written and what stands there."""


def plain(node: Node) -> Any:
    """A written tree as lists, mappings and text."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, value in node.entries.items()}


def shown(raw: Any) -> str:
    """What a user wrote, cut to what a message can hold."""
    text = raw if isinstance(raw, str) else str(raw)
    return text if len(text) <= 40 else text[:40] + "…"


class Written:
    """Something that is being read, and what is wrong with it so far.

    `node` is where it was written, if it was, and `root` the path to it in its file.
    """

    def __init__(self, node: Node | None = None, root: Path = ()) -> None:
        self.node = node
        self.root = root
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []

    def span(self, path: Path, *, key: bool = False) -> Span | None:
        """Where a value of the case stands, or its key; the nearest place around it where it was not written."""
        node = self.node
        span = node.span if node else None
        for index, step in enumerate(path):
            if isinstance(node, WrittenMapping) and step in node.entries:
                if key and index == len(path) - 1:
                    return node.keys[str(step)].span
                node = node.entries[str(step)]
            elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
                node = node.items[step]
            else:
                return span
            span = node.span
        return span

    def path(self, path: Path) -> str:
        """A YAML path as text."""
        return ".".join(shown(step) for step in (*self.root, *path))

    def report(self, problem: Callable[..., Problem], path: Path, *args: Any, key: bool = False) -> None:
        """Note a problem at a place."""
        found = problem(self.span(path, key=key), self.path(path), *args)
        (self.warnings if found.severity == "warning" else self.problems).append(found)
        if len(self.problems) == MAX_PROBLEMS:
            raise CaseError([*self.problems, say.too_many_problems(found.span, MAX_PROBLEMS)])

    def finish(self) -> None:
        """Raise CaseError where there were problems."""
        if self.problems:
            raise CaseError(self.problems)
