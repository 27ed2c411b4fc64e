"""What was checked is taken from the store as long as nothing has changed, and never from where others could write."""

from __future__ import annotations

import errno
import os
import pickle
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from shown_pack import write_shown

from rules_engine import CheckError, Engine, stored
from rules_engine.stored import Store

posix_only = pytest.mark.skipif(not hasattr(os, "getuid"), reason="this system has no owners of this kind")


@pytest.fixture
def store(tmp_path):
    """An empty store."""
    return Store(tmp_path / "cache")


@pytest.fixture
def packs(tmp_path):
    """A folder of packs."""
    return write_shown(tmp_path / "packs")


def entries(store):
    """The files in a store."""
    return sorted(store.folder.glob("*.pickle"))


class Counter:
    """Makes a value and counts how often."""

    def __init__(self, value="made"):
        self.value, self.times = value, 0

    def __call__(self):
        self.times += 1
        return self.value


def test_a_stored_pack_is_the_checked_one(store, packs):
    """Vocabulary, pack, warnings and answers are the same, and come from the store the second time."""
    first, plain = Engine.load(packs, store=store), Engine.load(packs)
    assert first.pack("linhe") == plain.pack("linhe")
    made = [path.stat().st_mtime_ns for path in entries(store)]
    assert len(made) == 2
    second = Engine.load(packs, store=store)
    assert second.vocabulary == plain.vocabulary
    assert second.pack("linhe") == plain.pack("linhe")
    assert second.warnings("linhe") == plain.warnings("linhe")
    assert [rule.span for rule in second.pack("linhe").rules] == [rule.span for rule in plain.pack("linhe").rules]
    facts = {"meeting": "plenary", "chair": "deputy", "noted": "yes"}
    asked = ("linhe", "meeting.hold", facts)
    assert second.check(*asked, date="2026-11-20") == plain.check(*asked, date="2026-11-20")
    assert [path.stat().st_mtime_ns for path in entries(store)] == made


def test_a_changed_file_is_checked_anew(store, packs):
    """No answer rests on what a file said before."""
    Engine.load(packs, store=store).pack("linhe")
    rules = packs / "linhe" / "rules" / "02-meetings.yaml"
    rules.write_text(rules.read_text(encoding="utf-8").replace('cite: "2.2"', 'cite: "2.1"'), encoding="utf-8")
    assert Engine.load(packs, store=store).pack("linhe") == Engine.load(packs).pack("linhe")
    rules.write_text("- nothing\n", encoding="utf-8")
    with pytest.raises(CheckError):
        Engine.load(packs, store=store).pack("linhe")


def test_a_changed_vocabulary_changes_its_packs(store, packs):
    """A pack is checked against the vocabulary that it is used with."""
    Engine.load(packs, store=store).pack("linhe")
    facts = packs / "vocabulary" / "facts.yaml"
    facts.write_text(facts.read_text(encoding="utf-8").replace("zh: 主持人", "zh: 召集人"), encoding="utf-8")
    engine = Engine.load(packs, store=store)
    assert engine.vocabulary.facts["chair"].label.text.zh == "召集人"
    assert engine.pack("linhe") == Engine.load(packs).pack("linhe")


def test_a_changed_file_name_or_a_new_file_counts(store, packs):
    """Files that are added, renamed or removed change what is found."""
    make = Counter()
    folder = packs / "linhe"
    store.recall([folder], make)
    store.recall([folder], make)
    assert make.times == 1
    (folder / "rules" / "more.yaml").write_text("[]\n", encoding="utf-8")
    store.recall([folder], make)
    (folder / "rules" / "more.yaml").rename(folder / "rules" / "other.yaml")
    store.recall([folder], make)
    (folder / "rules" / "other.yaml").unlink()
    store.recall([folder], make)
    assert make.times == 4


@pytest.mark.parametrize("broken", [b"", b"short", b"\x80\x05garbage" * 9])
def test_a_broken_entry_is_made_anew(store, packs, broken):
    """What cannot be read is no answer and no error."""
    make = Counter()
    store.recall([packs], make)
    (entry,) = entries(store)
    key = entry.read_bytes()[:32]
    entry.write_bytes(broken)
    assert store.recall([packs], make) == "made"
    entry.write_bytes(key + broken)
    assert store.recall([packs], make) == "made"
    body = pickle.dumps("no pair")
    entry.write_bytes(key + stored._sum(body) + body)
    assert store.recall([packs], make) == "made"
    assert make.times == 4
    assert store.recall([packs], make) == "made"
    assert make.times == 4


def test_a_spoilt_entry_is_made_anew(store, packs):
    """One that could still be read, but says something else than what was checked."""
    make = Counter(("第四十一条", 41))
    store.recall([packs], make)
    (entry,) = entries(store)
    told = entry.read_bytes()
    entry.write_bytes(told.replace("四十一".encode(), "四十七".encode()))
    assert store.recall([packs], make) == ("第四十一条", 41)
    assert make.times == 2
    assert entry.read_bytes() == told


