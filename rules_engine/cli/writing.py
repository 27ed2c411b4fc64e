"""Files that commands write: whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from pathlib import Path

from rules_engine.problem import CaseError
from rules_engine.wording import command as say


def write_file(path: Path, content: bytes) -> None:
    """Write a file, or put it in the place of the one that is there.

    A reader sees the old file or the whole new one, and a failure leaves the old one as it was. What a link points to
    is replaced, not the link; the file keeps its permissions. Raises CaseError where it cannot be written.
    """
    try:
        _replace(Path(os.path.realpath(path)), content)
    except OSError as error:
        raise CaseError([say.cannot_write(str(path), error.strerror or str(error))]) from error


def _replace(place: Path, content: bytes) -> None:
    there = place.exists()
    if there and not place.is_file():
        code = errno.EISDIR if place.is_dir() else errno.EINVAL
        raise OSError(code, os.strerror(code))
    if there:
        place.open("ab").close()  # what may not be written is not replaced either
    draft = place.with_name(f".{place.name[:40]}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if there:
            draft.chmod(place.stat().st_mode & 0o7777)
        draft.replace(place)
    except BaseException:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        raise
