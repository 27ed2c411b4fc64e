"""The file formats of papers, told by a file's name; each is loaded when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from rules_engine.render.document.content import Paper

Format = Callable[[Sequence[Paper]], bytes]
"""Makes a file of papers. Raises EngineUnavailable where what it needs is not installed."""


def _docx(papers: Sequence[Paper]) -> bytes:
    from rules_engine.render.document.docx import docx_bytes  # noqa: PLC0415 -- no other format needs it

    return docx_bytes(papers)


def _html(papers: Sequence[Paper]) -> bytes:
    from rules_engine.render.document.html import html_text  # noqa: PLC0415 -- no other format needs it

    return html_text(papers).encode()


def _pdf(papers: Sequence[Paper]) -> bytes:
    from rules_engine.render.document.html import html_text  # noqa: PLC0415 -- DOCX does not need it
    from rules_engine.render.document.pdf import pdf_bytes  # noqa: PLC0415 -- no other format needs it

    return pdf_bytes(html_text(papers))


FORMATS: Final[dict[str, Format]] = {".docx": _docx, ".html": _html, ".htm": _html, ".pdf": _pdf}
"""The formats by the ends of names, in small letters."""
