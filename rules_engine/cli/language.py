"""The language of what is printed: asked for on the command line, else the locale's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rules_engine.text import Lang


def language_of(words: Sequence[str], environment: Mapping[str, str]) -> Lang:
    """The language that a command line asks for with `--lang`, else the locale's: Chinese or English."""
    for index, word in enumerate(words):
        value = word.partition("=")[2] if word.startswith("--lang=") else "".join(words[index + 1 : index + 2])
        if word.partition("=")[0] == "--lang" and value in ("zh", "en"):
            return "zh" if value == "zh" else "en"
    locale = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return "zh" if locale.lower().startswith("zh") else "en"
