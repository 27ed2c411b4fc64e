"""The summary of a run on a screen, and as data."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rules_engine.batch.run import Done
from rules_engine.decision import Verdict
from rules_engine.render.page import Page
from rules_engine.render.screening.report import CAVEAT, Figure, Report, verdict_names
from rules_engine.source import display_width
from rules_engine.text import Text


def summary_page(report: Report, done: Done, *, workbook: Path | None = None) -> Page:
    """The summary for a person; `workbook` is the file of answers for people, if one was written."""
    page, lang = Page(), report.lang
    _counts(page, report, done, workbook)
    _verdicts(page, report)
    parts = (
        (Text("违反最多的条款", "articles most often violated"), report.articles),
        (Text("最常缺少的事实", "facts most often missing"), report.missing),
        (Text("退回的原因", "why rows were refused"), report.problems),
        (
            Text("行为不用的事实（已读取，不影响结论）", "facts that the action does not use (read, to no effect)"),
            report.unused,
        ),
    )
    for title, figures in parts:
        _figures(page, title.pick(lang), figures)
    if report.left_out:
        page.heading(Text("略去的列", "columns left out").pick(lang))
        page.add(", ".join(name or "—" for name in report.left_out), indent=2)
    page.blank()
    page.add((CAVEAT.pick(lang), "quiet"))
    return page


def _counts(page: Page, report: Report, done: Done, workbook: Path | None) -> None:
    sums, lang = report.sums, report.lang
    told = Text(
        f"读取 {sums.read:,} 行：核对 {sums.accepted:,} 行，退回 {sums.rejected:,} 行",
        f"{sums.read:,} rows read: {sums.accepted:,} screened, {sums.rejected:,} refused",
    )
    page.add((told.pick(lang), "bad" if sums.rejected else "good"))
    files = (
        (Text("结果", "answers"), done.output),
        (Text("退回的行", "refused rows"), done.rejects),
        (Text("说明", "about"), done.about),
        *([(Text("供人阅读", "for people"), workbook)] if workbook else []),
    )
    for name, path in files:
        page.field(name.pick(lang), str(path), indent=2, width=14)


def _verdicts(page: Page, report: Report) -> None:
    if not report.groups:
        return
    lang = report.lang
    page.heading(Text("各辖区、各行为的结论", "verdicts by district and action").pick(lang))
    head = [
        Text("辖区", "district").pick(lang),
        Text("行为", "action").pick(lang),
        Text("合计", "cases").pick(lang),
        *verdict_names(lang),
    ]
    rows = [
        [group.district, group.action, f"{group.total:,}", *(f"{group.verdicts[verdict]:,}" for verdict in Verdict)]
        for group in report.groups
    ]
    page.table(_aligned([head, *rows], 2), indent=2)


def _figures(page: Page, title: str, figures: Sequence[Figure]) -> None:
    if figures:
        page.heading(title)
        page.table(_aligned([[f"{one.count:,}", one.name, one.note] for one in figures], 0, 1), indent=2)


def _aligned(rows: Sequence[Sequence[str]], first: int, after: int | None = None) -> list[list[str]]:
    """Rows whose numbers, from the column `first` to before `after`, end in line."""
    widths = [max(map(display_width, column)) for column in zip(*rows, strict=True)]
    numbers = range(first, len(widths) if after is None else after)
    return [
        [" " * (widths[at] - display_width(cell)) + cell if at in numbers else cell for at, cell in enumerate(row)]
        for row in rows
    ]


def summary_data(done: Done) -> dict[str, Any]:
    """The summary for a program."""
    return {
        **done.sums.data(),
        "left_out": list(done.left_out),
        "output": str(done.output),
        "rejects": str(done.rejects),
        "about": str(done.about),
        "packs": dict(done.digests),
    }
