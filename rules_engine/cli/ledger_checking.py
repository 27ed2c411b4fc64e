"""What `ledger check` does: norms about a history are asked of ledgers, and what they say is printed or written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rules_engine.cli.ledger_work import WORTH_A_BAR, day_of, opened
from rules_engine.cli.output import print_json, print_page
from rules_engine.cli.progress import progress_bar
from rules_engine.cli.writing import write_file
from rules_engine.engine import Engine
from rules_engine.history import Standing, Term
from rules_engine.ledger.audit import Audit
from rules_engine.ledger.audit import audits as audits_of
from rules_engine.problem import CaseError
from rules_engine.render.page import Page
from rules_engine.text import Lang
from rules_engine.wording import ledger as say


@dataclass(frozen=True, slots=True)
class Asked:
    """What a check of a ledger is asked."""

    at: date
    since: date | None
    terms: tuple[Term, ...]
    kept: bool

    @classmethod
    def read(
        cls, at: str | None, since: str | None, term_from: str | None, term_to: str | None, *, kept: bool
    ) -> Asked:
        """From what options say. Raises CaseError."""
        first, last = day_of(term_from, "--term-from"), day_of(term_to, "--term-to")
        if (last and not first) or (first and last and last < first):
            raise CaseError([say.bad_term()])
        terms = (Term(first, last),) if first else ()
        return cls(day_of(at, "--at") or date.today(), day_of(since, "--since"), terms, kept)


def audits(
    engine: Engine, named: str | None, jurisdiction: str | None, asked: Asked, *, calendar: bool = False
) -> list[Audit]:
    """What norms say of the jurisdiction, or of each of which the ledger has events; for a `calendar`, what lasts."""
    with opened(named) as ledger:
        places = [engine.jurisdiction_id(jurisdiction)] if jurisdiction else ledger.jurisdictions()
        size = sum(map(ledger.size, places))
        with progress_bar(ledger.place.shown, size if size >= WORTH_A_BAR else 0) as progress:
            return audits_of(
                [engine.pack(place) for place in places],
                engine.vocabulary,
                ledger,
                asked.at,
                since=asked.since,
                terms=asked.terms,
                kept=asked.kept,
                lasting=calendar,
                progress=progress,
            )


def show_audits(audits_: Sequence[Audit], engine: Engine, lang: Lang, *, as_json: bool) -> None:
    """Print what norms say of ledgers."""
    if as_json:
        from rules_engine.render.ledger_data import audit_data  # noqa: PLC0415 -- as elsewhere

        print_json([audit_data(one, engine.pack(one.jurisdiction), engine.vocabulary) for one in audits_])
        return
    from rules_engine.render.ledger import audit_page  # noqa: PLC0415 -- as elsewhere

    whole = Page()
    for one in audits_:
        whole.blank()
        whole.lines.extend(audit_page(one, engine.pack(one.jurisdiction), engine.vocabulary, lang).lines)
    print_page(whole)


def write_calendar(path: Path, audits_: Sequence[Audit], engine: Engine, lang: Lang) -> None:
    """Write a page with a calendar of each ledger. Raises CaseError where it cannot be written."""
    from rules_engine.render.ledger_page.page import calendar_html  # noqa: PLC0415 -- most checks write none

    write_file(
        path, calendar_html([(one, engine.pack(one.jurisdiction)) for one in audits_], engine.vocabulary, lang).encode()
    )


def exit_code(audits_: Sequence[Audit]) -> int:
    """1 where a must is violated, else 3 where something is not known, else 0."""
    if any(one.standing(Standing.VIOLATED) for one in audits_):
        return 1
    return 3 if any(one.standing(Standing.UNKNOWN) for one in audits_) else 0
