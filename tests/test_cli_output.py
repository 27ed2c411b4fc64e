"""What commands print on standard output."""

from __future__ import annotations

import json

from rules_engine.cli.output import print_json, print_page
from rules_engine.render.page import Page


def test_json_is_readable_by_people_too(capsys):
    """Chinese stays as it is, and the text ends with a line's end."""
    print_json({"名": [1]})
    shown = capsys.readouterr().out
    assert shown == '{\n  "名": [\n    1\n  ]\n}\n'
    assert json.loads(shown) == {"名": [1]}


def test_a_page_is_printed_as_it_is(capsys):
    """A pipe gets the plain page."""
    page = Page()
    page.add(("甲", "bad"), indent=2)
    print_page(page)
    assert capsys.readouterr().out == "  甲\n"
