"""Text to trees: nothing is guessed, everything has its place, and bad text is one clear problem."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shown import shown

from rules_engine import ParseError
from rules_engine.intake.written import plain
from rules_engine.parse import MAX_BYTES, MAX_DEPTH, decode, parse_documents, parse_one, read_file
from rules_engine.parsed import Mapping, Scalar, Sequence
from rules_engine.problem import MAX_PROBLEMS
from rules_engine.source import Source


def tree(text, name="f.yaml"):
    """The only document of a text as plain lists, mappings and text."""
    return plain(parse_one(Source(name, text)))


def problems(text, name="f.yaml"):
    """The whole text of what is wrong with a text."""
    with pytest.raises(ParseError) as caught:
        parse_documents(Source(name, text))
    return shown(caught.value.problems)


@pytest.mark.parametrize("text", ["41.10", "4999999.99", "yes", "2026-11-20", "0x1F", "1_000", "~", "null", "1:30"])
def test_scalars_are_the_text_that_stands_there(text):
    """41.10 is not 41.1, and `no` is no truth value until a type asks for one."""
    assert tree(f"key: {text}") == {"key": text}


def test_every_scalar_knows_its_place():
    """Lines and columns are counted from one, after a quote where there is one."""
    node = parse_one(Source("f.yaml", 'a:\n  - "b c"\n  - d\n'))
    assert isinstance(node, Mapping)
    items = node.entries["a"]
    assert isinstance(items, Sequence)
    first, second = items.items
    assert isinstance(first, Scalar)
    assert first.quoted
    assert (first.span.line, first.span.column, first.span.length) == (2, 6, 3)
    assert (second.span.line, second.span.column, second.span.length) == (3, 5, 1)


def test_columns_are_counted_in_characters():
    """Chinese text before a scalar does not shift its place."""
    node = parse_one(Source("f.yaml", "{金额: 六百万, 事项: 甲}"))
    assert isinstance(node, Mapping)
    assert node.entries["事项"].span.column == 15


def test_a_file_may_hold_several_documents():
    """Documents are separated as YAML separates them."""
    assert [plain(node) for node in parse_documents(Source("f.yaml", "a: 1\n---\n- b\n"))] == [{"a": "1"}, ["b"]]


def test_json_lines_hold_a_document_a_line():
    """Empty lines do not count, and places are those of the file."""
    nodes = parse_documents(Source("f.jsonl", '{"a": 1}\n\n{"a": 2}\n'))
    assert [plain(node) for node in nodes] == [{"a": "1"}, {"a": "2"}]
    assert nodes[1].span.line == 3


JSON = st.recursive(
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\ufffe\uffff\u2028\u2029"))
    | st.integers().map(str),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("abc区长 /\\\"'", max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(JSON, st.booleans(), st.sampled_from([None, 2]))
def test_json_is_read_as_json(value, ascii_only, indent):
    """What a program writes as JSON is read back text for text, escapes of rare characters included."""
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    assert tree(text, "f.json") == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r'["\ud842\udfb7野家"]', ["𠮷野家"]),
        (r'["a\/b", "\\/", "\\\/"]', ["a/b", "\\/", "\\/"]),
        (r'["\n\t\"\\\u533a"]', ['\n\t"\\区']),
        ('{\n\t"a":\t1\n}', {"a": "1"}),
        ('{"a":-1.50,"b":[true,null]}', {"a": "-1.50", "b": ["true", "null"]}),
        ("41.10", "41.10"),
    ],
)
def test_every_escape_of_json_is_read(text, value):
    """Pairs of surrogates, slashes and tabs, which YAML writes otherwise."""
    assert tree(text, "f.json") == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "a: 1\nb: 2\na: 3\nb: 4\n",
            """\
f.yaml:3:1: duplicate-key: the key `a` stands twice
  a: 3
  ^
  see f.yaml:1:1
f.yaml:4:1: duplicate-key: the key `b` stands twice
  b: 4
  ^
  see f.yaml:2:1
""",
        ),
        (
            "a: &x [1]\nb: *x\n",
            """\
