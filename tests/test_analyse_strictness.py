"""An answer about two documents reads the same from either side."""

from __future__ import annotations

from two_packs import write_two

from rules_engine import Engine
from rules_engine.analyse.questions import diff
from rules_engine.analyse.strictness import Relation, Silent, Unsettled


def test_the_mirror_is_the_answer_to_the_mirrored_question(tmp_path):
    """Stricter becomes looser, and each case stays with its document."""
    engine = Engine.load(write_two(tmp_path))
    there = diff(engine, "linhe", "beihe", "meeting.hold", year=2025)
    back = diff(engine, "beihe", "linhe", "meeting.hold", year=2025)
    assert back.mirrored.relation is there.relation
    assert back.mirrored.first_norms == there.first_norms
    assert back.mirrored.second_norms == there.second_norms
    assert there.mirrored.mirrored == there


def test_relations_mirror():
    """Only stricter and looser have a direction."""
    assert {each: each.mirrored for each in Relation if each.mirrored is not each} == {
        Relation.STRICTER: Relation.LOOSER,
        Relation.LOOSER: Relation.STRICTER,
    }


def test_what_is_not_settled_is_no_speech():
    """Only a case shows that the other document speaks."""
    assert not Silent(Unsettled("canceled"), None).spoken
