"""Folders of a user's own, and files that are put there whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from rules_engine.ledger.place import ledger_place
from rules_engine.originals.store import sources_folder
from rules_engine.stored import Store
from rules_engine.user_folder import data_folder, home_folder, named_path, put_whole


@pytest.fixture
def nobody(monkeypatch):
    """A process of somebody whom the system does not know, as containers have them."""

    def unknown():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", unknown)


def test_each_system_has_its_folder(monkeypatch):
    """XDG on Linux, where relative paths are ignored; the library on macOS; the local application data on Windows."""
    monkeypatch.setattr(Path, "home", lambda: Path("/home/li"))
    assert data_folder({}, "linux") == Path("/home/li/.local/share/rules-engine")
    assert data_folder({"XDG_DATA_HOME": "/data"}, "linux") == Path("/data/rules-engine")
    assert data_folder({"XDG_DATA_HOME": "data"}, "linux") == Path("/home/li/.local/share/rules-engine")
    assert data_folder({}, "darwin") == Path("/home/li/Library/Application Support/rules-engine")
    assert data_folder({"LOCALAPPDATA": "/local"}, "win32") == Path("/local/rules-engine")


@pytest.mark.usefixtures("nobody")
def test_who_has_no_home_is_no_error():
    """What is kept there is not there, and checked packs are not kept; a folder that is named is used."""
    assert home_folder() is None
    assert data_folder({}, "linux") == Path("/.local/share/rules-engine")
    assert sources_folder({}, "linux") == Path("/.local/share/rules-engine/sources")
    assert ledger_place(None, {}, "linux").path == Path("/.local/share/rules-engine/ledger.db")
    assert ledger_place(None, {"XDG_DATA_HOME": "/data"}, "linux").path == Path("/data/rules-engine/ledger.db")
    assert Store.of_user({}, "linux").folder is None


def test_a_tilde_is_somebody_s_folder_or_a_name(monkeypatch):
    """As shells have it."""
    monkeypatch.setenv("HOME", "/home/li")
    assert named_path("~/x.db") == Path("/home/li/x.db")
    assert named_path("~nobody-of-this-name/x.db") == Path("~nobody-of-this-name/x.db")
    assert ledger_place("~nobody-of-this-name/x.db").path == Path("~nobody-of-this-name/x.db")
    assert Store.of_user({"RULES_ENGINE_CACHE": "~nobody-of-this-name"}).folder == Path("~nobody-of-this-name")


def test_a_file_is_put_in_the_place_of_an_older_one(tmp_path):
    """It is the user's alone unless another mode is asked for; nothing else is left in the folder."""
    place = tmp_path / "a.pickle"
    put_whole(place, b"old")
    put_whole(place, b"new")
    assert place.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [place]
    if os.name == "posix":
        assert place.stat().st_mode & 0o777 == 0o600
        put_whole(place, b"open", 0o666)
        assert place.stat().st_mode & 0o600 == 0o600


def test_what_cannot_be_put_leaves_all_as_it_was(tmp_path):
    """A folder in its place is not replaced, and no draft stays."""
    place = tmp_path / "folder"
    (place / "inside").mkdir(parents=True)
    with pytest.raises(OSError, match="directory"):
        put_whole(place, b"new")
    assert list(tmp_path.iterdir()) == [place]
