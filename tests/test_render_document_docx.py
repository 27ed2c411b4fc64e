"""Papers as DOCX: the same text, the looks of official papers, the same bytes every time."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table
from opinions import CHOSEN, opined
from shown_pack import write_shown

from rules_engine import Engine
from rules_engine.render.document.docx import docx_bytes


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """The pack with one rule of every sort."""
    return Engine.load(write_shown(tmp_path_factory.mktemp("packs")))


def opened(papers):
    """The file, read again."""
    return docx.Document(io.BytesIO(docx_bytes(papers)))


def lines(document):
    """The text of a file, in order; the gap after a table is no text."""
    found = []
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            found += [p.text for row in part.rows for cell in row.cells for p in cell.paragraphs]
        elif part.style.name != "Gap":
            found.append(part.text)
    return found


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", CHOSEN)
def test_the_file_holds_the_text_of_the_opinion(engine, name, lang):
    """Every line of it, in order, and no other."""
    paper = opined(engine, name, lang)
    assert lines(opened([paper])) == list(paper.lines())


def test_the_same_papers_are_the_same_bytes(engine):
    """The file bears the day of the question, and no other time."""
    first, second = (docx_bytes([opined(engine, "advised", "zh")]) for _ in range(2))
    assert first == second
    about = docx.Document(io.BytesIO(first)).core_properties
    assert about.created.replace(tzinfo=UTC) == datetime(2026, 12, 24, tzinfo=UTC)
    assert about.modified == about.created
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in archive.namelist() if "thumbnail" in name]


def test_every_part_of_the_file_is_well_formed(engine):
    """Each XML part can be parsed, and every relation leads to a part that is there."""
    with zipfile.ZipFile(io.BytesIO(docx_bytes([opined(engine, "denied", "zh")]))) as archive:
        names = set(archive.namelist())
        for name in names:
            if name.endswith((".xml", ".rels")):
                ET.fromstring(archive.read(name))
        root = ET.fromstring(archive.read("_rels/.rels"))
        assert {entry.get("Target").lstrip("/") for entry in root} <= names


def test_a_chinese_paper_looks_as_official_papers_do(engine):
    """A4 with the margins of the standard; size 2 for the title, size 3 on lines of 28 points, two characters in."""
    document = opened([opined(engine, "denied", "zh")])
    (section,) = document.sections
    assert [round(side.mm) for side in (section.page_width, section.page_height)] == [210, 297]
    assert [round(side.mm) for side in (section.top_margin, section.right_margin)] == [37, 26]
    assert [round(side.mm) for side in (section.bottom_margin, section.left_margin)] == [35, 28]
    normal, title = document.styles["Normal"], document.styles["Title"]
    assert (normal.font.size, title.font.size) == (Pt(16), Pt(22))
    assert normal.paragraph_format.line_spacing == Pt(28)
    indent = normal.element.pPr.find(qn("w:ind"))
    assert indent.get(qn("w:firstLineChars")) == "200"
    for style, font in (("Normal", "仿宋"), ("Title", "方正小标宋简体"), ("Heading 1", "黑体"), ("Heading 2", "楷体")):
        assert document.styles[style].element.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia")) == font
    assert document.styles["Cell"].element.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "0"


def test_fonts_that_a_machine_may_lack_have_stand_ins(engine):
    """The table of fonts names for each what ordinary machines have."""
    with zipfile.ZipFile(io.BytesIO(docx_bytes([opined(engine, "denied", "zh")]))) as archive:
        root = ET.fromstring(archive.read("word/fontTable.xml"))
    others = {font.get(qn("w:name")): font.find(qn("w:altName")) for font in root}
    assert "宋体" in others["方正小标宋简体"].get(qn("w:val"))
    assert "FangSong" in others["仿宋"].get(qn("w:val"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_pages_are_numbered_on_the_outside(engine, lang):
    """Odd pages to the right, even pages to the left."""
    document = opened([opined(engine, "denied", lang)])
    (section,) = document.sections
    assert document.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, 2), (section.even_page_footer, 0)):
        (paragraph,) = footer.paragraphs
        assert paragraph.alignment == side
        assert [element.text for element in paragraph._p.iter(qn("w:instrText"))] == ["PAGE"]
        assert paragraph.text == "—  —"


def test_headings_are_headings(engine):
    """A reader can go from section to section, and an annex starts a page."""
    document = opened([opined(engine, "denied", "zh")])
    heads = [p for p in document.paragraphs if p.style.name == "Heading 1"]
    assert heads[0].text == "一、事项"
    assert len(heads) == 7
    assert heads[-1].paragraph_format.page_break_before
    assert document.styles["Heading 1"].element.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) == "0"


def test_several_papers_are_one_file(engine):
    """Each starts on a page of its own."""
    papers = [opined(engine, name, "en") for name in ("denied", "allowed", "partial")]
    document = opened(papers)
    assert lines(document) == [line for paper in papers for line in paper.lines()]
    titles = [p for p in document.paragraphs if p.style.name == "Title"]
    assert [bool(title.paragraph_format.page_break_before) for title in titles] == [False, True, True]


def test_a_very_long_word_is_kept_whole(engine):
    """The text of an id of ten thousand letters is in the file; where its lines break is the reader's business."""
    long = "x" * 10_000
    assert any(long in line for line in lines(opened([opined(engine, "denied", "zh", id=long)])))


def test_the_order_of_a_style_s_properties_is_that_of_the_format(engine):
    """Word refuses a file whose properties stand in another order."""
    order = ("keepNext", "pageBreakBefore", "widowControl", "pBdr", "wordWrap", "spacing", "ind", "jc", "outlineLvl")
    document = opened([opined(engine, "denied", "zh")])
    for style in document.styles:
        properties = style.element.find(qn("w:pPr"))
        if style.name in {"Normal", "Notice", "Token", "Heading 1", "Signature"}:
            names = [child.tag.rpartition("}")[2] for child in properties]
            assert names == [name for name in order if name in names], style.name


def test_what_is_signed_stands_under_text(engine):
    """The last paragraph of the body, the note of the annex and the lines to sign stay on one page."""
    document = opened([opined(engine, "denied", "zh")])
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    place = styles.index("Enclosure")
    assert styles[place + 1 : place + 5] == ["Signature"] * 4
    assert document.paragraphs[place - 1].paragraph_format.keep_with_next
    assert document.styles["Enclosure"].paragraph_format.keep_with_next
