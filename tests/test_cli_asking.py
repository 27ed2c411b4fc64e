"""`ask` and `options`: through a pipe and through a terminal, in both languages."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from shown_pack import write_shown
from typer.testing import CliRunner

from rules_engine import Engine
from rules_engine.cli import app
from rules_engine.source import Source, display_width

GOLDEN = Path(__file__).parent / "golden" / "inquiry"
HALF = """\
jurisdiction: linhe
action: meeting.hold
date: 2026-03-02
facts: {meeting: executive, members: 9, present: 9, amount: 1万元}
"""
DECISION = re.compile(r"^(【.*】|\[[A-Z ]+\]) .*", re.MULTILINE | re.DOTALL)

# What is said to the questions of a meeting: help, mistakes, a step back, a don't know.
SAID = {
    "zh": [
        "?",
        "每周例会",
        "99",
        "2",
        "上一步",
        "常务会议",
        "?",
        "区长",
        "不知道",
        "?",
        "12",
        "5",
        "9",
        "700万元",
        "?",
    ],
    "en": ["?", "weekly", "99", "2", "back", "executive meeting", "?", "head", "", "?", "12", "5", "9", "7000000", "?"],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with packs and half a case."""
    place = tmp_path_factory.mktemp("ask")
    write_shown(place / "packs")
    (place / "half.yaml").write_text(HALF, encoding="utf-8")
    (place / "two.yaml").write_text(f"{HALF}---\n{HALF}", encoding="utf-8")
    return place


@pytest.fixture
def run(folder, monkeypatch):
    """Run a command in the folder of the cases."""
    monkeypatch.chdir(folder)

    def command(*words, lang="en", said=()):
        stdin = "".join(f"{line}\n" for line in said)
        return CliRunner().invoke(app, [*words, "--packs", "packs", "--lang", lang], input=stdin)

    return command


def undigested(result):
    """What a command printed, without the pack's digest, which changes with any of its words."""
    return re.sub("sha256:[0-9a-f]{64}", "sha256:…", result.stdout)


def golden(name, lang):
    """The text that was looked at."""
    return (GOLDEN / f"{name}.{lang}.txt").read_text(encoding="utf-8")


def told(result):
    """What an interview prints before the decision."""
    return DECISION.sub("", result.output)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_interview_through_a_pipe(run, lang):
    """One question, one line; mistakes are told and asked again, and the way back leads to the question before."""
    result = run("ask", "linhe", "meeting.hold", "--date", "2026-03-02", lang=lang, said=SAID[lang])
    assert told(result) == golden("interview", lang)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_elements_of_a_set_through_a_pipe(run, lang):
    """All that matter are listed; what is not named is not there, and the set is complete."""
    said = {
        "zh": ["全体会议", "区长", "?", "其余未知"],
        "en": ["1", "1", "?", "back", "head", "0", "others unknown"],
    }
    result = run("ask", "linhe", "meeting.hold", "--date", "2026-03-02", lang=lang, said=said[lang])
    assert told(result) == golden("elements", lang)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_options_of_a_post(run, lang):
    """Who may chair: conforming ones first, each with its article."""
    assert undigested(run("options", "half.yaml", "chair", lang=lang)) == golden("options-chair", lang)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_options_of_a_sum(run, lang):
    """Ranges between limits."""
    assert undigested(run("options", "half.yaml", "amount", lang=lang)) == golden("options-amount", lang)


def test_an_interview_ends_where_the_verdict_is_settled(run):
    """A clerk chairs: nothing else is asked, and the exit code is that of `check`."""
    result = run("ask", "--case", "half.yaml", said=["clerk", "never read"])
    assert result.exit_code == 1
    assert "1. chair" in result.stdout
    assert "2. " not in result.stdout.partition("[DOES NOT CONFORM]")[0]


def test_a_case_that_is_decided_is_not_asked_about(run, folder):
    """The decision comes at once."""
    (folder / "whole.yaml").write_text(HALF.replace("{meeting", "{chair: head, meeting"), encoding="utf-8")
    result = run("ask", "--case", "whole.yaml")
    assert result.exit_code == 0
    assert result.stdout.startswith("[CONFORMS]")


