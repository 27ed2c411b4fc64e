"""The folder that each system has for a user's own data."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

_NAME: Final = "rules-engine"


def data_folder(environment: Mapping[str, str] | None = None, platform: str = sys.platform) -> Path:
    """Where the engine keeps what a user gave it: the platform's folder for a user's data."""
    environment = os.environ if environment is None else environment
    home = Path.home()
    if platform == "win32":
        data = Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif platform == "darwin":
        data = home / "Library" / "Application Support"
    else:
        given = environment.get("XDG_DATA_HOME", "")
        # The specification has relative paths ignored.
        data = Path(given) if given.startswith("/") else home / ".local" / "share"
    return data / _NAME
