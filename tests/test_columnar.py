"""Answers over a frame are those that the reference gives case by case."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_packs import cases, packs, vocabularies

pytest.importorskip("polars", reason="the extra `batch` is not installed")

from rules_engine.decision import Status
from rules_engine.evaluate import reference
from rules_engine.evaluate.columnar import answers
from rules_engine.evaluate.columnar.gather import frame_of
from rules_engine.evaluate.columnar.kernel import Kernel
from rules_engine.plan import plan


def told(table, row, duties):
    """All that a table says of one of its rows, in the form of a decision's fields."""
    kernel, program = table.kernel, table.program
    verdict, silence, _ = answers.verdicts(table).row(row)
    found = {}
    for status in Status:
        for name in answers.rules_with(table, status)[row]:
            assert name not in found
            found[name] = status.value
    findings = {}
    arguable = answers.arguable(table)[row].to_list()
    for at in kernel.asked:
        name = program.lines[at].norm.id
        lacking = tuple(answers.missing_of(table, at)[row])
        findings[name] = found[name], lacking, tuple(answers.displaced_by(table, at)[row]), name in arguable
    notices = [(line.norm.id, frame["state"][row], frame["due"][row]) for line, frame in duties]
    arising = [notice for notice in notices if notice[1] is not None]
    names, words = answers.missing_bits(table)
    missing = tuple(name for at, name in enumerate(names) if words.row(row)[at // 64] >> at % 64 & 1)
    assert missing == tuple(answers.missing(table)[row])
    return verdict, silence, findings, missing, arising


def expected_of(decision):
    """The same fields of a decision of the reference."""
    findings = {
        finding.norm.id: (finding.status.value, finding.unknowns, finding.displaced_by, finding.arguable)
        for finding in decision.findings
    }
    notices = [(notice.norm.id, notice.state.value, notice.due) for notice in decision.duties]
    silence = decision.silence and decision.silence.value
    return decision.verdict.value, silence, findings, decision.unknowns, notices


@pytest.mark.exhaustive
@settings(max_examples=150)
@given(packs(), vocabularies, st.lists(cases(), min_size=1, max_size=6), st.booleans())
def test_a_frame_is_decided_as_the_reference_decides_its_cases(pack, vocabulary, asked, strict):
    """Verdict, silence, findings with reasons and rivals, what displaces them, what is missing, duties with dates."""

    def kind(case):
        return case.action, case.articles

    for (action, cites), alike in groupby(sorted(asked, key=kind), key=kind):
        group = list(alike)
        program = plan(pack, vocabulary, action)
        table = Kernel(program, strict=strict, articles=cites).table(frame_of(group, program))
        duties = answers.duties(table)
        for row, case in enumerate(group):
            decision = reference.decide(pack, vocabulary, case, strict=strict, full=True)
            assert told(table, row, duties) == expected_of(decision)
