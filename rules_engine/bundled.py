"""Where the shipped packs are; the only place that knows."""

from __future__ import annotations

from pathlib import Path


def packs_folder() -> Path:
    """The folder of the shipped vocabulary and packs: inside an installed package, beside it in a checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "policies"
    return installed if installed.is_dir() else package.parent / "policies"
