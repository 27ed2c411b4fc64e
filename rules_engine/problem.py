"""What is wrong with an input, where, and what would mend it; and the exceptions that carry it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Literal

from rules_engine.source import Span, visible
from rules_engine.text import Lang, Text


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with an input.

    `code` is stable and may be relied on by programs; `path` is the YAML path of the place, such as `facts.amount`;
    `related` are other places that belong to it, as that of the first of two that are the same. What is only a warning
    keeps nothing from being used.
    """

    code: str
    message: Text
    span: Span | None = None
    path: str = ""
    help: Text | None = None
    related: tuple[Span, ...] = field(default=())
    severity: Literal["error", "warning"] = "error"

    @property
    def order(self) -> tuple[str, int, int, str]:
        """Where the problem sorts: by file, line, column, code."""
        if self.span is None:
            return ("", 0, 0, self.code)
        return (self.span.source.name, self.span.line, self.span.column, self.code)

    def line(self, lang: Lang = "en") -> str:
        """The problem on one line: `file:line:column: code: message`."""
        place = f"{self.span.place}: " if self.span else ""
        return f"{place}{self.code}: {visible(self.message.pick(lang))}"


MAX_PROBLEMS: Final = 200
"""How many problems of one input are looked for; whoever has that many will not read more."""


class RulesEngineError(Exception):
    """The root of all errors that the library raises on purpose."""


class ProblemsError(RulesEngineError):
    """An input has problems; all of them, sorted by place, each once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.order))
        super().__init__("\n".join(problem.line() for problem in self.problems))


class PackError(ProblemsError):
    """A pack or the vocabulary cannot be used."""


class ParseError(PackError):
    """A file is not readable as the YAML that packs are written in."""


class CheckError(PackError):
    """A pack is readable, and says something that cannot be."""


class CaseError(ProblemsError):
    """A case cannot be evaluated as it is written."""


class LedgerError(ProblemsError):
    """A ledger cannot be used, or will not take what it is given."""


class EngineUnavailable(RulesEngineError):
    """An optional engine is not installed; the message names the command that installs it."""

    def __init__(self, message: Text | str) -> None:
        self.message = message if isinstance(message, Text) else Text(message, message)
        super().__init__(self.message.en)

    @classmethod
    def lacking(cls, work: Text, package: str, extra: str) -> EngineUnavailable:
        """That `work` needs a package which is not installed, and how its extra is installed from the project's folder.

        An index is not named: there another project may have this one's name.
        """
        command = f'pip install -e ".[{extra}]"'
        return cls(
            Text(
                f"{work.zh}需要 {package}，尚未安装。在本项目的文件夹中运行：{command}",
                f"{work.en} needs {package}, which is not installed; in this project's folder: {command}",
            )
        )
