"""Quick construction of frozen dataclasses: the same instances as their constructors make."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from datetime import date

import pytest

from rules_engine.case import Case
from rules_engine.decision import Finding, Status
from rules_engine.evaluate.single.instances import maker


def test_an_instance_is_the_same_as_its_constructors():
    """Equal, of the same class, and as frozen."""
    made = maker(Finding)(None, Status.SATISFIED, ("present",), (), False)
    assert made == Finding(None, Status.SATISFIED, ("present",))
    assert type(made) is Finding
    assert made.missing == ("present",)
    with pytest.raises(FrozenInstanceError):
        made.status = Status.VIOLATED


def test_fields_that_a_constructor_does_not_take_are_given_too():
    """The maker takes all fields by position."""
    day = date(2026, 5, 6)
    made = maker(Case)("linhe", "meeting.hold", {}, day, day, "", frozenset(), (), {}, None, (), True)
    assert made == Case("linhe", "meeting.hold", {}, day, day)
    assert made.typed
    assert not replace(made, id="2").typed
