"""Opinions on cases of the pack with one rule of every sort, for tests of what they say and of their files."""

from __future__ import annotations

from test_render_decision import CASES

from rules_engine import Engine
from rules_engine.render.document.content import Paper
from rules_engine.render.opinion import opinion
from rules_engine.rivals import rival_outcomes
from rules_engine.text import Lang

CHOSEN = (
    "denied",
    "allowed",
    "advised",
    "arguable",
    "not forbidden",
    "incomplete",
    "calendar",
    "by reference",
    "not bound",
    "not in force",
    "none applies",
    "partial",
)


def opined(engine: Engine, name: str, lang: Lang, **entries) -> Paper:
    """The opinion on a case by its name, perhaps with other entries."""
    given = {"jurisdiction": "linhe", "action": "meeting.hold", "date": "2026-11-20", **CASES[name], **entries}
    pack = engine.pack("linhe")
    decision = engine.decide(engine.case(given))
    rivals = rival_outcomes(pack, engine.vocabulary, decision)
    return opinion(decision, pack, engine.vocabulary, lang, rivals)
