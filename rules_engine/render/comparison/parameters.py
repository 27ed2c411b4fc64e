"""Limits side by side: a table for a screen, the whole as data, sheets for those who continue elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rules_engine.checked import Vocabulary
from rules_engine.comparison.parameters import LimitCell, LimitRow, LimitTable, Part, State, Use
from rules_engine.expression import Parameter
from rules_engine.literal import money_text
from rules_engine.period import Period
from rules_engine.render import amounts
from rules_engine.render.comparison.cells import NOTHING, CellWords
from rules_engine.render.comparison.shape import district_data, text_data
from rules_engine.render.grid import add_grid, fits
from rules_engine.render.pack_data import rule_data
from rules_engine.render.page import Page
from rules_engine.render.sheets import Sheet
from rules_engine.text import Lang, Text

Data = dict[str, Any]

STATE = {
    State.LIMIT: Text("有限额", "limit"),
    State.NO_NUMBER: Text("有规定、未设数值", "regulated without a number"),
    State.RELATED: Text("另有相关规定", "a related rule"),
    State.SILENT: Text("未规定", "silent"),
}
_PART = {
    Part.DEMAND: Text("所要求的限额", "what is asked"),
    Part.CONDITION: Text("适用条件", "when it applies"),
}
LEGEND = Text(
    "括号内为条号，不注明的均为强制规定；“–”表示规则包的规则未就此设限，未编入的条款不在此列。",
    "In brackets the article; a must where nothing else is said. “–”: no rule of the pack sets such a limit; clauses "
    "that are not encoded were not looked at.",
)


def parameters_page(table: LimitTable, vocabulary: Vocabulary, lang: Lang, width: int | None = None) -> Page:
    """The table, laid out for a width; concept by concept where it is too narrow for columns. Notes follow."""
    words = CellWords(table.packs, vocabulary, lang)
    page = Page()
    if fits(len(table.packs) + 1, width):
        rows: list[tuple[str, ...]] = [(words.say("限额", "limit"), *words.heads)]
        for title, own in groups_of(table, words):
            rows += [(title,), *((_name(row, lang), *_cells(row, words)) for row in own)]
        add_grid(page, rows, width, ("strong",))
    else:
        for title, own in groups_of(table, words):
            page.heading(title, "label")
            for row in own:
                page.add((_name(row, lang), "strong"))
                page.table(list(zip(words.heads, _cells(row, words), strict=True)), indent=2)
    notes = [(row, note) for row in table.rows for note in notes_of(row, words)]
    if notes:
        page.heading(words.say("说明", "Notes"))
    for row, note in notes:
        page.add((_name(row, lang), "quiet"), words.say("　", ": ") + note, indent=2, hang=4)
    page.blank()
    page.add((LEGEND.pick(lang), "quiet"))
    return page


def notes_of(row: LimitRow, words: CellWords) -> Iterator[str]:
    """What a row's cells are too short to say, the district named with each."""
    yield from row_notes(row, words)
    for name, cell in row.cells.items():
        note = note_of(cell, words)
        if note:
            yield f"{words.district(name)}{words.say('：', ': ')}{note}"


def row_notes(row: LimitRow, words: CellWords) -> Iterator[str]:
    """What is to be said of a row as a whole: shares of different wholes."""
    bases: dict[tuple[str, ...], list[str]] = {}
    for name, cell in row.cells.items():
        if cell.wholes:
            bases.setdefault(cell.wholes, []).append(name)
    if len(bases) > 1:
        told = [
            words.say("{}以“{}”为基数", "{}: of “{}”").format(
                words.districts(names), words.say("、", ", ").join(map(words.fact, facts))
            )
            for facts, names in bases.items()
        ]
        yield words.say("，", "; ").join(told)


def note_of(cell: LimitCell, words: CellWords) -> str:
    """What one cell is too short to say."""
    semicolon = words.say("；", "; ")
    if cell.state in (State.NO_NUMBER, State.RELATED):
        told = semicolon.join(
            words.title(rule) + words.bracketed([words.place_and_force(rule.norm)]) for rule in cell.rules
        )
        return STATE[cell.state].pick(words.lang) + words.say("：", ": ") + told
    parts = [cell.cited.derived.pick(words.lang)] if cell.cited and cell.cited.derived else []
    if cell.rival_only:
        rivals = [use.rule.norm.rival.pick(words.lang) for use in cell.uses if use.rule.norm.rival]
        told = semicolon.join(rivals)
        parts.append(words.say(f"只见于另一读法：{told}", f"only in another reading: {told}"))
    else:
        parts += [
            words.say(f"另一读法：{rival.zh}", f"another reading: {rival.en}")
            for rival in dict.fromkeys(cell.other_readings)
        ]
    if len(cell.forces) > 1:
        parts += [
            f"{words.title(use.rule)}{words.bracketed([words.force(use.rule.norm)])}"
            for use in cell.uses
            if not use.rival
        ]
    return semicolon.join(parts)


