"""A dossier's decision as plain data: the JSON contract, as `render.data` has it for a decision."""

from __future__ import annotations

from datetime import date
from typing import Any

from rules_engine import __version__
from rules_engine.dossier.whole import DossierDecision, DossierDuty
from rules_engine.literal import date_text
from rules_engine.render.data import decision_data, duty_data, facts_data


def dossier_data(decision: DossierDecision) -> dict[str, Any]:
    """A dossier's decision as data; steps are named by their numbers, from 1."""
    dossier, vocabulary = decision.dossier, decision.vocabulary
    stamp = decision.decisions[0].frame.pack
    return {
        "dossier": dossier.title or None,
        "jurisdiction": dossier.jurisdiction,
        "as_of": date_text(dossier.asked_on),
        "verdict": decision.verdict.value,
        "shared": facts_data(dossier.shared, vocabulary),
        "steps": [
            {"step": number, "title": step.title or None, **decision_data(found, vocabulary)}
            for number, (step, found) in enumerate(zip(dossier.steps, decision.decisions, strict=True), 1)
        ],
        "duties": [_duty(duty) for duty in decision.duties],
        "missing": [{"fact": name, "steps": [step + 1 for step in steps]} for name, steps in decision.missing.items()],
        "unknown_because": list(decision.unknown_because),
        "pack": {"version": stamp.version, "digest": stamp.digest},
        "engine": __version__,
    }


def _duty(duty: DossierDuty) -> dict[str, Any]:
    done = duty.done
    return {
        **duty_data(duty.notice),
        "arises_at": duty.arises + 1,
        "discharged_at": None if duty.discharged is None else duty.discharged + 1,
        "done": date_text(done) if isinstance(done, date) else done,
    }
