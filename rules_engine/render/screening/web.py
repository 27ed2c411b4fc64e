"""The summary of a run as one page for a browser, which needs nothing else; its charts are drawn in SVG."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Final

from rules_engine.batch.run import STANDARD_INPUT
from rules_engine.checked import Pack
from rules_engine.decision import Verdict
from rules_engine.render import labels
from rules_engine.render.amounts import moment
from rules_engine.render.screening.report import CAVEAT, Figure, Group, Report, verdict_names
from rules_engine.render.template import filled
from rules_engine.text import Text

_FOLDER: Final = resources.files(__package__)
_WIDTH: Final = 640  # of the bars alone, in the units of the drawing
_TEXTS: Final = {
    "title": Text("批量核对汇总", "Screening summary"),
    "read": Text("读取行数", "rows read"),
    "accepted": Text("核对行数", "rows screened"),
    "rejected": Text("退回行数", "rows refused"),
    "by_district": Text("各辖区的结论", "Verdicts by district"),
    "by_action": Text("各辖区、各行为的结论", "Verdicts by district and action"),
    "articles": Text("违反最多的条款", "Articles most often violated"),
    "articles_note": Text(
        "违反该条任一规定的行为数；同一行为可以违反几条。",
        "Acts that violate any norm of the article; an act may violate several.",
    ),
    "missing": Text("最常缺少的事实", "Facts most often missing"),
    "missing_note": Text(
        "因缺少该事实，有强制规定尚不能判断的行为数。", "Acts on which a binding norm stays open for want of the fact."
    ),
    "problems": Text("退回的原因", "Why rows were refused"),
    "problem": Text("原因", "reason"),
    "column": Text("列", "column"),
    "count": Text("数量", "count"),
    "unused": Text("行为不用的事实", "Facts that the action does not use"),
    "unused_note": Text("这些单元格已读取，不影响结论。", "These cells were read, to no effect."),
    "left_out": Text("略去的列", "Columns left out"),
    "fact": Text("事实", "fact"),
    "district": Text("辖区", "district"),
    "action": Text("行为", "action"),
    "cases": Text("合计", "cases"),
    "packs": Text("所用规则包", "Packs"),
    "none": Text("无", "none"),
    "caveat": CAVEAT,
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar: where it begins, how long it is, and what it stands for."""

    start: float
    length: float
    sort: str
    told: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its name and what it comes to."""

    name: str
    note: str
    count: int
    pieces: tuple[Piece, ...]


def summary_html(report: Report, packs: Sequence[Pack], made: Text | None = None) -> str:
    """The page; `packs` are those that were asked, and `made` tells of which table, and when."""
    lang = report.lang
    return filled(
        _FOLDER.joinpath("summary.html.jinja"),
        report=report,
        lang=lang,
        text={name: text.pick(lang) for name, text in _TEXTS.items()},
        verdicts=list(zip([verdict.value for verdict in Verdict], verdict_names(lang), strict=True)),
        districts=[_stacked(group, report) for group in report.districts],
        articles=_bars(report.articles),
        missing=_bars(report.missing),
        stamps=[(pack.document.title, pack.version, pack.digest) for pack in packs],
        style=_FOLDER.joinpath("summary.css").read_text(encoding="utf-8"),
        width=_WIDTH,
        counted=lambda number: f"{number:,}",
        made=made.pick(lang) if made else "",
        share=_share,
    )


def made_of(source: str, day: dt.date) -> Text:
    """What a page tells of its run: the table, and the day."""
    named = Text("标准输入", "standard input") if source == STANDARD_INPUT else Text(source, source)
    return Text(
        f"表格：{named.zh}；核对日期：{moment(day, 'zh')}", f"Table: {named.en}; screened on {moment(day, 'en')}"
    )


def _share(part: int, whole: int) -> str:
    """Per cent to a tenth, the half rounded up; nothing of nothing."""
    tenths = (2000 * part + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}%" if part else ""


def _stacked(group: Group, report: Report) -> Bar:
    """The cases of a district; the bar of the one with most cases is as long as there is room."""
    most = max(one.total for one in report.districts)
    start, pieces = 0.0, []
    for verdict in Verdict:
        count = group.verdicts[verdict]
        length = round(_WIDTH * count / most, 1)
        name = labels.VERDICT[verdict].pick(report.lang)
        if count:
            pieces.append(Piece(round(start, 1), length, verdict.value, f"{name} {count:,}"))
        start += length
    return Bar(group.district, "", group.total, tuple(pieces))


def _bars(figures: Sequence[Figure]) -> list[Bar]:
    most = max((figure.count for figure in figures), default=1)
    return [
        Bar(one.name, one.note, one.count, (Piece(0, round(_WIDTH * one.count / most, 1), "count", one.name),))
        for one in figures
    ]
