"""Problems as a test reads them: every part of them, in the order in which they are reported."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rules_engine.problem import Problem
from rules_engine.text import Lang


def shown(problems: Iterable[Problem], folder: Path | None = None, lang: Lang = "en") -> str:
    """The whole text of `problems`; `folder` is left out of the names of files."""
    lines: list[str] = []
    for problem in problems:
        path = f" [{problem.path}]" if problem.path else ""
        lines.append(f"{problem.line(lang)}{path}")
        if problem.span:
            lines += [f"  {line}" for line in problem.span.caret()]
        if problem.help:
            lines.append(f"  help: {problem.help.pick(lang)}")
        lines += [f"  see {span.place}" for span in problem.related]
    text = "\n".join(line.rstrip() for line in lines) + "\n"
    return text.replace(f"{folder}/", "") if folder else text
