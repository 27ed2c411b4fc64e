"""What a run is asked, from options as users write them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from rules_engine import literal
from rules_engine.batch.asked import Answer, Asked, Packs
from rules_engine.intake.written import shown
from rules_engine.names import key, names_of, nearest
from rules_engine.problem import CaseError, Problem
from rules_engine.text import Lang
from rules_engine.wording import batch as say
from rules_engine.wording import case as say_case


def question(
    packs: Packs,
    *,
    jurisdiction: str = "",
    action: str = "",
    as_of: dt.date | str | None = None,
    columns: Iterable[str] = (),
    strict: bool = False,
    lang: Lang = "en",
) -> Asked:
    """The question, of today. Raises CaseError with all that cannot be understood, PackError for a broken pack."""
    problems: list[Problem] = []
    place = found = ""
    if jurisdiction:
        try:
            place = packs.pack(packs.jurisdiction_id(jurisdiction)).jurisdiction
        except CaseError as error:
            problems += error.problems
    if action:
        known = names_of(packs.vocabulary).actions
        found = known.get(key(action), "")
        if not found:
            problems.append(say_case.unknown_action(None, "action", shown(action), nearest(key(action), known)))
    asked_of = None if as_of is None else _day(as_of, problems)
    answers: list[Answer] = []
    for name in columns:
        if name in Answer.__members__.values():
            answers.append(Answer(name))
        else:
            problems.append(say.unknown_answer(name, nearest(name, Answer), Answer))
    if problems:
        raise CaseError(problems)
    wanted = tuple(answer for answer in Answer if answer in answers) if answers else tuple(Answer)
    return Asked(dt.date.today(), place, found, asked_of, strict, wanted, lang)


def _day(written: dt.date | str, problems: list[Problem]) -> dt.date | None:
    for read in (literal.moment, literal.day):
        try:
            found = read(written)
        except literal.Unreadable:
            continue
        if found.year <= literal.LAST_YEAR:
            return found
    problems.append(say_case.wrong_value(None, "as_of", "as_of", shown(written), say_case.A_DAY))
    return None
