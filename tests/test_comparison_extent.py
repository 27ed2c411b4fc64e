"""How much each document regulates of each action."""

from __future__ import annotations

import pytest
from compared_packs import write_compared

from rules_engine import Engine
from rules_engine.comparison.extent import Measure, extents


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """The extents of three packs, by action."""
    engine = Engine.load(write_compared(tmp_path_factory.mktemp("packs")))
    packs = [engine.pack(name) for name in engine.jurisdictions]
    return {extent.action: extent for extent in extents(packs, engine.vocabulary)}


def test_norms_are_counted_by_what_they_are(found):
    """Every norm is binding, softer, or a permit or referral, and counted once among all."""
    counts = found["meeting.hold"].counts
    assert counts["linhe"] == {Measure.ALL: 5, Measure.BINDING: 3, Measure.SOFTER: 1, Measure.OPEN: 1}
    assert counts["linshan"] == {Measure.ALL: 4, Measure.BINDING: 2, Measure.SOFTER: 1, Measure.OPEN: 1}
    assert set(counts["linhai"].values()) == {0}


def test_the_same_norm_of_two_documents_is_one_of_all(found):
    """Of nine norms two are shared; a norm that binds in one and not in the other is one of each measure."""
    assert found["meeting.hold"].together == {
        Measure.ALL: 7,
        Measure.BINDING: 4,
        Measure.SOFTER: 2,
        Measure.OPEN: 2,
    }


def test_actions_that_nobody_regulates_are_left_out(found):
    """The actions stand in the vocabulary's order."""
    assert list(found) == ["meeting.hold", "paper.sign"]
