"""The progress of a run over many rows: how far, how fast, how long still."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from rules_engine.source import display_width
from rules_engine.text import Lang, Text

_WIDTH: Final = 24
_MINUTE, _HOUR = 60, 3600


@contextmanager
def rate_bar(
    total: int, lang: Lang, clock: Callable[[], float] = time.monotonic
) -> Iterator[Callable[[int, int], None]]:
    """A function to call with how much more of `total` is done, and how many rows that were.

    What was done before, of which no rows are told, does not count as speed. A terminal alone sees anything. Where the
    total is 0 it is not known.
    """
    stream = sys.stderr
    if not stream.isatty():
        yield lambda _step, _rows: None
        return
    done = rows = before = width = 0
    begun = clock()

    def show(step: int, more: int) -> None:
        nonlocal done, rows, before, width
        done, rows = done + step, rows + more
        before += 0 if more else step
        line = _line(done, total, rows, done - before, clock() - begun, lang)
        width = max(width, display_width(line))
        stream.write("\r" + line + " " * (width - display_width(line)))
        stream.flush()

    show(0, 0)
    try:
        yield show
    finally:
        stream.write("\r" + " " * width + "\r")
        stream.flush()


def _line(done: int, total: int, rows: int, lately: int, seconds: float, lang: Lang) -> str:
    told = [Text(f"{rows:,} 行", f"{rows:,} rows").pick(lang)]
    if rows and seconds > 0:
        rate = f"{int(rows / seconds):,}"
        told.append(Text(f"每秒 {rate} 行", f"{rate} rows/s").pick(lang))
    if not total:
        return " · ".join(told)
    filled = _WIDTH * min(done, total) // total
    if lately and seconds > 0:
        told.append(_left(seconds * max(total - done, 0) / lately, lang))
    return f"[{'#' * filled}{'.' * (_WIDTH - filled)}] {100 * min(done, total) // total}% · " + " · ".join(told)


def _left(seconds: float, lang: Lang) -> str:
    whole = int(seconds + 0.5)
    if whole >= _HOUR:
        hours, minutes = whole // _HOUR, whole % _HOUR // _MINUTE
        return Text(f"约剩 {hours} 小时 {minutes} 分", f"{hours} h {minutes} min left").pick(lang)
    if whole >= _MINUTE:
        minutes, rest = whole // _MINUTE, whole % _MINUTE
        return Text(f"约剩 {minutes} 分 {rest} 秒", f"{minutes} min {rest} s left").pick(lang)
    return Text(f"约剩 {whole} 秒", f"{whole} s left").pick(lang)
