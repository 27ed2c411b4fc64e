"""Every word of the engine has a name in both languages."""

from __future__ import annotations

import pytest

from rules_engine.check.pack import STATUSES, WHY_LEFT_OUT
from rules_engine.decision import DutyState, Silence, Status, Verdict
from rules_engine.norm import Force, Form, NormKind
from rules_engine.render import labels
from rules_engine.value import Kind

TABLES = {
    "VERDICT": Verdict,
    "STATUS": Status,
    "FORCE": Force,
    "KIND": NormKind,
    "FORM": Form,
    "DUTY_STATE": DutyState,
    "SILENCE": Silence,
    "WHY": WHY_LEFT_OUT,
    "ARTICLE_STATUS": STATUSES,
    "TYPE": Kind,
}


@pytest.mark.parametrize("name", TABLES)
def test_every_word_has_its_name(name):
    """No value of the engine is shown as its id, and no two look alike."""
    table = getattr(labels, name)
    assert set(table) == set(TABLES[name])
    for lang in ("zh", "en"):
        shown = [text.pick(lang) for text in table.values()]
        assert all(shown)
        assert len(set(shown)) == len(shown)


def test_the_verdicts_are_the_ones_of_the_design():
    """A lawyer reads these four labels."""
    assert [labels.VERDICT[verdict].zh for verdict in Verdict] == ["符合", "不符合", "待补充", "未规定"]
