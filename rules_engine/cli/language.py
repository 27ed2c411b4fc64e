"""The language of what is printed: asked for on the command line, else the locale's."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence

from rules_engine.text import Lang


def language_of(words: Sequence[str], environment: Mapping[str, str]) -> Lang:
    """The language that a command line asks for with `--lang`, else the locale's: Chinese or English."""
    for index, word in enumerate(words):
        value = word.partition("=")[2] if word.startswith("--lang=") else "".join(words[index + 1 : index + 2])
        if word.partition("=")[0] == "--lang" and value in ("zh", "en"):
            return "zh" if value == "zh" else "en"
    named = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), None)
    return "zh" if (_of_windows() if named is None else named).lower().startswith(("zh", "chinese")) else "en"


def _of_windows() -> str:
    """The locale that Windows was set up with, where no variable names one; nothing on other systems."""
    if sys.platform != "win32":
        return ""
    import locale  # noqa: PLC0415 -- other systems say it in their environment

    return locale.getlocale()[0] or ""


LANG: Lang = language_of(sys.argv[1:], os.environ)
"""The language of the help pages, which are made before the options are read."""


def told(zh: str, en: str) -> str:
    """A help text in the user's language."""
    return zh if LANG == "zh" else en
