"""What a topic names where it names nothing."""

from __future__ import annotations

import pytest
from compared_packs import write_compared

from rules_engine import CaseError, Engine
from rules_engine.comparison.topics import concepts_of


@pytest.mark.parametrize(
    ("topic", "help_"), [("qourum", "`quorum`"), ("crowd", "write the beginning"), ("纪要限期", "")]
)
def test_an_unknown_topic_is_answered_by_the_nearest(tmp_path, topic, help_):
    """A concept that no pack limits is none; the message names what is like the topic, or how topics are written."""
    engine = Engine.load(write_compared(tmp_path))
    with pytest.raises(CaseError) as caught:
        concepts_of(topic, [engine.pack(name) for name in engine.jurisdictions], engine.vocabulary)
    (problem,) = caught.value.problems
    assert problem.message.en == f"no limit is named `{topic}`"
    assert help_ in problem.help.en


def test_without_a_topic_all_limits_are_named(tmp_path):
    """Concepts that no pack limits are left out."""
    engine = Engine.load(write_compared(tmp_path))
    packs = [engine.pack(name) for name in engine.jurisdictions]
    assert concepts_of("", packs, engine.vocabulary) == ("quorum", "funds", "issue", "quorum.lenient")
