"""The formulas of the shipped packs agree with the answers of the reference evaluator to the packs' own cases."""

from __future__ import annotations

from collections import defaultdict

import pytest

from rules_engine import Engine
from rules_engine.analyse.encode import Encoding
from rules_engine.analyse.moments import is_published
from rules_engine.analyse.reading import Reading
from rules_engine.analyse.solver import Model
from rules_engine.case import ORGAN
from rules_engine.conformance.reading import read_cases
from rules_engine.decision import Verdict

pytestmark = pytest.mark.exhaustive
ENGINE = Engine.load()


def askable(entry):
    """Whether a case is asked as formulas ask: on the day of the act, of the whole document, with presumptions."""
    case = entry.case
    return (
        not (entry.strict or case.articles or case.withheld)
        and case.as_of == case.date
        and is_published(case.date.year)
    )


def presumed(encoding, pack, case):
    """What is taken for granted of a case, as formulas."""
    reading = Reading(encoding, pack)
    for name in sorted(encoding.vocabulary.presumed - case.facts.keys()):
        if name == ORGAN:
            yield reading.organ(pack.scope.full)
        elif name in encoding.truths:
            yield encoding.logic.negation(encoding.truths[name][""])


@pytest.mark.exhaustive
@pytest.mark.parametrize("jurisdiction", ENGINE.jurisdictions)
def test_no_completion_of_a_case_has_another_verdict(jurisdiction):
    """What is decided of a case with the facts that it gives is so in every complete case with these facts."""
    pack = ENGINE.pack(jurisdiction)
    groups = defaultdict(list)
    for entry in read_cases(ENGINE, jurisdiction)[::3]:
        if askable(entry):
            groups[entry.case.action, entry.case.date.year].append(entry.case)
    reached = 0
    for (action, year), cases in groups.items():
        encoding = Encoding(ENGINE.vocabulary, action, year, [pack])
        reading = Reading(encoding, pack)
        said = {Verdict.SILENT: reading.silent, Verdict.DENY: reading.denies, Verdict.ALLOW: reading.allows}
        solver = encoding.solver()
        for case in cases:
            verdict = ENGINE.decide(case, evaluator="reference").verdict
            if verdict not in said:
                continue
            given = [encoding.fixed(case), *presumed(encoding, pack, case)]
            assert solver.model(*given, encoding.logic.negation(said[verdict])) is None, case
            reached += isinstance(solver.model(*given), Model)
    assert reached > 100
