"""The answer to a `check`: cases read, decided and printed, and the exit code."""

from __future__ import annotations

from typing import Final

from rules_engine.case import Case
from rules_engine.cli.cases import read_matters
from rules_engine.cli.failure import INVALID
from rules_engine.cli.output import print_decisions
from rules_engine.cli.plain import Asked
from rules_engine.engine import Engine
from rules_engine.stored import Store

CODES: Final = {"deny": 1, "incomplete": 3, "silent": 4, "allow": 0}
"""The exit code of a verdict; of several, the first that occurs, after that of invalid input."""


def answer(asked: Asked) -> int:
    """Decide and print the cases; the exit code. Raises ProblemsError where the question cannot be read."""
    engine = Engine.load(asked.packs, store=Store.of_user())
    batch = read_matters(engine, asked.files, asked.lang, articles=asked.articles, as_of=asked.as_of)
    strict, full = asked.strict, asked.everything
    matters, fillings = batch.cases, None
    if asked.ledger is not None:
        from rules_engine.cli.filling import fill  # noqa: PLC0415 -- most answers need no ledger

        matters, fillings = fill(engine, matters, asked.ledger)
    decisions = [
        engine.decide(matter, strict=strict, full=full)
        if isinstance(matter, Case)
        else engine.check_dossier(matter, strict=strict, full=full)
        for matter in matters
    ]
    print_decisions(decisions, engine, asked.lang, as_json=asked.as_json, single=batch.single, fillings=fillings)
    if asked.calendar is not None:
        from rules_engine.cli.calendar import write_calendar  # noqa: PLC0415 -- most answers need no calendar

        write_calendar(asked.calendar, decisions, engine, asked.lang)
    verdicts = {decision.verdict.value for decision in decisions}
    codes = [code for verdict, code in CODES.items() if verdict in verdicts]
    return INVALID if batch.failed else codes[0]
