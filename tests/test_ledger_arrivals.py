"""Lines and entries are passed on as they come."""

import io
import os
import threading
from datetime import date

import pytest

from rules_engine.history import Event
from rules_engine.ledger import arrivals as module
from rules_engine.ledger.arrivals import LONGEST_LINE, Line, Lines, arrivals
from rules_engine.ledger.form import Entry
from rules_engine.problem import ParseError


def entry(seq):
    """An entry of a ledger."""
    return Entry(Event(f"e{seq}", "linhe", "held", date(2026, 1, 1), seq=seq))


def test_lines_are_cut_wherever_the_pieces_end():
    """Pieces that end within a character, empty lines, and a last line that nothing ends."""
    lines, written = Lines(), "第一\r\n\n 第三\nend".encode()
    found = [line for byte in written for line in lines.more(bytes([byte]))]
    found += lines.last()
    assert [(line.number, line.text("x").strip()) for line in found] == [(1, "第一"), (3, "第三"), (4, "end")]


def test_a_line_that_does_not_end_is_not_kept():
    """A line of more than a mebibyte is told as such, with its number, and the next one is read."""
    lines = Lines()
    found = [line for _ in range(40) for line in lines.more(b"x" * (LONGEST_LINE // 20))]
    found += lines.more(b"\nnext\n")
    assert [(line.number, line.written) for line in found] == [(1, None), (2, b"next")]
    with pytest.raises(ParseError, match="<stdin>:1:1: line-too-long"):
        found[0].text("<stdin>")
    (last,) = [*lines.more(b"y" * (LONGEST_LINE + 1)), *lines.last()]
    assert (last.number, last.written) == (3, None)


def test_a_line_that_is_no_text_is_told_with_its_number():
    """Bytes that are not UTF-8 are an error of their line; a mark at the file's beginning is none."""
    with pytest.raises(ParseError, match="<stdin>:7:1: not-utf8"):
        Line(7, b"\xff\xfe").text("<stdin>")
    assert Line(1, b"\xef\xbb\xbf{}").text("<stdin>") == "{}"


def test_all_ends_with_the_stream():
    """Where no ledger is followed."""
    assert [one.number for one in arrivals(io.BytesIO(b"a\nb")) if one] == [1, 2]
    assert list(arrivals(io.BytesIO(b""))) == []
    assert list(arrivals(None)) == []


def test_a_line_is_there_before_the_stream_ends(monkeypatch):
    """Half a line waits for its other half; in the meantime the caller may look at the clock."""
    monkeypatch.setattr(module, "PAUSE", 0.01)
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as stream, os.fdopen(writing, "wb", buffering=0) as sender:
        found = arrivals(stream)
        sender.write(b"one\ntw")
        assert next(one for one in found if one).written == b"one"
        assert next(found) is None
        sender.write(b"o\n")
        assert next(one for one in found if one).written == b"two"
        sender.close()
        assert [one for one in found if one] == []


def test_entries_are_asked_for_again_and_again(monkeypatch):
    """Each is passed on once: those after the last one that was seen, after the stream has ended, too."""
    monkeypatch.setattr(module, "PAUSE", 0.01)
    stored, asked = [entry(4), entry(5)], []

    def entries(after):
        asked.append(after)
        return [one for one in stored if one.event.seq > after]

    found = arrivals(io.BytesIO(b"line\n"), entries, after=4)
    first = [next(one for one in found if one) for _ in range(2)]
    assert {one.number if isinstance(one, Line) else one.event.seq for one in first} == {1, 5}
    stored.append(entry(9))
    assert next(one for one in found if one).event.seq == 9
    while asked[-1] != 9:
        assert next(found) is None
    assert asked[:2] == [4, 5]


def test_a_stream_that_cannot_be_read_is_told():
    """What goes wrong in the thread that reads is raised where the lines are wanted."""

    class Broken(io.RawIOBase):
        def read(self, _size=-1):
            raise OSError(5, "Input/output error")

    with pytest.raises(OSError, match="Input/output"):
        list(arrivals(Broken()))
    assert threading.active_count() < 50