@pytest.mark.parametrize(
    ("said", "reason"), [((), "stopped before the end"), (["?", "quit"], "stopped before the end")]
)
def test_the_answers_may_end_early(run, said, reason):
    """Then the answer is what is known by then."""
    result = run("ask", "--case", "half.yaml", said=said)
    assert result.exit_code == 3
    assert reason in result.stdout
    assert "[INCOMPLETE]" in result.stdout


def test_what_nobody_knows_stays_open(run):
    """With nothing left to ask it says what is not known."""
    result = run("ask", "--case", "half.yaml", said=["unknown"])
    assert result.exit_code == 3
    assert "nothing is left to ask, and there is no answer yet." in result.stdout
    assert "not known: chair\n" in result.stdout


def test_a_verdict_that_no_answer_changes(run, folder):
    """A plenary meeting with a hearing, a large sum or not: against the prohibition either way."""
    text = "jurisdiction: linhe\naction: meeting.hold\ndate: 2026-03-02\nfacts: {meeting: plenary, chair: head}\n"
    (folder / "plenary.yaml").write_text(text, encoding="utf-8")
    result = run("ask", "--case", "plenary.yaml", said=["?", "1, 2"])
    assert result.exit_code == 1
    assert "[DOES NOT CONFORM]" in result.stdout


def test_a_saved_case_takes_the_place_of_the_old_one_whole(run, folder):
    """The file keeps its permissions, a link stays a link, and nothing is left beside them."""
    real, link = folder / "real.yaml", folder / "link.yaml"
    real.write_text("old", encoding="utf-8")
    real.chmod(0o640)
    link.symlink_to(real)
    before = {path.name for path in folder.iterdir()}
    run("ask", "--case", "half.yaml", "--save", link.name, said=[])
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8").startswith("# written by rules-engine ask")
    assert real.stat().st_mode & 0o777 == 0o640
    assert {path.name for path in folder.iterdir()} == before


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_case_is_saved(run, folder, lang):
    """`check` reads it back to the same answer; an emergency that nobody knows of is not presumed away."""
    saved = folder / f"saved.{lang}.yaml"
    said = {"zh": ["政府", "副区长", "不知道"], "en": ["government", "deputy head", "unknown"]}[lang]
    asked = run("ask", "--case", "half.yaml", "--strict", "--save", saved.name, lang=lang, said=said)
    text = saved.read_text(encoding="utf-8")
    assert text.startswith("# ")
    checked = run("check", saved.name, "--strict", "--format", "json")
    again = run("ask", "--case", saved.name, "--strict", "--format", "json")
    assert checked.exit_code == asked.exit_code
    assert json.loads(checked.stdout)["facts"] == json.loads(again.stdout)["facts"]
    assert json.loads(checked.stdout)["withheld"] == ["urgent"]


def test_data_go_to_standard_output_and_questions_beside_it(folder):
    """A program reads the decision alone."""
    words = ["ask", "--case", "half.yaml", "--format", "json", "--packs", "packs", "--lang", "en"]
    made = subprocess.run(
        [sys.executable, "-m", "rules_engine", *words],
        input="head\n",
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=folder,
        check=False,
    )
    assert made.returncode == 0
    assert json.loads(made.stdout)["verdict"] == "allow"
    assert "1. chair" in made.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["ask"], "name a jurisdiction and an action"),
        (["ask", "linhe"], "name a jurisdiction and an action"),
        (["ask", "linhe", "meeting.hode"], "`meeting.hold`"),
        (["ask", "lynhe", "meeting.hold"], "`linhe`"),
        (["ask", "linhe", "meeting.hold", "--case", "half.yaml"], "with --case the file says"),
        (["ask", "--case", "-"], "the answers come from there"),
        (["ask", "--case", "two.yaml"], "has 2 cases"),
        (["ask", "--case", "none.yaml"], "none.yaml"),
        (["ask", "linhe", "meeting.hold", "--date", "soon"], "`soon`"),
        (["ask", "linhe", "meeting.hold", "--article", "99"], "`99`"),
        (["ask", "linhe", "meeting.hold", "--save", "nowhere/x.yaml"], "no such folder"),
        (["ask", "linhe", "meeting.hold", "--save", "."], "cannot-write: `.` cannot be written: Is a directory"),
        (["options", "half.yaml", "chairs"], "`chair`"),
        (["options", "two.yaml", "chair"], "has 2 cases"),
    ],
)
def test_one_clear_error(run, words, message):
    """What cannot be asked is told before the first question."""
    result = run(*words)
    assert result.exit_code == 2
    assert message in result.stderr
    assert "> " not in result.stdout


