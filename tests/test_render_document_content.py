"""Papers as plain data."""

from __future__ import annotations

from datetime import date

from rules_engine.render.document.content import (
    Cell,
    Conclusion,
    Entry,
    Paper,
    Paragraph,
    Point,
    Section,
    Subheading,
    Table,
    legible,
)

BLOCKS = (
    Paragraph("text", "lead "),
    Conclusion("why", "so: "),
    Subheading("sub"),
    Point("point", " mark", (Entry("label: ", "said"),)),
    Table(("head",), (100,), ((Cell("cell", ("below",)),),)),
)
PAPER = Paper(
    lang="en",
    tone="open",
    made=date(2026, 11, 20),
    title="title",
    subtitle="subtitle",
    head=(Entry("No.: "), Entry("As of: ", "today")),
    notice="notice",
    sections=(Section("one", BLOCKS),),
    enclosure="enclosed",
    signature=(Entry("Signed: "),),
    appendix=Section("annex", (Paragraph("last"),)),
)


def test_the_lines_of_a_paper_are_all_its_texts_in_order():
    """Nothing is left out and nothing stands twice; what is to be filled in is a line."""
    assert list(PAPER.lines()) == [
        *("title", "subtitle", "No.: ____________", "As of: today", "notice", "one"),
        *("lead text", "so: why", "sub", "point mark", "label: said", "head", "cell", "below"),
        *("enclosed", "Signed: ____________", "annex", "last"),
    ]


def test_what_no_file_can_hold_is_replaced_sign_by_sign():
    """Texts at any depth are cleaned; what is no text is left as it is."""
    found = legible(Section("a\x07b", (Table(("\ufffe",), (100,), ((Cell("c\nd", ("\ud800",)),),)),)))
    assert found == Section("a\ufffdb", (Table(("\ufffd",), (100,), ((Cell("c\ufffdd", ("\ufffd",)),),)),))
    assert legible(PAPER) == PAPER
