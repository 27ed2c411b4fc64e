"""The command line as a whole: languages, help, mistakes in the words, and never a traceback; in real processes too."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from small_pack import write
from typer.testing import CliRunner

from rules_engine import __version__
from rules_engine.cli import app
from rules_engine.cli.language import language_of

ROOT = Path(__file__).parent.parent
CASE = "jurisdiction: linhe\naction: meeting.hold\ndate: 2026-11-20\nfacts: {meeting: executive, chair: clerk}\n"
COMMANDS = ("check", "coverage", "lint", "packs", "show", "source", "test", "vocabulary")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with a pack and a case."""
    place = tmp_path_factory.mktemp("app")
    write(place / "packs")
    (place / "case.yaml").write_text(CASE, encoding="utf-8")
    return place


def process(*words, folder, **environment):
    """Run the command line as a process of its own."""
    kept = {
        name: value for name, value in os.environ.items() if name not in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR")
    }
    return subprocess.run(
        [sys.executable, "-m", "rules_engine", *words],
        cwd=folder,
        env={**kept, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **environment},
        capture_output=True,
        timeout=600,
        check=False,
    )


@pytest.mark.parametrize(
    ("words", "environment", "expected"),
    [
        ([], {}, "en"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "en_US.UTF-8"}, "en"),
        ([], {"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ([], {"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_TW"}, "zh"),
        ([], {"LANG": "en_US", "LC_ALL": "", "LC_MESSAGES": "zh"}, "zh"),
        (["check", "--lang", "zh", "a"], {}, "zh"),
        (["check", "--lang=en", "a"], {"LANG": "zh_CN.UTF-8"}, "en"),
        (["check", "--lang"], {"LANG": "zh_CN.UTF-8"}, "zh"),
        (["check", "--lang", "fr"], {"LANG": "zh_CN.UTF-8"}, "zh"),
    ],
)
def test_the_language_is_asked_for_or_the_locale_s(words, environment, expected):
    """`--lang` comes first, then the locale's variables in their own order; all but Chinese is English."""
    assert language_of(words, environment) == expected


@pytest.mark.parametrize(("name", "expected"), [("Chinese (Simplified)_China", "zh"), ("zh_CN", "zh"), (None, "en")])
def test_windows_says_its_language_itself(name, expected, monkeypatch):
    """Windows sets none of those variables: a Chinese Windows gets Chinese all the same, unless one says otherwise."""
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr("locale.getlocale", lambda: (name, "936"))
    assert language_of([], {}) == expected
    assert language_of([], {"LANG": "C"}) == "en"


def test_the_locale_chooses_the_language_of_a_run(folder):
    """A Chinese system gets Chinese, another English."""
    words = ("check", "case.yaml", "--packs", "packs")
    assert process(*words, folder=folder, LANG="zh_CN.UTF-8").stdout.decode().startswith("【不符合】")
    assert process(*words, folder=folder, LANG="de_DE.UTF-8").stdout.decode().startswith("[DOES NOT CONFORM]")


def test_help_names_every_command(folder):
    """The help page is in the user's language, and asking for nothing shows it."""
    shown = process("--help", folder=folder, LANG="en_US.UTF-8").stdout.decode()
    listed = shown.partition("Of a case")[2].splitlines()
    assert {line.split()[0] for line in listed if line.startswith("  ") and line[2:3].strip()} >= set(COMMANDS)
    assert process(folder=folder, LANG="en_US.UTF-8").stdout.decode() == shown
    assert "核对案例是否符合工作规则" in process("check", "--help", folder=folder, LANG="zh_CN.UTF-8").stdout.decode()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command):
    """No command is without its page."""
    result = CliRunner().invoke(app, [command, "--help"])
    assert result.exit_code == 0
    assert "--help" in result.stdout


def test_the_version():
    """The version is the package's."""
    assert CliRunner().invoke(app, ["--version"]).stdout == f"rules-engine {__version__}\n"