def groups_of(table: LimitTable, words: CellWords) -> Iterator[tuple[str, list[LimitRow]]]:
    """The rows by the first action that they limit, in the order of the table."""
    groups: dict[str, list[LimitRow]] = {}
    for row in table.rows:
        groups.setdefault(row.actions[0] if row.actions else "", []).append(row)
    for action, rows in groups.items():
        yield f"{words.action(action)} {action}" if action else words.say("其他", "other"), rows


def _name(row: LimitRow, lang: Lang) -> str:
    return row.concept.label.text.pick(lang)


def _cells(row: LimitRow, words: CellWords) -> list[str]:
    return [words.limit(cell) for cell in row.cells.values()]


# --- data


def parameters_data(table: LimitTable, vocabulary: Vocabulary) -> Data:
    """The table as data, in both languages; a limit's amount is exact."""
    packs = {pack.jurisdiction: pack for pack in table.packs}
    both = [CellWords(table.packs, vocabulary, lang) for lang in ("zh", "en")]

    def use_data(name: str, use: Use) -> Data:
        rule = rule_data(packs[name], vocabulary, use.rule)
        return {"part": use.part.value, "rival": use.rival, **rule}

    def cell_data(name: str, cell: LimitCell) -> Data:
        return {
            "state": cell.state.value,
            "text": {words.lang: words.limit(cell) for words in both},
            "limit": _limit(cell.cited.limit) if cell.cited else None,
            "cite": str(cell.cited.cite) if cell.cited else None,
            "derived": text_data(cell.cited.derived) if cell.cited else None,
            "rival_only": cell.rival_only,
            "forces": [force.value for force in cell.forces],
            "share_of": list(cell.wholes),
            "uses": [use_data(name, use) for use in cell.uses],
            "rules": [rule_data(packs[name], vocabulary, rule) for rule in cell.rules],
        }

    return {
        "comparison": "parameters",
        "topic": table.topic or None,
        "districts": [district_data(pack) for pack in table.packs],
        "rows": [
            {
                "concept": row.concept.label.id,
                "label": text_data(row.concept.label.text),
                "unit": row.concept.unit,
                "actions": list(row.actions),
                "cells": {name: cell_data(name, cell) for name, cell in row.cells.items()},
                "notes": {words.lang: list(notes_of(row, words)) for words in both},
            }
            for row in table.rows
        ],
    }


def _limit(limit: Parameter) -> Data:
    text = {"zh": amounts.limit(limit, "zh"), "en": amounts.limit(limit, "en")}
    return {"op": limit.op, "amount": _number(limit), "unit": _unit(limit), "text": text}


def _number(limit: Parameter) -> str | int:
    if isinstance(limit.amount, Period):
        return limit.amount.number
    if limit.unit == "share":
        return str(limit.amount)
    return money_text(int(limit.amount)) if limit.unit == "money" else int(limit.amount)


def _unit(limit: Parameter) -> str:
    return limit.amount.unit.value if isinstance(limit.amount, Period) else limit.unit


# --- sheets


def parameters_sheets(table: LimitTable, vocabulary: Vocabulary, lang: Lang) -> tuple[Sheet, ...]:
    """The table as on a screen, and a row for each cell with all its parts."""
    words = CellWords(table.packs, vocabulary, lang)
    say = words.say
    wide = [
        (row.concept.label.id, _name(row, lang), *_cells(row, words), "\n".join(notes_of(row, words)))
        for row in table.rows
    ]
    head = (say("标识", "id"), say("限额", "limit"), *words.heads, say("说明", "notes"))
    long = [_long(row, name, cell, words) for row in table.rows for name, cell in row.cells.items()]
    long_head = (
        *(say("标识", "id"), say("限额", "limit"), say("辖区", "district"), say("状态", "state")),
        *(say("比较", "comparison"), say("数值", "amount"), say("单位", "unit"), say("条款", "article")),
        *(say("效力", "force"), say("用法", "part"), say("规则", "rules"), say("规定", "in words")),
    )
    return Sheet(say("限额对照", "limits"), head, wide), Sheet(say("限额明细", "each limit"), long_head, long)


def _long(row: LimitRow, name: str, cell: LimitCell, words: CellWords) -> tuple[str | int, ...]:
    limit = cell.cited.limit if cell.cited else None
    rules = [use.rule for use in cell.uses] or list(cell.rules)
    shown = [use.rule.rivalled() if use.rival else use.rule for use in cell.uses] or rules
    places = cell.cited.cite.text.pick(words.lang) if cell.cited else ""
    return (
        *(row.concept.label.id, _name(row, words.lang), words.district(name), STATE[cell.state].pick(words.lang)),
        *(limit.op if limit else "", _number(limit) if limit else NOTHING, _unit(limit) if limit else row.concept.unit),
        places or words.say("、", "; ").join(words.places(rule.norm) for rule in rules),
        words.say("、", ", ").join(dict.fromkeys(words.force(rule.norm) for rule in rules)),
        words.say("、", ", ").join(dict.fromkeys(_PART[use.part].pick(words.lang) for use in cell.uses)),
        "\n".join(rule.id for rule in rules),
        "\n".join(words.sentence(name, rule) for rule in shown),
    )
