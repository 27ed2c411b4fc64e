"""What commands print on standard output: pages for people, JSON for programs."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rules_engine.decision import Decision
from rules_engine.engine import Engine
from rules_engine.render.page import Page
from rules_engine.render.terminal import write
from rules_engine.text import Lang

if TYPE_CHECKING:
    from rules_engine.dossier.whole import DossierDecision
    from rules_engine.ledger.filling import Filling

    Answer = Decision | DossierDecision


def print_page(page: Page) -> None:
    """Print a page for a person."""
    write(page, sys.stdout)


def print_json(data: Any) -> None:
    """Print data for a program: JSON in UTF-8, Chinese as it is, indented by two."""
    import json  # noqa: PLC0415 -- a person's screen needs none

    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")


def print_decisions(
    decisions: Sequence[Answer],
    engine: Engine,
    lang: Lang,
    *,
    as_json: bool,
    single: bool,
    fillings: Sequence[Filling] | None = None,
) -> None:
    """Print decisions one after another; as JSON one object where one was asked for, else a list.

    `fillings` are what a ledger gave to each of them, if one was asked.
    """
    if as_json:
        found = [_data(decision, engine) for decision in decisions]
        if fillings is not None:
            from rules_engine.render.filling import filling_data  # noqa: PLC0415 -- most answers need no ledger

            given = [filling_data(filling, engine.vocabulary) for filling in fillings]
            found = [one | {"ledger": told} for one, told in zip(found, given, strict=True)]
        print_json(found[0] if single else found)
        return
    whole = Page()
    for number, decision in enumerate(decisions):
        if whole.lines:
            whole.blank()
            whole.add(("─" * 40, "quiet"))
        whole.lines.extend(_page(decision, engine, lang).lines)
        if fillings is not None:
            from rules_engine.render.filling import filling_page  # noqa: PLC0415 -- as above

            pack = engine.pack(fillings[number].jurisdiction)
            whole.blank()
            whole.lines.extend(filling_page(fillings[number], pack, engine.vocabulary, lang).lines)
    print_page(whole)


def _data(decision: Answer, engine: Engine) -> Any:
    if isinstance(decision, Decision):
        from rules_engine.render.data import decision_data  # noqa: PLC0415 -- a person's screen needs no JSON

        return decision_data(decision, engine.vocabulary)
    from rules_engine.render.dossier_data import dossier_data  # noqa: PLC0415 -- a case needs none of it

    return dossier_data(decision)


def _page(decision: Answer, engine: Engine, lang: Lang) -> Page:
    if isinstance(decision, Decision):
        from rules_engine.render.decision import decision_page  # noqa: PLC0415 -- a program's JSON needs no screen

        return decision_page(decision, engine.pack(decision.case.jurisdiction), engine.vocabulary, lang)
    from rules_engine.render.dossier import dossier_page  # noqa: PLC0415 -- a case needs none of it

    return dossier_page(decision, engine.pack(decision.dossier.jurisdiction), engine.vocabulary, lang)
