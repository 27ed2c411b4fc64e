"""Files that commands write: whole or not at all."""

from __future__ import annotations

import errno
import os

import pytest

from rules_engine import CaseError
from rules_engine.cli.writing import write_file


def names(folder):
    """What is in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_is_written(tmp_path):
    """It has the permissions that any new file has, and nothing stands beside it."""
    (tmp_path / "plain").touch()
    write_file(tmp_path / "a.pdf", b"new")
    assert (tmp_path / "a.pdf").read_bytes() == b"new"
    assert (tmp_path / "a.pdf").stat().st_mode == (tmp_path / "plain").stat().st_mode
    assert names(tmp_path) == ["a.pdf", "plain"]


def test_a_file_that_is_there_is_replaced(tmp_path):
    """Its permissions stay as they were."""
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old and longer")
    path.chmod(0o640)
    write_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_goes_on_pointing(tmp_path):
    """The file behind the link is replaced."""
    (tmp_path / "real.pdf").write_bytes(b"old")
    (tmp_path / "link.pdf").symlink_to("real.pdf")
    write_file(tmp_path / "link.pdf", b"new")
    assert (tmp_path / "real.pdf").read_bytes() == b"new"
    assert (tmp_path / "link.pdf").is_symlink()


def test_a_full_disk_leaves_the_old_file(tmp_path, monkeypatch):
    """No half of a file is ever seen, and no draft is left behind."""
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")

    def full(_descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CaseError, match="a.pdf` cannot be written: No space left on device"):
        write_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["a.pdf"]


def test_an_interrupt_leaves_no_draft(tmp_path, monkeypatch):
    """Whoever breaks off finds the folder as it was."""

    def broken(_descriptor):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(KeyboardInterrupt):
        write_file(tmp_path / "a.pdf", b"new")
    assert names(tmp_path) == []


def test_a_place_that_cannot_be_written_is_one_problem(tmp_path):
    """A folder, and a place in a folder that is not there."""
    (tmp_path / "folder.pdf").mkdir()
    for path in (tmp_path / "folder.pdf", tmp_path / "nowhere" / "a.pdf"):
        with pytest.raises(CaseError) as told:
            write_file(path, b"new")
        (problem,) = told.value.problems
        assert problem.code == "cannot-write"
        assert str(path) in problem.message.en


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes")
def test_what_is_no_file_is_not_replaced(tmp_path):
    """A pipe with the name of a file is left alone, and nobody waits for its reader."""
    os.mkfifo(tmp_path / "a.pdf")
    with pytest.raises(CaseError, match="cannot be written"):
        write_file(tmp_path / "a.pdf", b"new")


def test_a_name_as_long_as_a_file_system_takes_is_written(tmp_path):
    """The draft's own name is no longer than that."""
    write_file(tmp_path / ("x" * 240 + ".pdf"), b"new")
    assert len(names(tmp_path)) == 1