@pytest.mark.parametrize(
    "words",
    [
        ["chek"],
        ["check"],
        ["check", "--no-such"],
        ["check", "a", "--format", "xml"],
        ["show"],
        ["packs", "superfluous"],
        ["--lang", "zh", "packs"],
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_mistake_in_the_words_is_invalid_input(words, lang, monkeypatch):
    """One line says what is wrong, the next where help is."""
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8" if lang == "zh" else "C")
    result = CliRunner().invoke(app, words)
    language = "zh" if "zh" in words or lang == "zh" else "en"
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith({"zh": "命令有误: ", "en": "usage: "}[language])
    assert result.stderr.splitlines()[-1].endswith("--help")


def test_a_checkout_s_launcher_is_the_same_command(folder):
    """`python cli.py` and `python -m rules_engine` answer alike."""
    words = ("check", "case.yaml", "--packs", "packs", "--lang", "zh")
    launched = subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), *words], cwd=folder, capture_output=True, check=False, timeout=600
    )
    module = process(*words, folder=folder)
    assert (launched.returncode, launched.stdout) == (module.returncode, module.stdout)
    assert module.returncode == 1
    assert module.stderr == b""


def test_a_closed_pipe_is_no_error(folder):
    """`| head` ends the command without a word."""
    reading, writing = os.pipe()
    os.close(reading)
    with subprocess.Popen(
        [sys.executable, "-m", "rules_engine", "check", "case.yaml", "--packs", "packs"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=writing,
        stderr=subprocess.PIPE,
    ) as running:
        os.close(writing)
        assert running.communicate(timeout=600)[1] == b""
        assert running.returncode == 141


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_an_interrupt_ends_quietly(folder):
    """Ctrl-C while standard input is awaited ends with the shell's own code for it."""
    program = (
        "import os, signal, sys, time, types\n"
        "class Waiting:\n"
        "    def read(self, size):\n"
        "        os.kill(os.getpid(), signal.SIGINT)\n"
        "        time.sleep(30)\n"
        "sys.stdin = types.SimpleNamespace(buffer=Waiting())\n"
        "sys.argv[1:] = ['check', '-', '--packs', 'packs']\n"
        "from rules_engine.cli import main\n"
        "main()\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        timeout=600,
    )
    assert (result.returncode, result.stdout, result.stderr) == (130, b"", b"")


def test_a_terminal_without_chinese_gets_codes_instead_of_a_traceback(folder):
    """What cannot be shown is shown as its code."""
    words = ("check", "case.yaml", "--packs", "packs", "--lang", "zh")
    result = process(*words, folder=folder, PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert result.returncode == 1
    assert result.stdout.startswith(rb"\u3010")
    assert result.stderr == b""


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_disk_is_one_message(folder, unbuffered):
    """What cannot be written is said in a line."""
    if not Path("/dev/full").exists():
        pytest.skip("this system has no device that is always full")
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(
            [sys.executable, "-m", "rules_engine", "packs", "--packs", "packs", "--lang", "en"],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": unbuffered},
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=600,
        )
    assert result.returncode == 2
    assert b"Traceback" not in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_an_error_of_our_own_is_one_message(folder, monkeypatch):
    """Even what should never happen is a line and not a traceback, unless one is asked for."""

    def fail(*_args, **_keywords):
        raise ZeroDivisionError("boom")

    monkeypatch.setattr("rules_engine.engine.Engine.decide", fail)
    monkeypatch.chdir(folder)
    words = ["check", "case.yaml", "--packs", "packs", "--lang", "en"]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 70
    assert result.stderr.startswith("internal error: ZeroDivisionError boom. ")
    monkeypatch.setenv("RULES_ENGINE_TRACEBACK", "1")
    assert isinstance(CliRunner().invoke(app, words).exception, ZeroDivisionError)


def test_the_text_of_a_decision_needs_no_pydantic_and_no_rich(folder):
    """A pipe pays for neither: the engine and its pages import none of them."""
    program = (
        "import sys\nfrom rules_engine import Engine\nfrom rules_engine.render.decision import decision_page\n"
        "from rules_engine.render.terminal import write\nengine = Engine.load('packs')\n"
        "decision = engine.check('linhe', 'meeting.hold', {})\n"
        "write(decision_page(decision, engine.pack('linhe'), engine.vocabulary, 'zh'), sys.stdout)\n"
        "assert not {'pydantic', 'rich', 'typer'} & set(sys.modules)\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        check=False,
        timeout=600,
    )
    assert result.stderr == b""
    assert result.returncode == 0