def test_an_article_alone_is_asked_about(run):
    """Of the quorum two facts are asked, and the kind of meeting."""
    said = ["executive meeting", "9", "5"]
    result = run("ask", "linhe", "meeting.hold", "--article", "2.1", said=said)
    assert result.exit_code == 0
    assert "3. members present" in result.stdout


def test_options_as_data(run):
    """The same for programs."""
    (found,) = json.loads(run("options", "half.yaml", "chair", "--format", "json").stdout)
    assert (found["fact"], found["current"], found["read"]) == ("chair", None, True)
    assert [(option["verdict"], option["values"]) for option in found["options"]] == [
        ("allow", ["head"]),
        ("deny", ["deputy", "clerk"]),
    ]
    assert found["options"][0]["grounds"][0]["citation"]["text"]["zh"] == "第二条第二款"


def test_a_shipped_pack_from_question_to_check(tmp_path):
    """From the first question about a decision on funds to a saved case that conforms."""
    saved = tmp_path / "funds.yaml"
    words = ["ask", "hongqiao", "matter.decide", "--date", "2026-03-02", "--save", str(saved), "--lang", "zh"]
    result = CliRunner().invoke(app, words, input="大额资金\n600万元\n?\n区长办公会议\n")
    assert result.exit_code == 1
    assert "全体会议、常务会议：符合\n" in result.output
    (case,) = Engine.load().cases(Source("funds.yaml", saved.read_text(encoding="utf-8")))
    assert case.facts["amount"] == 600_000_000


def typed(folder, *lines, **environment):
    """What a terminal of sixty columns shows of an interview, and the exit code."""
    import pty  # Windows has none

    said = list(lines)
    words = ["ask", "--case", "half.yaml", "--packs", "packs", "--lang", "zh"]
    inherited = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "rules_engine", *words],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=folder,
        env={**inherited, "TERM": "xterm", "COLUMNS": "60", **environment},
    ) as child:
        os.close(theirs)
        watchdog = threading.Timer(600, child.kill)  # whoever waits for an answer that was lost would wait for ever
        watchdog.start()
        shown = b""
        with contextlib.suppress(OSError):  # how Linux tells that the other side is closed
            while part := os.read(ours, 4096):
                shown += part
                if shown.endswith(b"> ") and said:  # what is typed before the prompt may be lost
                    os.write(ours, said.pop(0).encode())
        os.close(ours)
        watchdog.cancel()
    return shown.decode(), child.returncode


@pytest.mark.skipif(os.name != "posix", reason="a pseudo-terminal is a thing of POSIX")
@pytest.mark.parametrize("environment", [{}, {"NO_COLOR": "1"}], ids=["colour", "none"])
def test_an_interview_on_a_terminal(folder, environment):
    """Pages wrapped to the width, in colour unless it is unwanted, and answers typed after a prompt."""
    text, code = typed(folder, "?\n", "区长\n", **environment)
    assert code == 0
    assert bool(re.search(r"\x1b\[1;3\dm", text)) is not bool(environment)
    plain = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", text)
    assert "> " in plain
    assert "副区长、科员：不符合" in plain
    assert "【符合】" in plain
    assert all(display_width(line) <= 60 for line in plain.splitlines())


@pytest.mark.skipif(os.name != "posix", reason="a pseudo-terminal is a thing of POSIX")
def test_the_end_of_input_on_a_terminal(folder):
    """Ctrl-D stops, and the answer is what is known by then."""
    text, code = typed(folder, "\x04")
    assert code == 3
    assert "【待补充】" in text
