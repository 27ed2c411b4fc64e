"""Where a comparison goes: to the screen, to standard output for a program, or to a file whose name tells the form."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from rules_engine.cli.output import print_json, print_page
from rules_engine.problem import CaseError
from rules_engine.render.page import Page
from rules_engine.render.sheets import BOM, Sheet, csv_text
from rules_engine.render.terminal import columns_of
from rules_engine.wording import comparison as say


class Form(StrEnum):
    """How a comparison is written."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"
    HTML = "html"


_SUFFIXES: Final = {".txt": Form.TEXT, ".json": Form.JSON, ".csv": Form.CSV, ".xlsx": Form.XLSX, ".html": Form.HTML}


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison, ready to be written in any form; of the sheets, CSV has the first alone."""

    page: Callable[[int | None], Page]
    data: Callable[[], Any]
    sheets: Callable[[], Sequence[Sheet]]
    html: Callable[[], str]


def deliver(comparison: Comparison, form: Form | None, output: Path | None) -> None:
    """Write a comparison. Raises CaseError where the form asked for cannot be written there, OSError as files do."""
    chosen = form or (_form_of(output) if output else Form.TEXT)
    if output:
        output.write_bytes(_content(comparison, chosen))
    elif chosen is Form.TEXT:
        print_page(comparison.page(columns_of(sys.stdout)))
    elif chosen is Form.JSON:
        print_json(comparison.data())
    elif chosen is Form.CSV:
        # What is printed is for a program: no mark of UTF-8, and the lines end as the system has it.
        sys.stdout.write(csv_text(comparison.sheets()[0]).replace("\r\n", "\n"))
    elif chosen is Form.HTML:
        sys.stdout.write(comparison.html())
    else:
        raise CaseError([say.needs_file(chosen.value)])


def _form_of(output: Path) -> Form:
    form = _SUFFIXES.get(output.suffix.lower())
    if form is None:
        raise CaseError([say.unknown_form(output.name, " ".join(_SUFFIXES))])
    return form


def _content(comparison: Comparison, form: Form) -> bytes:
    import json  # noqa: PLC0415 -- a person's screen needs none

    match form:
        case Form.TEXT:
            return comparison.page(None).plain().encode(errors="replace")
        case Form.JSON:
            return (json.dumps(comparison.data(), ensure_ascii=False, indent=2) + "\n").encode(errors="replace")
        case Form.CSV:
            return (BOM + csv_text(comparison.sheets()[0])).encode(errors="replace")
        case Form.HTML:
            return comparison.html().encode(errors="replace")
    from rules_engine.render.workbook import workbook  # noqa: PLC0415 -- openpyxl is slow to import

    return workbook(comparison.sheets())