f.yaml:1:4: alias: YAML anchors and aliases are not accepted
  a: &x [1]
     ^
  help: write the content out
""",
        ),
        (
            "b: *x\n",
            """\
f.yaml:1:4: alias: YAML anchors and aliases are not accepted
  b: *x
     ^
  help: write the content out
""",
        ),
        (
            "a: !!python/object:os.system ls\n",
            """\
f.yaml:1:4: tag: the YAML tag `tag:yaml.org,2002:python/object:os.system` is not accepted
  a: !!python/object:os.system ls
     ^
""",
        ),
        (
            "? [a, b]\n: c\n",
            """\
f.yaml:1:3: key-not-text: a key must be plain text
  ? [a, b]
    ^
""",
        ),
        (
            "",
            """\
f.yaml:1:1: empty-file: `f.yaml` is empty

  ^
""",
        ),
        (
            "# only a comment\n",
            """\
f.yaml:1:1: empty-file: `f.yaml` is empty
  # only a comment
  ^
""",
        ),
    ],
)
def test_what_yaml_allows_and_packs_do_not(text, expected):
    """Duplicate keys, anchors, tags, keys that are no text, and nothing at all."""
    assert problems(text) == expected


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: [1, 2\nb: 3\n", "f.yaml:2:2"),
        ("a: 'x\n", "f.yaml:2:1"),
        ("a: b: c\n", "f.yaml:1:5"),
        ("\ta: 1\n", "f.yaml:1:1"),
        ("a: 1\n b: 2\n", "f.yaml:2:3"),
        ("a: @x\n", "f.yaml:1:4"),
        ("%YAML 9\n---\na", "f.yaml:1:"),
    ],
)
def test_broken_yaml_is_one_problem_with_a_place(text, place):
    """The place is where the reader gave up."""
    found = problems(text)
    assert found.startswith(place)
    assert "not-yaml: not readable as YAML: " in found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a": NaN}', "f.json:1:7: not-json: not readable as JSON: `NaN` is no number"),
        ('{"a":\n -Infinity}', "f.json:2:2: not-json: not readable as JSON: `-Infinity` is no number"),
        ('{"a": 1,}', "f.json:1:"),
        ('{"a" 1}', "f.json:1:6: not-json: "),
        ('{"a": 1, "a": 2}', "f.json:1:11: duplicate-key: the key `a` stands twice"),
        ("{'a': 1}", "f.json:1:2: not-json: "),
        ("", "f.json:1:1: empty-file: "),
        (" \n ", "f.json:1:1: empty-file: "),
        ('["\\ud800"]', "f.json:1:"),
        ('["a\tb"]', "f.json:1:4: not-json: "),
        ("[1] [2]", "f.json:1:5: not-json: "),
    ],
)
def test_broken_json_is_one_problem_with_a_place(text, expected):
    """NaN, duplicate keys and half a surrogate pair are refused like a missing comma."""
    found = problems(text, "f.json")
    assert found.startswith(expected)
    assert found.count("f.json:1") + found.count("f.json:2") >= 1


def test_json_lines_report_the_problems_of_all_lines():
    """Each line is a document of its own."""
    found = problems('{"a": }\n{"a": 1}\n[\n', "f.jsonl")
    assert found.startswith("f.jsonl:1:7: not-json")
    assert "\nf.jsonl:3:" in found


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\x07", "\x7f", "\x9f", "\ud800", "\ufffe"])
def test_characters_that_are_no_text_are_refused(character):
    """Control characters and halves of surrogate pairs are named by their place, and never printed."""
    found = problems(f"a: 1\nb: x{character}y\n")
    assert found.startswith(("f.yaml:2:5: not-yaml: ", "f.yaml:1:1: not-yaml: "))
    assert character not in found


@pytest.mark.parametrize("depth", [MAX_DEPTH + 1, 10_000, 60_000])
@pytest.mark.parametrize(
    ("opening", "name"),
    [("[", "f.yaml"), ("{a: ", "f.yaml"), ("- ", "f.yaml"), ("[", "f.json"), ('{"a":', "f.json"), ("[", "f.jsonl")],
)
def test_deep_nesting_is_refused(opening, name, depth):
    """However deep, and closed or not: the answer comes at the 65th level."""
    assert f"too-deep: nested more than {MAX_DEPTH} deep" in problems(opening * depth, name)


def test_deep_nesting_is_refused_in_a_thread():
    """A thread has a small stack, and nothing here needs a large one."""
    found: list[str] = []
    thread = threading.Thread(target=lambda: found.append(problems("[" * 10_000 + "]" * 10_000)))
    thread.start()
    thread.join()
    assert "too-deep" in found[0]


def test_the_deepest_nesting_is_read():
    """Sixty-four levels are enough for anybody, and are accepted."""
    assert tree("[" * MAX_DEPTH + "]" * MAX_DEPTH)
    assert tree("[" * MAX_DEPTH + "]" * MAX_DEPTH, "f.json")


def test_brackets_inside_json_text_do_not_nest():
    """What stands between quotes is text, escaped quotes included."""
    text = json.dumps(["[" * 100, '"' + "{" * 100])
    assert tree(text, "f.json") == json.loads(text)


def test_an_alias_bomb_does_not_go_off():
    """The first anchor ends the reading."""
    bomb = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    assert problems(bomb).count("alias:") == 1


def test_problems_stop_at_a_number():
    """A file of duplicate keys is not answered by as many problems."""
    found = problems("a: 1\n" * 5000)
    assert found.count("duplicate-key") == MAX_PROBLEMS
    assert f"too-many-problems: more than {MAX_PROBLEMS} problems" in found


def test_a_file_takes_one_document_where_one_is_asked_for():
    """The second document is pointed at."""
    with pytest.raises(ParseError, match="f.yaml:3:1: one-document"):
        parse_one(Source("f.yaml", "a: 1\n---\nb: 2\n"))


def test_bytes_are_utf8_with_or_without_a_mark():
    """A byte-order mark is dropped; other encodings are refused at the byte."""
    assert decode("\ufeff区".encode(), "f").text == "区"
    with pytest.raises(ParseError, match="not-utf8: `f` is not UTF-8 from byte 3 on"):
        decode("ab区".encode("gbk"), "f")
    with pytest.raises(ParseError, match="not-utf8"):
        decode("a: 1".encode("utf-16"), "f")


def test_a_file_that_is_not_there_is_a_problem(tmp_path):
    """So are a folder, a name too long, and a name with a NUL."""
    for path, code in [("none.yaml", "file-not-found"), (".", "not-a-file"), ("x" * 999, "file-not-readable")]:
        with pytest.raises(ParseError, match=code):
            read_file(tmp_path / path)
    with pytest.raises(ParseError, match="file-not-readable"):
        read_file(tmp_path / "a\0b")


def test_a_device_is_no_file():
    """What never ends is not read."""
    with pytest.raises(ParseError, match="not-a-file"):
        read_file(Path("/dev/zero"))


def test_a_pipe_into_which_nobody_writes_is_empty(tmp_path):
    """Reading does not wait for a writer that may never come."""
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ParseError, match="empty-file"):
        parse_documents(read_file(tmp_path / "pipe"))


def test_a_pipe_is_read_to_its_end(tmp_path):
    """Process substitution gives a pipe whose writer is there."""
    reading, writing = os.pipe()
    os.write(writing, b"a: 1\n")
    os.close(writing)
    assert read_file(tmp_path.joinpath(f"/dev/fd/{reading}")).text == "a: 1\n"
    os.close(reading)


def test_a_large_file_is_refused_without_being_read_whole(tmp_path):
    """One byte more than the limit is enough to know."""
    path = tmp_path / "large.yaml"
    with path.open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    with pytest.raises(ParseError, match="file-too-large: .* is larger than 16 MiB"):
        read_file(path)


@given(st.text(max_size=200))
def test_every_text_is_read_or_refused(text):
    """No text raises anything but ParseError, whatever it is taken for."""
    for name in ("f.yaml", "f.json", "f.jsonl"):
        try:
            parse_documents(Source(name, text))
        except ParseError as error:
            assert error.problems  # noqa: PT017 -- either way is right
