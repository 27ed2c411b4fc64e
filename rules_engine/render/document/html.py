"""Papers as one HTML page that needs nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources
from typing import Final

from rules_engine.render.document.content import Paper
from rules_engine.render.template import filled

_FOLDER: Final = resources.files(__package__)


def html_text(papers: Sequence[Paper]) -> str:
    """Papers one after another as one page; there is at least one, and all are of one language.

    What users and packs wrote is escaped. The page loads nothing, runs no script, and prints on A4.
    """
    first = papers[0]
    return filled(
        _FOLDER.joinpath("paper.html.jinja"),
        papers=papers,
        lang=first.lang,
        made=max(paper.made for paper in papers).isoformat(),
        title=f"{first.title} {first.subtitle}",
        style=_FOLDER.joinpath("paper.css").read_text(encoding="utf-8"),
        kind_of=lambda block: type(block).__name__,
    )
