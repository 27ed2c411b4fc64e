"""Papers as PDF: the same text, numbered pages, the same bytes; and what is said where WeasyPrint is missing."""

from __future__ import annotations

import builtins
import ctypes.util
import io
import sys

import pytest
from opinions import opined
from pypdf import PdfReader
from shown_pack import write_shown

from rules_engine import Engine, EngineUnavailable
from rules_engine.render.document.html import html_text
from rules_engine.render.document.pdf import pdf_bytes

needs_pango = pytest.mark.skipif(
    not ctypes.util.find_library("pangoft2-1.0"), reason="the Pango library of the system is not installed"
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """The pack with one rule of every sort."""
    return Engine.load(write_shown(tmp_path_factory.mktemp("packs")))


@needs_pango
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_file_holds_the_title_and_the_verdict(engine, lang):
    """It is a PDF of A4 pages with the opinion's own title, dated by the case."""
    paper = opined(engine, "denied", lang)
    made = pdf_bytes(html_text([paper]))
    assert made.startswith(b"%PDF-")
    reader = PdfReader(io.BytesIO(made))
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [595, 842]
    assert reader.metadata.title == f"{paper.title} {paper.subtitle}"
    assert reader.metadata.creation_date.date() == paper.made
    text = "".join(page.extract_text() for page in reader.pages)
    assert "Legality Review Opinion" in text if lang == "en" else len(text) > 500


@needs_pango
def test_the_same_page_is_the_same_file(engine):
    """Neither the time nor chance is in it."""
    html = html_text([opined(engine, "allowed", "en")])
    assert pdf_bytes(html) == pdf_bytes(html)


@needs_pango
def test_each_paper_and_each_annex_starts_a_page(engine):
    """Two opinions take at least four pages, and the first line of each stands on top of one."""
    papers = [opined(engine, name, "en") for name in ("not bound", "not in force")]
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf_bytes(html_text(papers)))).pages]
    assert [page.startswith("Legality Review Opinion") for page in pages].count(True) == 2
    assert [page.startswith("Annex.") for page in pages].count(True) == 2


def test_without_weasyprint_the_message_names_its_extra(monkeypatch):
    """Who asks for PDF is told how to install it, in both languages."""
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(EngineUnavailable, match=r'pip install -e "\.\[pdf\]"') as told:
        pdf_bytes("<p>")
    assert '".[pdf]"' in told.value.message.zh


def test_without_pango_the_message_names_the_packages_of_the_system(monkeypatch):
    """WeasyPrint is there, but the library that it loads is not."""
    real = builtins.__import__

    def lacking(name, *rest):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *rest)

    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(builtins, "__import__", lacking)
    with pytest.raises(EngineUnavailable, match="apt-get install libpango-1.0-0") as told:
        pdf_bytes("<p>")
    assert "Pango" in told.value.message.zh
