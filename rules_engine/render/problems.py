"""Problems for people: place, code, sentence, the source line with carets, help on its own line; and as data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from rules_engine.problem import Problem
from rules_engine.render.page import Page
from rules_engine.source import display_width
from rules_engine.text import Lang, Text

_HELP: Final = Text("提示", "help")
_SEE: Final = Text("另见", "see")
_WIDTH: Final = 64  # columns that are left on a narrow terminal
_WARNING: Final = Text("（警告）", " (warning)")


def problems_page(problems: Iterable[Problem], lang: Lang) -> Page:
    """All problems, sorted by place."""
    page = Page()
    for problem in sorted(dict.fromkeys(problems), key=lambda problem: problem.order):
        place = f"{problem.span.place}: " if problem.span else ""
        warning = problem.severity == "warning"
        page.add(
            (place, "strong"),
            (problem.code, "open" if warning else "bad"),
            f": {problem.message.pick(lang)}",
            (_WARNING.pick(lang) if warning else "", "quiet"),
        )
        if problem.span and problem.span.source.line(problem.span.line).strip():
            line, caret = _narrowed(*problem.span.caret())
            page.add(line, indent=4)
            page.add((caret, "bad"), indent=4)
        if problem.help:
            page.add((f"{_HELP.pick(lang)}: ", "label"), problem.help.pick(lang), indent=2, hang=6)
        for span in problem.related:
            page.add((f"{_SEE.pick(lang)}: {span.place}", "quiet"), indent=2)
    return page


def _narrowed(line: str, caret: str) -> tuple[str, str]:
    """The part around the caret of a line too long for a narrow terminal, where wrapping would part the two."""
    start = len(caret) - len(caret.lstrip())
    while line and display_width(line) > _WIDTH and start > _WIDTH // 2:
        cut = display_width(line[0])
        line, caret, start = line[1:], caret[cut:], start - cut
    while display_width(line) > _WIDTH:
        line = line[:-1]
    return line, caret[:_WIDTH]


def problem_data(problem: Problem) -> dict[str, Any]:
    """A problem as data."""
    span = problem.span
    return {
        "code": problem.code,
        "severity": problem.severity,
        "file": span.source.name if span else None,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "path": problem.path or None,
        "message": {"zh": problem.message.zh, "en": problem.message.en},
        "help": {"zh": problem.help.zh, "en": problem.help.en} if problem.help else None,
        "related": [place.place for place in problem.related],
    }


def lint_page(names: Sequence[str], problems: Sequence[Problem], lang: Lang) -> Page:
    """The problems of packs and a line that counts them."""
    page = problems_page(problems, lang)
    errors, warnings = _counts(problems)
    looked_at = f"{', '.join(names)}: " if names else ""
    page.blank()
    page.add(
        (looked_at, "quiet"),
        (Text(f"错误 {errors}", f"{errors} error{'' if errors == 1 else 's'}").pick(lang), "bad" if errors else "good"),
        Text("，", ", ").pick(lang),
        Text(f"警告 {warnings}", f"{warnings} warning{'' if warnings == 1 else 's'}").pick(lang),
    )
    return page


def lint_data(names: Sequence[str], problems: Sequence[Problem]) -> dict[str, Any]:
    """The problems of packs as data."""
    errors, warnings = _counts(problems)
    shown = [problem_data(problem) for problem in problems]
    return {"packs": list(names), "errors": errors, "warnings": warnings, "problems": shown}


def _counts(problems: Sequence[Problem]) -> tuple[int, int]:
    errors = sum(problem.severity == "error" for problem in problems)
    return errors, len(problems) - errors
