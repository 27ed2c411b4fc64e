"""Several cases, each put to every district, one after another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rules_engine.checked import Vocabulary
from rules_engine.comparison.cases import CaseTable
from rules_engine.render.comparison.cases import case_data, case_page, case_sheets
from rules_engine.render.page import Page
from rules_engine.render.sheets import Sheet
from rules_engine.text import Lang, Text


def cases_page(tables: Sequence[CaseTable], vocabulary: Vocabulary, lang: Lang) -> Page:
    """The pages of all cases, with a line between them."""
    whole = Page()
    for table in tables:
        if whole.lines:
            whole.blank()
            whole.add(("─" * 40, "quiet"))
        whole.lines.extend(case_page(table, vocabulary, lang).lines)
    return whole


def cases_data(tables: Sequence[CaseTable], vocabulary: Vocabulary, *, single: bool) -> Any:
    """All cases as data: one object where one was asked for, else a list."""
    found = [case_data(table, vocabulary) for table in tables]
    return found[0] if single else found


def cases_sheets(tables: Sequence[CaseTable], vocabulary: Vocabulary, lang: Lang) -> tuple[Sheet, ...]:
    """The sheets of all cases under one head each; where there are several, the first column tells the case."""
    every = [case_sheets(table, vocabulary, lang) for table in tables]
    if len(tables) == 1:
        return every[0]
    names = [table.case.id or str(number) for number, table in enumerate(tables, 1)]
    found = []
    for same in zip(*every, strict=True):
        rows = [(name, *row) for name, sheet in zip(names, same, strict=True) for row in sheet.rows]
        found.append(Sheet(same[0].name, (Text("案例", "case").pick(lang), *same[0].head), rows))
    return tuple(found)
