"""Where a ledger is: a file, or the address of a database."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rules_engine.user_folder import data_folder, named_path

LEDGER_VARIABLE: Final = "RULES_ENGINE_LEDGER"
"""The environment variable that names another ledger: a file, or the URL of a PostgreSQL database."""

_URL: Final = re.compile(r"[A-Za-z][A-Za-z0-9+]*://")
_PASSWORD: Final = re.compile(r"(://[^:/@]*):[^@]*@")


@dataclass(frozen=True, slots=True)
class LedgerPlace:
    """A file of SQLite, or the URL of a server's database; `shown` is what may be printed, without its password."""

    url: str = ""
    path: Path | None = None

    @property
    def shown(self) -> str:
        """The place as it is told to the user."""
        return str(self.path) if self.path else _PASSWORD.sub(r"\1:***@", self.url)


def ledger_place(
    named: str | None = None, environment: Mapping[str, str] | None = None, platform: str = sys.platform
) -> LedgerPlace:
    """The ledger that is named, else the one of `RULES_ENGINE_LEDGER`, else a file in the user's data folder."""
    environment = os.environ if environment is None else environment
    text = named or environment.get(LEDGER_VARIABLE) or ""
    if _URL.match(text):
        return LedgerPlace(url=text)
    return LedgerPlace(path=named_path(text) if text else data_folder(environment, platform) / "ledger.db")
