"""Folders of a user's own, and files that are put there whole or not at all."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

DRAFT: Final = ".new"
"""How the names of files end that are being written; one that is old was left by a process that was killed."""

_NAME: Final = "rules-engine"


def data_folder(environment: Mapping[str, str] | None = None, platform: str = sys.platform) -> Path:
    """Where the engine keeps what a user gave it: the platform's folder for a user's data."""
    environment = os.environ if environment is None else environment
    home = home_folder() or Path(os.sep)
    if platform == "win32":
        data = Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif platform == "darwin":
        data = home / "Library" / "Application Support"
    else:
        given = environment.get("XDG_DATA_HOME", "")
        # The specification has relative paths ignored.
        data = Path(given) if given.startswith("/") else home / ".local" / "share"
    return data / _NAME


def home_folder() -> Path | None:
    """The user's folder; None where a process runs as somebody whom the system does not know, as in a container."""
    try:
        return Path.home()
    except RuntimeError:
        return None


def named_path(written: str) -> Path:
    """A path that a user named: `~` is his folder, and what begins so but is nobody's stays as it is."""
    try:
        return Path(written).expanduser()
    except RuntimeError:
        return Path(written)


def put_whole(place: Path, content: bytes, mode: int = 0o600) -> None:
    """Put a file in its place, or in that of an older one, by one step; of `mode` the user's mask takes away.

    Whoever reads meanwhile finds the old file or the new one; several may put theirs at once, and where it fails
    nothing is left behind. Raises OSError.
    """
    draft = place.with_name(f"{place.name}.{os.urandom(8).hex()}{DRAFT}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.write(content)
        draft.replace(place)
    except BaseException:
        with contextlib.suppress(OSError):
            draft.unlink()
        raise
