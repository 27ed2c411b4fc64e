"""What the command answers to input that is broken, hostile or huge: one clear error each, soon, and exit code 2."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from small_pack import write

from rules_engine.cli import app

HEAD = "jurisdiction: linhe\naction: meeting.hold\nfacts:\n"
MEMORY = 1536 * 2**20
SECONDS = 60

# What is written into a file, and how the answer begins after the file's name.
SMALL = {
    "an empty action": ("jurisdiction: linhe\naction: ''\n", ":2:10: unknown-action: the vocabulary has no action ``"),
    "an empty jurisdiction": ("jurisdiction: ''\naction: paper.sign\n", ":1:16: unknown-jurisdiction: "),
    "an empty dossier": ("jurisdiction: linhe\nsteps: []\n", ":2:8: not-steps: steps is a list of acts, one at least"),
    "wrong type of a count": (
        f"{HEAD}  present: many\n",
        ":4:12: wrong-value: `many` cannot be the value of `present`",
    ),
    "a list for a count": (f"{HEAD}  present: [3]\n", ":4:12: wrong-value: "),
    "a mapping for money": (f"{HEAD}  amount: {{a: 1}}\n", ":4:11: wrong-value: "),
    "unknown fact": (f"{HEAD}  presnt: 3\n", ":4:3: unknown-fact: the vocabulary has no fact `presnt`"),
    "unknown value": (f"{HEAD}  chair: hed\n", ":4:10: unknown-value: `hed` is no value of `chair`"),
    "unknown entry": ("jurisdicton: linhe\n", ":1:1: unknown-key: a case has no entry `jurisdicton`"),
    "unknown action": ("jurisdiction: linhe\naction: meeting.held\n", ":2:9: unknown-action: "),
    "unknown district": ("jurisdiction: linghe\naction: meeting.hold\n", ":1:15: unknown-jurisdiction: "),
    "duplicate key": (f"{HEAD}  present: 3\n  present: 4\n", ":5:3: duplicate-key: the key `present` stands twice"),
    "one fact by id and alias": (f"{HEAD}  present: 3\n  到会人数: 3\n", ":5:3: fact-twice: "),
    "alias bomb": ("a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n", ":1:4: alias: "),
    "a tag": ("a: !!python/object/apply:os.system [ls]\n", ":1:4: tag: "),
    "empty": ("", ":1:1: empty-file: "),
    "no case in the list": ("[]\n", ":1:1: empty-file: "),
    "not a number of money": (f"{HEAD}  amount: NaN\n", ":4:11: wrong-value: `NaN` cannot be the value of `amount`"),
    "infinite money": (f"{HEAD}  amount: .inf\n", ":4:11: wrong-value: "),
    "negative money": (f"{HEAD}  amount: -600万元\n", ":4:11: wrong-value: "),
    "half a fen": (f"{HEAD}  amount: 4999999.995\n", ":4:11: wrong-value: "),
    "30 February": (f"{HEAD}  minutes_on: 2026-02-30\n", ":4:15: wrong-value: "),
    "a date of the case in no calendar": (f"date: 2026-13-01\n{HEAD}  present: 1\n", ":1:7: wrong-value: "),
    "more present than there are": (f"{HEAD}  present: 9\n  members: 5\n", ":4:3: impossible: "),
    "a tab": ("\tjurisdiction: linhe\n", ":1:1: not-yaml: "),
    "an unclosed quote": ("a: 'b\n", ":2:1: not-yaml: "),
    "a control character": (f"{HEAD}  chair: he\x1bad\n", ":4:12: not-yaml: "),
    "a NUL": (f"{HEAD}  chair: he\x00ad\n", ":4:12: not-yaml: "),
    "an escaped control character": (f'{HEAD}  chair: "\\e[31mhead"\n', ":4:11: unknown-value: "),
    "an escaped NUL": (f'{HEAD}  amount: "5\\0"\n', ":4:12: wrong-value: "),
    "not UTF-8": (HEAD.encode() + "  chair: 区长\n".encode("gbk"), ": not-utf8: "),
    "UTF-16": (HEAD.encode("utf-16"), ": not-utf8: "),
}
SMALL_JSON = {
    "JSON cut short": ('{"jurisdiction": "linhe"', ":1:25: not-json: "),
    "NaN in JSON": ('{"facts": {"amount": NaN}}', ":1:22: not-json: "),
    "duplicate key in JSON": ('{"facts": {}, "facts": {}}', ":1:16: duplicate-key: "),
    "half a surrogate pair": ('{"jurisdiction": "\\ud800"}', ":1:"),
    "a float where a count is due": (
        '{"jurisdiction": "linhe", "action": "meeting.hold", "facts": {"present": 3.5}}',
        ":1:74: wrong-value: ",
    ),
    "true where money is due": (
        '{"jurisdiction": "linhe", "action": "meeting.hold", "facts": {"amount": true}}',
        ":1:73: wrong-value: ",
    ),
}
# What costs much to write down, and much to read for a careless reader.
HUGE = {
    "10,000 deep in YAML": ("[" * 10_000 + "]" * 10_000, "yaml", ":1:65: too-deep: "),
    "10,000 deep in block YAML": ("- " * 10_000, "yaml", ":1:129: too-deep: "),
    "10,000 deep in JSON": ("[" * 10_000 + "]" * 10_000, "json", ":1:65: too-deep: "),
    "10,000 mappings deep in JSON": ('{"a":' * 10_000 + "1" + "}" * 10_000, "json", ":1:321: too-deep: "),
    "60,000 open brackets": ("[" * 60_000, "yaml", ":1:65: too-deep: "),
    "a scalar of eight megabytes": (f"{HEAD}  chair: {'x' * 2**23}\n", "yaml", ":4:10: unknown-value: `xxxx"),
    "eight megabytes of digits": (f"{HEAD}  amount: {'9' * 2**23}\n", "yaml", ":4:11: wrong-value: `9999"),
    "a name of eight megabytes": (f"{HEAD}  ? {'x' * 2**23}\n  : 1\n", "yaml", ":4:5: unknown-fact: "),
    "a million keys": ("".join(f"k{n}: 1\n" for n in range(1_000_000)), "yaml", ":500000:10: too-many-nodes: "),
    "a million keys in JSON": (json.dumps({f"k{n}": 1 for n in range(1_000_000)}), "json", ":1:"),
    "fifty thousand unknown facts": (
        HEAD + "".join(f"  k{n}: 1\n" for n in range(50_000)),
        "yaml",
        ":4:3: unknown-fact: ",
    ),
    "fifty thousand equal keys": ("a: 1\n" * 50_000, "yaml", ":2:1: duplicate-key: "),
    "fifty thousand wrong cases": ("- a\n" * 50_000, "yaml", ":1:3: not-a-case: "),
    "fifty thousand wrong lines": ("x\n" * 50_000, "jsonl", ":1:1: not-json: "),
}


@pytest.fixture(scope="module")
def packs(tmp_path_factory):
    """A folder with the small pack."""
    return write(tmp_path_factory.mktemp("packs"))


def answer(packs, path, capsys):
    """What the command says of one file of cases; it must end with 2, without a traceback or an excuse."""
    code = app(["check", str(path), "--packs", str(packs), "--lang", "en"], standalone_mode=False)
    printed, told = capsys.readouterr()
    assert code == 2
    assert printed == ""
    assert "internal error" not in told
    return told


def write_case(folder, content, suffix="yaml"):
    """A file with the content given, as text or bytes."""
    path = folder / f"case.{suffix}"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    return path


@pytest.mark.parametrize(("content", "expected"), SMALL.values(), ids=SMALL)
def test_a_mistake_is_answered_by_place_code_and_sentence(packs, tmp_path, capsys, content, expected):
    """Every mistake in a YAML case has file, line, column, code and sentence."""
    path = write_case(tmp_path, content)
    told = answer(packs, path, capsys).replace("\n", "")
    assert f"{path}{expected}".replace(" ", "") in told.replace(" ", "") or f"{expected[2:]}`{path}" in told
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", told)


@pytest.mark.parametrize(("content", "expected"), SMALL_JSON.values(), ids=SMALL_JSON)
def test_a_mistake_in_json_is_answered_the_same_way(packs, tmp_path, capsys, content, expected):
    """Every mistake in a JSON case has file, line, column, code and sentence."""
    path = write_case(tmp_path, content, "json")
    assert answer(packs, path, capsys).replace("\n", "").startswith(f"{path}{expected}")


def test_the_nearest_name_is_offered(packs, tmp_path, capsys):
    """A misspelt district, action, fact and value each get the name that was probably meant."""
    for content, near in [
        ("jurisdiction: linghe\naction: meeting.hold\n", "linhe"),
        ("jurisdiction: linhe\naction: meeting.held\n", "meeting.hold"),
        (f"{HEAD}  presnt: 3\n", "present"),
        (f"{HEAD}  chair: hed\n", "head"),
    ]:
        assert f"help: did you mean `{near}`?" in answer(packs, write_case(tmp_path, content), capsys)


def run(packs, *words):
    """The command in a process with bounded memory and time: its exit code and what it said on standard error."""
    limits = f'ulimit -v {MEMORY // 1024}; ulimit -t {SECONDS}; exec "$@"'
    command = [sys.executable, "-m", "rules_engine", "check", *words, "--packs", str(packs), "--lang", "en"]
    done = subprocess.run(
        ["sh", "-c", limits, "sh", *command],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=10 * SECONDS,
        check=False,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert len(done.stderr) < 200_000
    return done.returncode, done.stderr


@pytest.mark.parametrize(("content", "suffix", "expected"), HUGE.values(), ids=HUGE)
def test_huge_input_costs_little(packs, tmp_path, content, suffix, expected):
    """Deep, long and wide files are answered within bounded memory and time, by few problems."""
    path = write_case(tmp_path, content, suffix)
    code, told = run(packs, str(path))
    assert code == 2
    assert f"{path}{expected}" in told.replace("\n", "")


def test_a_file_of_a_hundred_megabytes_is_not_read(packs, tmp_path):
    """The answer comes after the first sixteen, for standard input too."""
    path = tmp_path / "case.yaml"
    with path.open("wb") as stream:
        stream.truncate(100 * 2**20)
    code, told = run(packs, str(path))
    assert code == 2
    assert told.replace("\n", " ").startswith("file-too-large: ")


@pytest.mark.parametrize(
    ("name", "code"),
    [("", "not-a-file"), ("none.yaml", "file-not-found"), ("/dev/zero", "not-a-file"), ("/dev/null", "not-a-file")],
)
def test_what_is_no_file_is_not_read(packs, tmp_path, capsys, name, code):
    """A folder, a device and nothing at all are told apart from a file."""
    assert answer(packs, tmp_path / name, capsys).startswith(f"{code}: ")


def test_a_pipe_without_a_writer_is_not_waited_for(packs, tmp_path, capsys):
    """It is an empty file."""
    os.mkfifo(tmp_path / "pipe")
    assert ":1:1: empty-file: " in answer(packs, tmp_path / "pipe", capsys)


def test_a_file_that_may_not_be_read_is_a_problem(packs, tmp_path, capsys):
    """The system's reason is passed on."""
    path = write_case(tmp_path, HEAD)
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    assert answer(packs, path, capsys).startswith("file-not-readable: ")


