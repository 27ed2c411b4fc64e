"""Parts that the data of all comparisons share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rules_engine.checked import Pack
from rules_engine.norm import LeftOut
from rules_engine.text import Text

Data = dict[str, Any]


def district_data(pack: Pack) -> Data:
    """A district, its document and the pack that speaks for it."""
    return {
        "jurisdiction": pack.jurisdiction,
        "name": text_data(pack.name),
        "short": text_data(pack.short),
        "document": pack.document.title,
        "pack": {"version": pack.version, "digest": pack.digest},
    }


def left_out_data(left_out: Iterable[LeftOut]) -> list[Data]:
    """Clauses that a pack does not encode."""
    return [{"cite": str(left.cite), "why": left.why, "text": text_data(left.text)} for left in left_out]


def text_data(text: Text | None) -> Data | None:
    """A text in both languages; null where there is none."""
    return {"zh": text.zh, "en": text.en} if text else None
