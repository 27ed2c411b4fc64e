"""The READMEs of the packs tell what the packs hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from rules_engine import Engine
from rules_engine.inventory import BEGIN, END, inventory, with_inventory

ENGINE = Engine.load()
READMES = sorted(ENGINE.folder.glob("*/README.md"))


@pytest.mark.exhaustive
@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.parent.name)
def test_the_inventory_of_a_readme_is_as_the_pack_is(readme: Path) -> None:
    """The part of a README between the marks is what the pack would write there now."""
    text = readme.read_text(encoding="utf-8")
    assert with_inventory(text, ENGINE, readme.parent.name) == text


def test_there_is_a_readme_to_hold_current() -> None:
    """At least the first pack tells what it holds."""
    assert any(path.parent.name == "hongqiao" for path in READMES)


@pytest.mark.exhaustive
def test_marks_are_added_where_a_readme_has_none() -> None:
    """A README without marks gets the inventory at its end, and writing it twice changes nothing."""
    once = with_inventory("# Hongqiao\n", ENGINE, "hongqiao")
    assert once.startswith(f"# Hongqiao\n\n{BEGIN}\n")
    assert inventory(ENGINE, "hongqiao") in once
    assert once.endswith(f"{END}\n")
    assert with_inventory(once, ENGINE, "hongqiao") == once


@pytest.mark.exhaustive
def test_every_rule_with_a_reading_or_a_rival_is_listed() -> None:
    """A reading that the pack rests on is not hidden in its YAML."""
    pack = ENGINE.pack("hongqiao")
    text = inventory(ENGINE, "hongqiao")
    read = [rule.norm for rule in pack.rules if rule.norm.reading or rule.norm.rival]
    assert read
    assert all(norm.title.zh in text for norm in read)
    left_out = [left for article in pack.articles.values() for left in article.left_out]
    assert left_out
    assert all(f"- {left.cite}：{left.text.zh}" in text for left in left_out)
