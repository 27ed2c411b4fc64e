"""Where a comparison goes: to the screen, to standard output for a program, or to a file whose name tells the form."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from rules_engine.render.page import Page
    from rules_engine.render.sheets import Sheet


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
    """Write a comparison. Raises CaseError where the form asked for, or the file, cannot be written."""
    chosen = form or (_form_of(output) if output else Form.TEXT)
    if output:
        from rules_engine.cli.writing import write_file  # noqa: PLC0415 -- the help page needs none of it

        write_file(output, _content(comparison, chosen))
    else:
        _print(comparison, chosen)


def _print(comparison: Comparison, form: Form) -> None:
    from rules_engine.cli.output import print_json, print_page  # noqa: PLC0415 -- the help page needs none of it
    from rules_engine.problem import CaseError  # noqa: PLC0415
    from rules_engine.render.sheets import csv_text  # noqa: PLC0415
    from rules_engine.render.terminal import columns_of  # noqa: PLC0415
    from rules_engine.wording.comparison import needs_file  # noqa: PLC0415

    match form:
        case Form.TEXT:
            print_page(comparison.page(columns_of(sys.stdout)))
        case Form.JSON:
            print_json(comparison.data())
        case Form.CSV:
            # What is printed is for a program: no mark of UTF-8, and the lines end as the system has it.
            sys.stdout.write(csv_text(comparison.sheets()[0]).replace("\r\n", "\n"))
        case Form.HTML:
            sys.stdout.write(comparison.html())
        case Form.XLSX:
            raise CaseError([needs_file(form.value)])


def _form_of(output: Path) -> Form:
    from rules_engine.problem import CaseError  # noqa: PLC0415 -- only mistakes need it
    from rules_engine.wording.comparison import unknown_form  # noqa: PLC0415

    form = _SUFFIXES.get(output.suffix.lower())
    if form is None:
        raise CaseError([unknown_form(output.name, " ".join(_SUFFIXES))])
    return form


def _content(comparison: Comparison, form: Form) -> bytes:
    import json  # noqa: PLC0415 -- as above

    from rules_engine.render.sheets import BOM, csv_text  # noqa: PLC0415

    text = ""
    match form:
        case Form.TEXT:
            text = comparison.page(None).plain()
        case Form.JSON:
            text = json.dumps(comparison.data(), ensure_ascii=False, indent=2) + "\n"
        case Form.CSV:
            text = BOM + csv_text(comparison.sheets()[0])
        case Form.HTML:
            text = comparison.html()
        case Form.XLSX:
            from rules_engine.render.workbook import workbook  # noqa: PLC0415 -- openpyxl is slow to import

            return workbook(comparison.sheets())
    return text.encode(errors="replace")
