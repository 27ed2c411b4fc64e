"""Bytes to text: what is no file, too large or not UTF-8 is told before anything is parsed."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import IO, Final

from rules_engine.problem import ParseError
from rules_engine.source import Source
from rules_engine.wording import reading as say

MAX_BYTES: Final = 16 * 2**20
"""The largest file that is read."""


def read_file(path: Path, name: str | None = None) -> Source:
    """A file's text. Raises ParseError where it is missing, too large, not a file or not UTF-8."""
    shown = name or str(path)
    try:
        mode = path.stat().st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
            raise ParseError([say.not_a_file(shown)])
        with open(path, "rb", opener=_open_at_once) as stream:
            return read_stream(stream, shown)
    except FileNotFoundError:
        raise ParseError([say.not_found(shown)]) from None
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL in it
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ParseError([say.not_readable(shown, reason)]) from None


def _open_at_once(path: str, flags: int) -> int:
    """Open a file without waiting: a pipe into which nobody writes is an empty file."""
    descriptor = os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
    if hasattr(os, "O_NONBLOCK"):
        os.set_blocking(descriptor, True)
    return descriptor


def read_stream(stream: IO[bytes], name: str) -> Source:
    """The text of a stream of bytes, read no further than the largest file accepted. Raises ParseError."""
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ParseError([say.too_large(name, MAX_BYTES)])
    return decode(data, name)


def decode(data: bytes, name: str) -> Source:
    """Bytes as text. Raises ParseError where they are not UTF-8."""
    try:
        return Source(name, data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ParseError([say.not_utf8(name, error.start)]) from None
