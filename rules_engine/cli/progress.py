"""A progress bar on standard error: shown on a terminal alone, and gone when the work is done."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from rules_engine.source import display_width

_WIDTH: Final = 24
_SECONDS_BETWEEN: Final = 0.1  # more often than this nobody sees


@contextmanager
def progress_bar(label: str, total: int) -> Iterator[Callable[[int], None]]:
    """A function to call with how many more of `total` are done."""
    stream = sys.stderr
    if total <= 0 or not stream.isatty():
        yield lambda _more: None
        return
    done, shown_at, width = 0, 0.0, 0

    def show(more: int) -> None:
        nonlocal done, shown_at, width
        done = min(total, done + more)
        now = time.monotonic()
        if now - shown_at >= _SECONDS_BETWEEN or done == total:
            shown_at = now
            filled = _WIDTH * done // total
            line = f"{label} [{'#' * filled}{'.' * (_WIDTH - filled)}] {done}/{total}"
            width = max(width, display_width(line))
            stream.write(f"\r{line}")
            stream.flush()

    show(0)
    try:
        yield show
    finally:
        stream.write("\r" + " " * width + "\r")
        stream.flush()
