"""Papers as DOCX: the only importer of python-docx. The looks are those of official papers."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from itertools import pairwise
from typing import Any, Final

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph as DocxParagraph

from rules_engine import __version__
from rules_engine.render.document import fonts
from rules_engine.render.document.content import (
    Block,
    Conclusion,
    Entry,
    Paper,
    Paragraph,
    Point,
    Section,
    Subheading,
    Table,
)
from rules_engine.render.document.typography import HEIGHT, TYPOGRAPHY, WIDTH, Look, Typography

_STAMP: Final = (1980, 1, 1, 0, 0, 0)
"""The time of every entry of the file: the earliest that the format knows, so that equal papers are equal files."""
_ALIGN: Final = {
    "LEFT": WD_ALIGN_PARAGRAPH.LEFT,
    "CENTER": WD_ALIGN_PARAGRAPH.CENTER,
    "JUSTIFY": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_OUTLINE: Final = {"Heading 1": "0", "Heading 2": "1"}
_PROPERTIES: Final = (
    "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    f"<Application>rules-engine {__version__}</Application></Properties>"
)


def docx_bytes(papers: Sequence[Paper]) -> bytes:
    """Papers one after another as one file, each on a page of its own; there is at least one, all of one language.

    The same papers give the same bytes.
    """
    made = _Writer(papers[0].lang == "zh", TYPOGRAPHY[papers[0].lang])
    for number, paper in enumerate(papers):
        made.paper(paper, first=number == 0)
    made.properties(papers[0], max(paper.made for paper in papers))
    return _steady(made.document)


class _Writer:
    def __init__(self, chinese: bool, typography: Typography) -> None:  # noqa: FBT001 -- made in one place
        self.document: Document = docx.Document()
        self.chinese = chinese
        self.typography = typography
        self.page()
        self.defaults()
        for look in typography.looks:
            self.style(look)

    # --- the sheet

    def page(self) -> None:
        """A4; the number of the page outside at the bottom."""
        section = self.document.sections[0]
        top, right, bottom, left = (Mm(side) for side in self.typography.margins)
        section.page_width, section.page_height = Mm(WIDTH), Mm(HEIGHT)
        section.top_margin, section.bottom_margin = top, bottom
        section.left_margin, section.right_margin = left, right
        section.footer_distance = Length(bottom * 2 // 3)
        self.document.settings.odd_and_even_pages_header_footer = True
        for footer, side in (
            (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
            (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
        ):
            paragraph = footer.paragraphs[0]
            paragraph.alignment = side
            paragraph.add_run("— ")
            for part in (
                _element("w:fldChar", fldCharType="begin"),
                _instruction("PAGE"),
                _element("w:fldChar", fldCharType="end"),
            ):
                paragraph.add_run().element.append(part)
            paragraph.add_run(" —")

    def defaults(self) -> None:
        """The fonts and the language of what has no other; the template's own belong to its theme."""
        styles = self.document.styles.element
        for properties in styles.iter(qn("w:rPrDefault")):
            for old in (*properties.iter(qn("w:rFonts")), *properties.iter(qn("w:lang"))):
                old.getparent().remove(old)
            run = properties.find(qn("w:rPr"))
            run.insert(0, _element("w:rFonts", **self.typography.body.attributes))
            run.append(_element("w:lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA"))

    def style(self, look: Look) -> None:
        """A paragraph style: the template's own of that name, emptied, or a new one."""
        styles = self.document.styles
        style = styles[look.name] if look.name in styles else styles.add_style(look.name, 1)
        element = style.element
        for name in ("w:pPr", "w:rPr"):
            for old in element.findall(qn(name)):
                element.remove(old)
        if look.name != "Normal":
            style.base_style = styles["Normal"]
        font, form = style.font, style.paragraph_format
        element.get_or_add_rPr().insert(0, _element("w:rFonts", **look.face.attributes))
        font.size, font.bold, font.italic = Pt(look.size), look.bold, look.italic
        form.alignment = _ALIGN[look.align]
        form.line_spacing = Pt(look.line)
        form.space_before, form.space_after = Pt(look.before), Pt(look.after)
        form.left_indent = Pt(look.left)
        form.keep_with_next = look.keep
        form.widow_control = True
        indent = element.get_or_add_pPr().get_or_add_ind()
        indent.set(qn("w:firstLineChars"), str(look.indent * 100))
        indent.set(qn("w:firstLine"), str(int(look.indent * look.size * 20)))
        if look.anywhere:
            _insert(element.get_or_add_pPr(), _element("w:wordWrap", val="0"))
        if look.name in _OUTLINE:
            element.get_or_add_pPr().append(_element("w:outlineLvl", val=_OUTLINE[look.name]))
        if look.boxed:
            _insert(element.get_or_add_pPr(), _box())

    # --- a paper

    def paper(self, paper: Paper, *, first: bool) -> None:
        title = self.add("Title", paper.title)
        title.paragraph_format.page_break_before = not first
        self.add("Subtitle", paper.subtitle)
        for entry in paper.head:
            self.add("Head", entry.line)
        self.add("Notice", paper.notice)
        for section in paper.sections:
            self.section(section)
        # What is signed never stands on a page without text.
        self.document.paragraphs[-1].paragraph_format.keep_with_next = True
        self.add("Enclosure", paper.enclosure)
        self.signature(paper.signature)
        self.section(paper.appendix).paragraph_format.page_break_before = True

    def section(self, section: Section) -> DocxParagraph:
        heading = self.add("Heading 1", section.heading)
        for block, following in pairwise((*section.blocks, None)):
            assert block
            made = self.block(block)
            if made and isinstance(following, Table):
                made.paragraph_format.keep_with_next = True
        return heading

    def block(self, block: Block) -> DocxParagraph | None:
        match block:
            case Paragraph(text, lead, anywhere):
                return self.add("Token" if anywhere else "Normal", text, lead)
            case Conclusion(text, lead):
                self.add("Normal", text, lead)
            case Subheading(text):
                self.add("Heading 2", text)
            case Point(title, mark, entries):
                self.add("Point", mark, title)
                for entry in entries:
                    self.add("Entry", entry.line)
            case Table():
                self.table(block)
        return None

    def signature(self, entries: Sequence[Entry]) -> None:
        for entry in entries:
            self.add("Signature", entry.line)

    def add(self, style: str, text: str, lead: str = "") -> DocxParagraph:
        paragraph = self.document.add_paragraph(style=style)
        if lead:
            paragraph.add_run(lead).bold = True
        if text:
            paragraph.add_run(text)
        return paragraph

    def table(self, table: Table) -> None:
        made = self.document.add_table(rows=0, cols=len(table.head), style="Table Grid")
        made.autofit, made.alignment = False, WD_TABLE_ALIGNMENT.CENTER
        widths = [Length(Mm(self.typography.text_width) * share // 100) for share in table.widths]
        for column, width in zip(made.columns, widths, strict=True):
            column.width = width
        head = made.add_row()
        _mark(head, "w:tblHeader")
        for cell, name, width in zip(head.cells, table.head, widths, strict=True):
            _fill(cell, width, [("Cell Head", name)])
        for row in table.rows:
            line = made.add_row()
            _mark(line, "w:cantSplit")
            for cell, content, width in zip(line.cells, row, widths, strict=True):
                _fill(cell, width, [("Cell", content.text), *(("Cell Below", text) for text in content.below)])
        self.document.add_paragraph(style="Gap")

    # --- the file

    def properties(self, paper: Paper, made: date) -> None:
        """What the file says of itself: nothing that changes from run to run."""
        about, moment = self.document.core_properties, datetime.combine(made, time(), UTC)
        about.title, about.subject = paper.title, paper.subtitle
        about.author = about.last_modified_by = f"rules-engine {__version__}"
        about.comments = about.keywords = ""
        about.language = "zh-CN" if self.chinese else "en"
        about.created = about.modified = moment
        about.revision = 1


def _steady(document: Document) -> bytes:
    """The file with entries that bear no time, its font table with fallbacks, without the template's thumbnail."""
    package = document.part.package
    assert package
    for key in [key for key, rel in package.rels.items() if rel.reltype.endswith("/thumbnail")]:
        package.rels.pop(key)
    written = io.BytesIO()
    document.save(written)
    ours = {"word/fontTable.xml": fonts.table(), "docProps/app.xml": _PROPERTIES}
    steady = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = ours[entry.filename].encode() if entry.filename in ours else source.read(entry)
            info = zipfile.ZipInfo(entry.filename, _STAMP)
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            target.writestr(info, content)
    return steady.getvalue()


def _fill(cell: _Cell, width: Length, lines: Sequence[tuple[str, str]]) -> None:
    cell.width = width
    for number, (style, text) in enumerate(lines):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.style = style
        paragraph.add_run(text)


def _mark(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001 -- python-docx has no name for it


def _element(name: str, **attributes: str) -> Any:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _instruction(text: str) -> Any:
    element = OxmlElement("w:instrText")
    element.text = text
    return element


def _box() -> Any:
    box = OxmlElement("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        box.append(_element(f"w:{side}", val="single", sz="4", space="4", color="808080"))
    return box


_LATER: Final = ("w:wordWrap", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")
"""What stands after a border in a paragraph's properties, in their order, which is part of the format."""


def _insert(properties: Any, element: Any) -> None:
    """Put an element in its place among a paragraph's properties."""
    names = [name for name in _LATER if qn(name) != element.tag]
    follower = next((child for child in properties if child.tag in {qn(name) for name in names}), None)
    if follower is None:
        properties.append(element)
    else:
        follower.addprevious(element)