@posix_only
@pytest.mark.parametrize("mode", [0o620, 0o602])
def test_an_entry_that_others_could_have_written_is_not_read(store, packs, mode):
    """A pickle is a program."""
    make = Counter()
    store.recall([packs], make)
    (entry,) = entries(store)
    entry.chmod(mode)
    store.recall([packs], make)
    assert make.times == 2


@posix_only
def test_a_folder_that_others_may_write_is_not_used(store, packs):
    """Nothing is read from it and nothing is put into it."""
    store.folder.mkdir()
    store.folder.chmod(0o777)
    make = Counter()
    store.recall([packs], make)
    store.recall([packs], make)
    assert make.times == 2
    assert entries(store) == []


@posix_only
def test_a_link_is_not_followed(store, packs, tmp_path):
    """Whoever may not write the entry must not choose it either."""
    make = Counter()
    store.recall([packs], make)
    (entry,) = entries(store)
    entry.rename(tmp_path / "elsewhere")
    entry.symlink_to(tmp_path / "elsewhere")
    store.recall([packs], make)
    assert make.times == 2


def test_entries_are_private_and_few(store, tmp_path):
    """No other user reads them, and they do not pile up."""
    for number in range(70):
        folder = tmp_path / f"pack-{number}"
        folder.mkdir()
        store.recall([folder], Counter())
    assert len(entries(store)) == 64
    assert list(store.folder.glob("*.new")) == []
    if hasattr(os, "getuid"):
        assert {path.stat().st_mode & 0o777 for path in entries(store)} == {0o600}
        assert store.folder.stat().st_mode & 0o777 == 0o700


def test_what_a_killed_process_left_is_taken_away(store, packs):
    """An hour later; what another process is just writing is not."""
    store.folder.mkdir(mode=0o700)
    left, begun = (store.folder / f"{name}.pickle.0.new" for name in ("left", "begun"))
    for draft in (left, begun):
        draft.write_bytes(b"half")
    os.utime(left, (left.stat().st_mtime - 3700,) * 2)
    store.recall([packs], Counter())
    assert [path.name for path in store.folder.glob("*.new")] == [begun.name]


def test_a_full_disk_leaves_nothing_behind(store, packs, monkeypatch):
    """The answer is made, and no half of an entry takes what room there is."""

    def full(*_names):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "replace", full)
    assert store.recall([packs], Counter()) == "made"
    assert list(store.folder.iterdir()) == []


def test_many_may_keep_the_same_at_once(store, packs):
    """Each gets what was made, and one entry stays."""
    together = threading.Barrier(8)

    def make():
        together.wait()
        return "made"

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda _: store.recall([packs], make), range(8))) == ["made"] * 8
    assert [path.suffix for path in store.folder.iterdir()] == [".pickle"]


def test_a_store_that_cannot_be_written_is_no_hindrance(packs, tmp_path):
    """The answer is made, as if there were no store."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    make = Counter()
    assert Store(tmp_path / "file" / "cache").recall([packs], make) == "made"
    assert Store(None).recall([packs], make) == "made"
    assert make.times == 2


def test_what_cannot_be_made_is_not_kept(store, packs):
    """A pack with errors is read again the next time."""

    def fail():
        raise CheckError([])

    with pytest.raises(CheckError):
        store.recall([packs], fail)
    assert not store.folder.exists()


@pytest.mark.parametrize(
    ("environment", "platform", "folder"),
    [
        ({"RULES_ENGINE_CACHE": "/x/y"}, "linux", Path("/x/y")),
        ({"RULES_ENGINE_CACHE": ""}, "linux", None),
        ({"XDG_CACHE_HOME": "/x"}, "linux", Path("/x/rules-engine")),
        ({"XDG_CACHE_HOME": "relative"}, "linux", Path.home() / ".cache" / "rules-engine"),
        ({}, "linux", Path.home() / ".cache" / "rules-engine"),
        ({}, "darwin", Path.home() / "Library" / "Caches" / "rules-engine"),
        ({"LOCALAPPDATA": "/l"}, "win32", Path("/l/rules-engine/Cache")),
    ],
)
def test_the_user_s_own_folder(environment, platform, folder):
    """Each system has its place for caches, and the user may name another or none."""
    assert Store.of_user(environment, platform).folder == folder


def test_a_file_that_is_none_is_not_waited_for(store, packs):
    """A pipe among the files of a pack is left to the parser, which says what is wrong."""
    if sys.platform == "win32":
        pytest.skip("this system has no named pipes in folders")
    os.mkfifo(packs / "linhe" / "pipe.yaml")
    assert store.recall([packs / "linhe"], Counter()) == "made"
    assert not store.folder.exists()
