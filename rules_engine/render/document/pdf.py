"""Papers as PDF, printed from their HTML: the only importer of WeasyPrint."""

from __future__ import annotations

import hashlib
from typing import Any, Final

from rules_engine.problem import EngineUnavailable
from rules_engine.text import Text

_SYSTEM: Final = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk"


def pdf_bytes(html: str) -> bytes:
    """A page of HTML as PDF; the same page gives the same bytes.

    Raises EngineUnavailable where WeasyPrint, or the Pango library that it sets text with, is not installed.
    """
    identifier = hashlib.sha256(html.encode()).digest()[:16]
    pdf: bytes = _printer()(string=html).write_pdf(pdf_identifier=identifier)
    return pdf


def _printer() -> Any:
    try:
        from weasyprint import HTML  # noqa: PLC0415 -- an extra
    except ModuleNotFoundError as error:
        raise EngineUnavailable.lacking(Text("生成 PDF ", "PDF"), "WeasyPrint", "pdf") from error
    except OSError as error:  # the library is there, Pango is not
        raise EngineUnavailable(
            Text(
                f"生成 PDF 需要系统的 Pango 库，未能找到。Debian、Ubuntu：{_SYSTEM}",
                f"PDF needs the Pango library of the system, which was not found; on Debian and Ubuntu: {_SYSTEM}",
            )
        ) from error
    return HTML
