"""The user's copies of the documents: where they are, and how they get there."""

from pathlib import Path

import pytest

from rules_engine import ParseError
from rules_engine.originals.store import add_source, source_of, sources_folder, stored_sources

TEXT = "第一条 甲。\n第二条 乙。\n"


def test_each_platform_has_its_folder(monkeypatch):
    """XDG on Linux, the library on macOS, the local application data on Windows."""
    monkeypatch.setattr(Path, "home", lambda: Path("/home/li"))
    assert sources_folder({}, "linux") == Path("/home/li/.local/share/rules-engine/sources")
    assert sources_folder({"XDG_DATA_HOME": "/data"}, "linux") == Path("/data/rules-engine/sources")
    assert sources_folder({"XDG_DATA_HOME": "data"}, "linux") == Path("/home/li/.local/share/rules-engine/sources")
    assert sources_folder({}, "darwin") == Path("/home/li/Library/Application Support/rules-engine/sources")
    assert sources_folder({"LOCALAPPDATA": "/local"}, "win32") == Path("/local/rules-engine/sources")
    assert sources_folder({"RULES_ENGINE_SOURCES": "/mine"}, "linux") == Path("/mine")


def test_a_text_is_kept_and_found(tmp_path):
    """A copy is made, and a later one takes its place."""
    file = tmp_path / "page.txt"
    file.write_text(TEXT, encoding="utf-8")
    kept = add_source("linhe", file, tmp_path / "data" / "sources")
    assert (kept.jurisdiction, kept.articles) == ("linhe", 2)
    file.write_text(TEXT + "第三条 丙。", encoding="utf-8")
    add_source("linhe", file, tmp_path / "data" / "sources")
    found = source_of("linhe", tmp_path / "data" / "sources")
    assert found is not None
    assert found.text(3) == "丙。"
    assert [one.jurisdiction for one in stored_sources(tmp_path / "data" / "sources")] == ["linhe"]
    assert [path.name for path in (tmp_path / "data" / "sources").iterdir()] == ["linhe.txt"]


def test_a_text_that_is_not_there_is_none(tmp_path):
    """Nothing is stored until the user stores it."""
    assert source_of("linhe", tmp_path) is None
    assert stored_sources(tmp_path / "nowhere") == ()


def test_a_text_without_articles_is_refused(tmp_path):
    """A file that holds no articles is not kept, and an earlier copy stays."""
    file = tmp_path / "page.txt"
    file.write_text("没有条文", encoding="utf-8")
    with pytest.raises(ParseError) as caught:
        add_source("linhe", file, tmp_path / "data")
    assert [problem.code for problem in caught.value.problems] == ["no-articles"]
    assert not (tmp_path / "data").exists()


def test_a_file_in_another_encoding_is_refused(tmp_path):
    """The text is kept in UTF-8 alone."""
    file = tmp_path / "page.txt"
    file.write_bytes(TEXT.encode("gb18030"))
    with pytest.raises(ParseError) as caught:
        add_source("linhe", file, tmp_path / "data")
    assert [problem.code for problem in caught.value.problems] == ["not-utf8"]
