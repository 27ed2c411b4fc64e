"""Checked packs kept between the runs of a command, so that what has not changed is not checked again.

An entry is found by the bytes of the files that it was made from, and by the engine's own files. It is a pickle, and a
pickle is a program: an entry that another user could have written is not read. The folder may be deleted at any time.
"""

from __future__ import annotations

import dataclasses
import gc
import hashlib
import io
import os
import pickle
import stat
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final, TypeVar

from rules_engine.user_folder import DRAFT, home_folder, named_path, put_whole

FOLDER_VARIABLE: Final = "RULES_ENGINE_CACHE"
"""The environment variable that names another folder; an empty value means that nothing is kept."""

_NAME: Final = "rules-engine"
_MOST: Final = 64  # entries; beyond that the oldest go
_LARGEST: Final = 16 * 2**20  # bytes; a larger file is refused by the parser, too
_PROTOCOL: Final = 5
_SUM: Final = 16  # bytes
_LEFT: Final = 3600  # seconds after which nobody writes on what he began
_MAKERS: Final = ("check", "checked", "evaluate", "parse", "wording")  # whose code makes what is kept, or is its class

Made = TypeVar("Made")


class Store:
    """Entries in a folder. What goes wrong with it is never told: the entry is then made anew."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    @classmethod
    def of_user(cls, environment: Mapping[str, str] | None = None, platform: str = sys.platform) -> Store:
        """The store in the user's own folder for caches."""
        environment = os.environ if environment is None else environment
        named = environment.get(FOLDER_VARIABLE)
        if named is not None:
            return cls(named_path(named) if named else None)
        home = home_folder()
        if home is None:
            return cls(None)
        if platform == "win32":
            return cls(Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local") / _NAME / "Cache")
        if platform == "darwin":
            return cls(home / "Library" / "Caches" / _NAME)
        given = environment.get("XDG_CACHE_HOME", "")
        return cls((Path(given) if given.startswith("/") else home / ".cache") / _NAME)

    def recall(self, folders: Iterable[Path], make: Callable[[], Made]) -> Made:
        """What `make` made of the YAML files of `folders`: kept from an earlier run, or made now. Raises as `make`."""
        if self.folder is None:
            return _made(make)
        places = tuple(folders)
        try:
            key = _key(places)
            path = self.folder / f"{hashlib.sha256(repr(places).encode()).hexdigest()[:24]}.pickle"
        except OSError:
            return _made(make)
        found = _read(path, key)
        if found is None:
            found = (_made(make),)
            _write(path, key, found)
        made: Made = found[0]
        return made


def _made(make: Callable[[], Made]) -> Made:
    """What is made with the collector at rest: tens of thousands of objects, hardly one of which is garbage."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        return make()
    finally:
        if collecting:
            gc.enable()


def _key(folders: Iterable[Path]) -> bytes:
    digest = hashlib.sha256(f"{sys.version_info[:3]} {_PROTOCOL}".encode())
    package = Path(__file__).parent
    for place in (package, *(package / name for name in _MAKERS)):
        for entry in sorted(os.scandir(place), key=lambda entry: entry.name):
            if entry.name.endswith(".py"):
                known = entry.stat()
                digest.update(f"{entry.path} {known.st_size} {known.st_mtime_ns}\n".encode())
    for folder in folders:
        for path in sorted((*folder.glob("*.yaml"), *folder.glob("rules/*.yaml"))):
            known = path.stat()
            if not stat.S_ISREG(known.st_mode) or known.st_size > _LARGEST:
                raise OSError(f"{path} is no file of a pack")
            data = path.read_bytes()
            digest.update(f"{path} {len(data)}\n".encode() + data)
    return digest.digest()


def _read(path: Path, key: bytes) -> tuple[Any] | None:
    try:
        if not (_ours(path.parent) and _ours(path)):
            return None
        data = path.read_bytes()
    except OSError:
        return None
    body = data[len(key) + _SUM :]
    if data[: len(key) + _SUM] != key + _sum(body):
        return None
    try:
        found = _made(lambda: pickle.loads(body))  # noqa: S301 -- no other user could have written it
    except Exception:  # noqa: BLE001 -- a broken entry is no entry
        return None
    return found if isinstance(found, tuple) and len(found) == 1 else None


def _ours(path: Path) -> bool:
    """Whether a file or folder is the user's own, and no other user may write it."""
    known = path.stat(follow_symlinks=False)
    if stat.S_ISLNK(known.st_mode):
        return False
    return not hasattr(os, "getuid") or (known.st_uid == os.getuid() and not known.st_mode & 0o022)


def _write(path: Path, key: bytes, made: tuple[Any]) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _ours(path.parent):
            return
        stream = io.BytesIO()
        _Pickler(stream, _PROTOCOL).dump(made)
        body = stream.getvalue()
        put_whole(path, key + _sum(body) + body)
        _tidy(path.parent)
    except (OSError, pickle.PicklingError):
        return


def _sum(body: bytes) -> bytes:
    """By which a file is known that a disk has spoilt: what it says could still be read, and be wrong."""
    return hashlib.blake2b(body, digest_size=_SUM).digest()


def _tidy(folder: Path) -> None:
    """Take out the oldest entries, and what processes left that were killed while they wrote."""
    entries = sorted(folder.glob("*.pickle"), key=_age)
    drafts = (draft for draft in folder.glob(f"*{DRAFT}") if _age(draft) > _LEFT)
    for old in (*entries[_MOST:], *drafts):
        old.unlink(missing_ok=True)


def _age(path: Path) -> float:
    """Seconds since a file was written; one that another process has just taken out is new."""
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return 0


class _Pickler(pickle.Pickler):
    """Writes dataclasses as calls of their classes, which are read three times as fast as their states."""

    def reducer_override(self, value: Any) -> Any:
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return type(value), tuple(getattr(value, field.name) for field in dataclasses.fields(value) if field.init)
        return NotImplemented
