"""Mistakes in the words of a command line, in both languages."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from rules_engine.cli import app

SEE = {"zh": "用法", "en": "see"}
HELP = {"zh": "提示", "en": "help"}


@pytest.mark.parametrize(
    ("words", "zh", "en", "mend_zh"),
    [
        ("chek", "没有命令 `chek`", "there is no command `chek`", "是否指 `check`？"),
        ("ledger ad", "没有命令 `ad`", "there is no command `ad`", "是否指 `add`？"),
        ("xyzzy", "没有命令 `xyzzy`", "there is no command `xyzzy`", None),
        ("check", "缺少参数 `CASE...`", "the argument `CASE...` is missing", None),
        ("options a.yaml", "缺少参数 `FACT`", "the argument `FACT` is missing", None),
        ("report a.yaml", "缺少选项 `--output`", "the option `--output` is missing", None),
        ("check a --strikt", "没有选项 `--strikt`", "there is no option `--strikt`", "是否指 `--strict`？"),
        ("--lang zh packs", "没有选项 `--lang`", "there is no option `--lang`", "选项写在命令之后"),
        ("check a --format xml", "`--format` 不能是 `xml`", "`--format` cannot be `xml`", "可用：text、json"),
        ("remedy a --limit 0", "`--limit` 的值不对", "the value of `--limit` cannot be", "请写 1 至 200 的整数"),
        ("remedy a --limit x", "`--limit` 的值不对", "the value of `--limit` cannot be", "请写 1 至 200 的整数"),
        ("packs a b", "多了参数 `a b`", "the argument `a b` is one too many", None),
        ("check a --as-of", "选项 `--as-of` 后面须有值", "the option `--as-of` needs a value", None),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_mistake_is_told_with_its_mend(words, zh, en, mend_zh, lang, monkeypatch):
    """What is wrong, what to write instead where that is known, and where the help page is."""
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8" if lang == "zh" else "C")
    result = CliRunner().invoke(app, words.replace("--lang zh", f"--lang {lang}").split())
    told, *mend = result.stderr.splitlines()
    assert (result.exit_code, result.stdout) == (2, "")
    assert {"zh": zh, "en": en}[lang] in told
    assert len(mend) == (2 if mend_zh else 1) - ("后面须有值" in zh)
    if mend_zh:
        assert mend[0].startswith(f"  {HELP[lang]}: ")
        assert lang == "en" or mend_zh in mend[0]
    if "后面须有值" not in zh:
        assert mend[-1].startswith(f"  {SEE[lang]}: ")
        assert mend[-1].endswith("--help")
