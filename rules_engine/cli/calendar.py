"""The calendar file of a `check`: written whole or not at all; what has no entry in it is told."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rules_engine.cli.writing import write_file
from rules_engine.decision import Decision
from rules_engine.engine import Engine
from rules_engine.problem import CaseError
from rules_engine.render.calendar import Agenda, agenda
from rules_engine.text import Lang, Text
from rules_engine.wording import command as say

if TYPE_CHECKING:
    from rules_engine.dossier.whole import DossierDecision

_LEFT: Final = {
    "undated": Text("{} 项未定具体日期", "{} without a day of its own"),
    "open": Text("{} 项期限尚不能推算", "{} whose day is not known yet"),
    "not_begun": Text("{} 项起算之日尚未到来", "{} whose time has not begun"),
}


def write_calendar(name: str, decisions: Sequence[Decision | DossierDecision], engine: Engine, lang: Lang) -> None:
    """Write the duties of decisions to a calendar file, and tell on standard error what is in it.

    Raises CaseError where it cannot be written.
    """
    if name in ("", "-"):
        raise CaseError([say.no_calendar_file(name)])
    places = {one.frame.jurisdiction if isinstance(one, Decision) else one.dossier.jurisdiction for one in decisions}
    made = agenda(decisions, {place: engine.pack(place) for place in places}, engine.vocabulary, lang)
    sys.stdout.flush()
    write_file(Path(name), made.content)
    sys.stderr.write(_told(name, made, lang) + "\n")


def _told(name: str, made: Agenda, lang: Lang) -> str:
    many = "y" if made.written == 1 else "ies"
    told = Text(f"{name}：写入 {made.written} 项义务", f"{name}: {made.written} dut{many} written").pick(lang)
    if not made.left:
        return told
    reasons = [text.pick(lang).format(made.left[reason]) for reason, text in _LEFT.items() if reason in made.left]
    count = sum(made.left.values())
    return (
        told
        + Text(f"，未写入 {count} 项：", f", {count} left out: ").pick(lang)
        + Text("，", ", ").pick(lang).join(reasons)
    )
