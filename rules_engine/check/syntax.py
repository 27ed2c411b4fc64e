"""The text of an expression to a tree of Python's syntax, with places for what is wrong; never evaluated as Python."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from typing import Final, NoReturn

from rules_engine.parsed import Scalar
from rules_engine.problem import Problem
from rules_engine.source import Span
from rules_engine.wording import expression as say

MAX_LENGTH: Final = 2000
"""The characters of an expression at most."""
MAX_DEPTH: Final = 40
"""How deep its parts may stand in one another."""

_FOREIGN: Final = re.compile(r"[^A-Za-z0-9_\s.,()\[\]<>=!]")


class WrongExpression(Exception):
    """The first thing that is wrong with an expression."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


class Syntax:
    """The syntax of what a scalar writes; `path` is the scalar's YAML path."""

    def __init__(self, scalar: Scalar, path: str) -> None:
        self.scalar, self.path = scalar, path

    def tree(self) -> ast.expr:
        """The whole as a tree. Raises WrongExpression."""
        text = self.scalar.text
        if len(text) > MAX_LENGTH:
            raise WrongExpression(say.too_long(self.scalar.span, self.path, MAX_LENGTH))
        if foreign := _FOREIGN.search(text):
            raise WrongExpression(say.bad_character(self.span(foreign.start(), 1), self.path, foreign[0]))
        try:
            tree = ast.parse(f"({text}\n)", mode="eval").body  # in brackets, so that it may run over lines
        except SyntaxError as error:
            at = (error.offset or 2) - 2 if error.lineno == 1 else len(text)
            raise WrongExpression(say.syntax(self.span(max(0, min(at, len(text) - 1)), 1), self.path)) from None
        except (MemoryError, RecursionError, ValueError):
            raise WrongExpression(say.too_nested(self.scalar.span, self.path)) from None
        self._bound_depth(tree)
        return tree

    def text(self, node: ast.AST) -> str:
        """A part as it may be written."""
        return ast.unparse(node)

    def wrong(self, problem: Callable[..., Problem], node: ast.AST, *args: object) -> NoReturn:
        """Raise WrongExpression at the place of a part; `args` are what the wording takes beside the place."""
        start, end = node.col_offset - 1, (node.end_col_offset or node.col_offset) - 1  # type: ignore[attr-defined]
        if node.lineno != 1:  # type: ignore[attr-defined]
            raise WrongExpression(problem(self.scalar.span, self.path, *args))
        raise WrongExpression(problem(self.span(start, max(1, end - start)), self.path, *args))

    def span(self, start: int, length: int) -> Span:
        """The place of some characters of the expression; that of the whole where there are none inside it."""
        return self.scalar.span.shifted(start, length) if self._one_line else self.scalar.span

    @property
    def _one_line(self) -> bool:
        """Whether the scalar stands on one line as it is: only then are there places inside it."""
        line = self.scalar.source.line(self.scalar.line)
        start = self.scalar.column - 1 + self.scalar.quoted
        return not self.scalar.block and line[start : start + len(self.scalar.text)] == self.scalar.text

    def _bound_depth(self, tree: ast.AST) -> None:
        level: list[ast.AST] = [tree]
        for _ in range(MAX_DEPTH):
            below: list[ast.AST] = []
            for node in level:
                # What `ast.iter_child_nodes` does, without its detours: every expression of a pack passes here.
                for part in vars(node).values():
                    if isinstance(part, list):
                        below.extend(item for item in part if isinstance(item, ast.AST))
                    elif isinstance(part, ast.AST) and not isinstance(part, ast.expr_context):
                        below.append(part)
            level = below
            if not level:
                return
        raise WrongExpression(say.too_nested(self.scalar.span, self.path))
