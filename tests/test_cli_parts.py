"""What the arguments of `show` and `vocabulary` name."""

from __future__ import annotations

import pytest
from small_pack import write

from rules_engine import CaseError, Engine
from rules_engine.cli.parts import action_of, part_of


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """The small pack."""
    return Engine.load(write(tmp_path_factory.mktemp("packs")))


@pytest.mark.parametrize(
    ("name", "entry", "value"),
    [
        ("", "document", "临河区人民政府工作规则"),
        ("2", "cite", "2"),
        ("2.1", "cite", "2.1"),
        ("第二条", "cite", "2"),
        ("quorum", "rule", "linhe.2.quorum"),
        ("linhe.2.quorum", "rule", "linhe.2.quorum"),
    ],
)
def test_a_part_by_its_name(engine, name, entry, value):
    """The document, a place in it, or a rule."""
    assert part_of(engine, "linhe", name).data()[entry] == value


@pytest.mark.parametrize("name", ["2.4", "6", "第六条", "two"])
def test_a_place_that_the_document_does_not_have(engine, name):
    """A paragraph that is not there is not there either."""
    with pytest.raises(CaseError):
        part_of(engine, "linhe", name)


def test_an_action_by_any_of_its_names(engine):
    """Id and labels, whatever the capitals."""
    found = {action_of(engine.vocabulary, name).label.id for name in ("meeting.hold", "召开会议", "Hold a meeting ")}
    assert found == {"meeting.hold"}
