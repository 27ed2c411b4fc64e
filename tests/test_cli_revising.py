"""`analyse why-changed`: the text, the data and the exit code."""

from __future__ import annotations

import json

import pytest
from small_pack import PACK, VOCABULARY, write

from rules_engine.cli import app

CASES = """\
- id: by-clerk
  jurisdiction: linhe
  action: meeting.hold
  date: 2026-06-15
  facts: {meeting: executive, members: 9, present: 6, chair: clerk, amount: 1万元}
- id: by-head
  jurisdiction: linhe
  action: meeting.hold
  date: 2026-06-15
  facts: {meeting: executive, members: 9, present: 6, chair: head, amount: 1万元}
- id: by-half
  jurisdiction: linhe
  action: meeting.hold
  date: 2026-06-15
  facts: {meeting: executive, members: 9, present: 5, chair: head, amount: 1万元}
- id: costly
  jurisdiction: linhe
  action: meeting.hold
  date: 2026-06-15
  facts: {meeting: plenary, amount: 600万元, steps: []}
- {id: noted, jurisdiction: linhe, action: paper.sign, date: 2026-06-15, facts: {chair: head, urgent: yes}}
- {id: dull, jurisdiction: linhe, action: meeting.hold, date: 2026-06-15, facts: {noted: yes}}
"""
NEW = (
    PACK["rules/02-meetings.yaml"]
    .replace(
        "when: meeting == executive\n  require: chair == head",
        "when: meeting == executive\n  require: chair in [head, clerk]",
    )
    .replace("\n  overrides: [chaired-by-head]", "")
    .replace("force: must\n  kind: procedure", "force: in_principle\n  kind: procedure")
    + """\
- id: head-signs
  cite: "4.2"
  action: paper.sign
  forbid: urgent
  force: must
  kind: competence
  title: {zh: 紧急时不签发, en: nothing is signed in an emergency}
"""
)
ENGLISH = """\
changed: an executive meeting needs half of its members (Article 2, paragraph 1)
  limit      quorum: at least one half → at least two thirds
  rule       linhe.2.quorum
  cases (1)
    by-half  conforms → does not conform  cases.yaml:11

changed: the head chairs the executive meeting (Article 2, paragraph 2)
  norm       old: it is required that chair is “head”
             new: it is required that chair is “head” or “clerk”
  rule       linhe.2.chaired-by-head
  cases (1)
    by-clerk  does not conform → conforms  cases.yaml:1

changed: large sums need a hearing (Article 3)
  force      old: must
             new: in principle
  rule       linhe.3.costly-needs-hearing
  cases (1)
    costly  does not conform → conforms  cases.yaml:16

added: nothing is signed in an emergency (Article 4, paragraph 2)
  norm       It is forbidden that “emergency”.
  rule       linhe.4.head-signs
  cases (1)
    noted  not regulated → does not conform  cases.yaml:21

Cases that one version cannot read
  dull  not by the new one
    cases.yaml:22:83: the vocabulary has no fact `noted`

Changes that are no cause (1): the old answers come back without undoing them
  changed: in an emergency a deputy may chair (Article 2, paragraph 2)  linhe.2.chaired-by-deputy

6 cases: 4 changed, 1 that one version cannot read, 1 the same
"""
CHINESE = """\
修改：常务会议须有半数以上出席（第二条第一款）
  参数    法定人数：不少于二分之一 → 不少于三分之二
  规则    linhe.2.quorum
  案例（1）
    by-half  符合 → 不符合  cases.yaml:11

修改：常务会议由区长主持（第二条第二款）
  规定    旧：必须：主持人是区长
          新：必须：主持人是区长或科员
  规则    linhe.2.chaired-by-head
  案例（1）
    by-clerk  不符合 → 符合  cases.yaml:1

修改：大额资金须经听证（第三条）
  强制性  旧：强制
          新：原则上
  规则    linhe.3.costly-needs-hearing
  案例（1）
    costly  不符合 → 符合  cases.yaml:16

新增：紧急时不签发（第四条第二款）
  内容    不得：“紧急情况”。
  规则    linhe.4.head-signs
  案例（1）
    noted  未规定 → 不符合  cases.yaml:21

有一版读不了的案例
  dull  新版读不了
    cases.yaml:22:83: 词表没有事实 `noted`

不是起因的改动（1）：不恢复它们，各案例也能恢复原答复
  修改：紧急时副区长可以主持（第二条第二款）  linhe.2.chaired-by-deputy

6 个案例：4 个答复有变，1 个有一版读不了，1 个不变
"""


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Runs the command in a folder with two versions and cases."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "old")
    facts = VOCABULARY["facts.yaml"].replace(
        "noted: {type: flag, zh: 已记录, en: noted}", "recorded: {type: flag, zh: 已登记, en: recorded}"
    )
    write(
        tmp_path / "new",
        rules=NEW,
        facts=facts,
        actions=VOCABULARY["actions.yaml"].replace("noted", "recorded"),
        parameters=PACK["parameters.yaml"].replace("1/2", "2/3"),
    )
    (tmp_path / "cases.yaml").write_text(CASES, encoding="utf-8")

    def runs(*words):
        code = app(["analyse", "why-changed", *words], standalone_mode=False)
        found = capsys.readouterr()
        return code, found.out, found.err

    return runs


@pytest.mark.parametrize(("lang", "expected"), [("en", ENGLISH), ("zh", CHINESE)])
def test_what_changed_and_why(run, lang, expected):
    """Each cause is told in words with its cases; what cannot be read and what changes nothing stands at the end."""
    code, out, err = run("old", "new", "cases.yaml", "--lang", lang)
    assert (code, out, err) == (1, expected, "")


def test_nothing_changed(run):
    """A version compared with itself exits with 0."""
    code, out, _ = run("old", "old", "cases.yaml", "--lang", "en")
    assert (code, out) == (0, "6 cases: 0 changed, 6 the same\n")


def test_the_data(run):
    """A program gets the same, the causes as places in the list of changes."""
    code, out, _ = run("old", "new", "cases.yaml", "--format", "json")
    data = json.loads(out)
    assert (code, data["cases"]) == (1, 6)
    names = [change["name"] for change in data["changes"]]
    assert names == ["quorum", "chaired-by-deputy", "chaired-by-head", "costly-needs-hearing", "head-signs"]
    told = {case["case"]: [[names[number] for number in cause] for cause in case["causes"]] for case in data["changed"]}
    assert told == {
        "by-clerk": [["chaired-by-head"]],
        "by-half": [["quorum"]],
        "costly": [["costly-needs-hearing"]],
        "noted": [["head-signs"]],
    }
    clerk = data["changed"][0]
    assert clerk["old"] == {"verdict": "deny", "violated": ["chaired-by-head"], "undetermined": []}
    assert data["changes"][3]["text"]["en"] == ["force old: must", "new: in principle"]
    assert [(case["case"], case["readable"]) for case in data["unread"]] == [("dull", {"old": True, "new": False})]


def test_invalid_input(run):
    """A version that is not there, and cases that are none, exit with 2 and one error each."""
    assert run("nowhere", "new", "cases.yaml", "--lang", "en")[::2] == (
        2,
        "file-not-found: there is no file `nowhere`\n",
    )
    code, out, err = run("old", "new", "none.yaml", "--lang", "en")
    assert (code, out, err) == (2, "", "file-not-found: there is no file `none.yaml`\n")