def test_standard_input_is_named_as_such(packs):
    """Problems of what was piped in have a place, too."""
    code, told = run(packs, "-")
    assert code == 2
    assert told.startswith("<stdin>:1:1: empty-file: ")


def test_the_good_case_beside_a_bad_one_is_still_decided(packs, tmp_path, capsys):
    """One broken file does not silence the others, and the exit code says that one is broken."""
    good = tmp_path / "good.yaml"
    good.write_text(f"{HEAD}  meeting: plenary\n", encoding="utf-8")
    bad = write_case(tmp_path, "[]")
    code = app(
        ["check", str(good), str(bad), "--packs", str(packs), "--lang", "en", "--format", "json"], standalone_mode=False
    )
    printed, told = capsys.readouterr()
    assert code == 2
    assert len(json.loads(printed)) == 1
    assert "empty-file" in told


def test_folders_of_packs_that_cannot_be(tmp_path, capsys):
    """A folder that is missing, empty or a file is a problem with a code."""
    file = write_case(tmp_path, HEAD)
    for folder, code in [
        (tmp_path / "none", "file-not-found"),
        (file, "not-a-folder"),
        (tmp_path, "unknown-jurisdiction"),
    ]:
        assert code in answer(folder, file, capsys)


def test_a_pack_that_is_wrong_is_told_with_all_its_problems(tmp_path, capsys):
    """Asking of a broken pack shows what is wrong with the pack."""
    packs = write(tmp_path, parameters="quorum: {at_least: 3/2, cite: '9'}\n")
    told = answer(packs, write_case(tmp_path, HEAD), capsys)
    assert "parameters.yaml:1:20: bad-limit: " in told.replace("\n", "")
    assert "parameters.yaml:1:32: unknown-article: " in told.replace("\n", "")


def test_this_folder_is_never_written_to(packs):
    """Nothing that was read left anything behind."""
    assert {path.name for path in Path(packs).iterdir()} == {"linhe", "vocabulary"}
