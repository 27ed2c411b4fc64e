"""The generated part of docs/benchmarks.md: tables between two marks, and the figure beside the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

BEGIN = "<!-- peers: begin -->"
END = "<!-- peers: end -->"


def with_tables(page: str, tables: str) -> str:
    """A page whose part between the marks is as measured now."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the page lacks its marks {BEGIN} and {END}")
    return f"{before}{BEGIN}\n{tables.strip()}\n{END}{after}"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; columns after the first are numbers where they look like it."""
    found = [list(row) for row in rows]
    marks = ["---" if not all(_number(row[at]) for row in found) else "---:" for at in range(len(heads))]
    lines = [heads, marks, *found]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines) + "\n"


def _number(text: str) -> bool:
    return text[:1].isdigit() or text in ("–", "")


def figure(number: float) -> str:
    """A number with three digits that say something."""
    if number >= 100:
        return f"{number:,.0f}"
    return f"{number:.1f}" if number >= 10 else f"{number:.2f}"


def middle(times: Sequence[float]) -> str:
    """The median, as a figure."""
    return figure(median(times))


def times(number: float) -> str:
    """A ratio."""
    return f"{figure(number)}×"
