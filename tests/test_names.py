"""The names under which facts, values and actions may be written."""

import pytest
from small_pack import write

from rules_engine import Engine
from rules_engine.names import key, nearest


@pytest.fixture
def names(tmp_path):
    """The names of the small pack."""
    return Engine.load(write(tmp_path)).names("linhe")


@pytest.mark.parametrize("name", ["present", "出席人数", "members present", "到会人数", " Present "])
def test_a_fact_has_an_id_labels_and_aliases(names, name):
    """All of them lead to the id; capitals and white space around a name do not count."""
    assert names.facts[key(name)] == "present"


@pytest.mark.parametrize("name", ["deputy", "副区长", "deputy head", "分管副区长"])
def test_a_post_may_be_written_by_its_local_name(names, name):
    """A pack's terms give the names that a district uses."""
    assert names.values["role"][key(name)] == "deputy"


def test_local_names_are_the_district_s_own(tmp_path):
    """Another pack over the same vocabulary does not know them."""
    engine = Engine.load(write(tmp_path))
    engine.names("linhe")
    assert "分管副区长" not in engine._shelf.shared_names.values["role"]


def test_an_action_may_be_written_in_chinese(names):
    """Ids have dots, labels are words."""
    assert names.actions[key("召开会议")] == names.actions["meeting.hold"] == "meeting.hold"


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("presnt", "present"),
        ("xyzzy", ""),
        ("", ""),
        pytest.param("a" * 10**6, "", id="huge"),
    ],
)
def test_the_nearest_name_is_offered(name, near):
    """A name that is like none gets no offer, and neither does a megabyte."""
    assert nearest(name, ["present", "members", "amount"]) == near
