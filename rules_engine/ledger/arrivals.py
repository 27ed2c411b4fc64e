"""What arrives while a ledger is watched: lines of a stream and new entries, each as soon as it is there."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, Any, Final

from rules_engine.ledger.form import Entry
from rules_engine.problem import ParseError
from rules_engine.source import Source, Span
from rules_engine.wording import ledger as say

LONGEST_LINE: Final = 2**20
"""The bytes of a line at most."""
PAUSE: Final = 1.0
"""Seconds after which new entries are asked for again, and the clock is looked at."""

_AT_ONCE: Final = 2**16
_WAITING: Final = 64  # pieces of the stream that wait to be read at most


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a stream, counted from 1; `written` is None where it was too long to be kept."""

    number: int
    written: bytes | None

    def text(self, name: str) -> str:
        """The line as text. Raises ParseError where it is too long or not UTF-8."""
        span = Span(Source(name, ""), self.number, 1)
        if self.written is None:
            raise ParseError([say.line_too_long(span, LONGEST_LINE)])
        try:
            return self.written.decode("utf-8-sig" if self.number == 1 else "utf-8")
        except UnicodeDecodeError:
            raise ParseError([say.line_not_utf8(span)]) from None


def arrivals(
    stream: IO[bytes] | None,
    entries: Callable[[int], list[Entry]] | None = None,
    after: int = 0,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[Line | Entry | None]:
    """Lines and entries as they come, and None whenever nothing has come for a while.

    `entries` gives those that were received after the one with a `seq`, from `after` on; where it is None, all ends
    with the stream.
    """
    pieces: queue.Queue[bytes | OSError] = queue.Queue(_WAITING)
    if stream is None:
        pieces.put(b"")
    else:
        threading.Thread(target=_read, args=(stream, pieces), daemon=True).start()
    lines, ended, asked = Lines(), False, clock() - PAUSE
    while not ended or entries:
        if entries and clock() - asked >= PAUSE:
            asked = clock()
            for entry in entries(after):
                after = max(after, entry.event.seq)
                yield entry
        if ended:
            time.sleep(PAUSE)
            yield None
            continue
        try:
            piece = pieces.get(timeout=PAUSE)
        except queue.Empty:
            yield None
            continue
        if isinstance(piece, OSError):
            raise piece
        ended = not piece
        yield from lines.last() if ended else lines.more(piece)


class Lines:
    """Cuts pieces of a stream into lines, and keeps of one that does not end no more than a line may have."""

    def __init__(self) -> None:
        self._number, self._begun, self._dropping = 1, bytearray(), False

    def more(self, piece: bytes) -> Iterator[Line]:
        """The lines that a piece ends."""
        *whole, rest = piece.split(b"\n")
        for part in whole:
            self._grow(part)
            yield from self._end()
        self._grow(rest)

    def last(self) -> Iterator[Line]:
        """The line that nothing has ended, if there is one."""
        return self._end() if self._begun or self._dropping else iter(())

    def _grow(self, part: bytes) -> None:
        if not self._dropping:
            self._begun += part
        if len(self._begun) > LONGEST_LINE:
            self._begun, self._dropping = bytearray(), True

    def _end(self) -> Iterator[Line]:
        written, number = None if self._dropping else bytes(self._begun), self._number
        self._number, self._begun, self._dropping = number + 1, bytearray(), False
        if written is None or written.strip():
            yield Line(number, written)


def _read(stream: IO[bytes], pieces: queue.Queue[bytes | OSError]) -> None:
    """Pass on what there is, as soon as it is there."""
    # Past the buffer, whose lock a thread would hold that waits while the program ends; and it would wait for more.
    source: Any = getattr(stream, "raw", stream)
    piece = b"begun"
    while piece:
        try:
            piece = source.read(_AT_ONCE) or b""
        except OSError as error:
            pieces.put(error)
            return
        pieces.put(piece)
