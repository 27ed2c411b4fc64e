"""A vocabulary of a few words and a pack of a few articles, for tests that break them in one place."""

from __future__ import annotations

from pathlib import Path

VOCABULARY = {
    "values.yaml": """\
role:
  head: {zh: 区长, en: head, aliases: [县长]}
  deputy: {zh: 副区长, en: deputy head}
  clerk: {zh: 科员, en: clerk}
body:
  plenary: {zh: 全体会议, en: plenary meeting}
  executive: {zh: 常务会议, en: executive meeting}
step:
  hearing: {zh: 听证, en: hearing}
  experts: {zh: 专家论证, en: expert review}
organ:
  government: {zh: 政府, en: government}
  enterprise: {zh: 企业, en: enterprise}
groups:
  leaders: {zh: 领导, en: leaders, enumeration: role, values: [head, deputy]}
""",
    "facts.yaml": """\
meeting: {type: body, zh: 会议, en: meeting}
chair: {type: role, zh: 主持人, en: chair, controllable: yes}
members: {type: count, zh: 组成人员人数, en: members of the body}
present: {type: count, zh: 出席人数, en: members present, aliases: [到会人数]}
amount: {type: money, zh: 金额, en: amount}
steps: {type: set of step, zh: 已履行程序, en: steps carried out}
urgent: {type: flag, zh: 紧急情况, en: emergency, presumed: no}
noted: {type: flag, zh: 已记录, en: noted}
held_on: {type: date, zh: 召开日期, en: date of the meeting}
minutes_on: {type: date, zh: 纪要日期, en: date of the minutes}
called_at: {type: datetime, zh: 通知时间, en: time of the call}
organ: {type: organ, zh: 机关, en: organ, presumed: no}
constraints:
  - present <= members
  - members > 0
""",
    "actions.yaml": """\
meeting.hold:
  {zh: 召开会议, en: hold a meeting, dated_by: held_on,
   facts: [meeting, chair, members, present, amount, steps, urgent, noted, held_on, minutes_on, called_at]}
paper.sign: {zh: 签发公文, en: sign a paper, facts: [chair, urgent, minutes_on, held_on]}
""",
    "parameters.yaml": """\
quorum: {zh: 法定人数, en: quorum, unit: share}
funds: {zh: 资金限额, en: limit of funds, unit: money}
crowd: {zh: 人数限额, en: limit of people, unit: count}
issue: {zh: 印发期限, en: time to issue, unit: period}
""",
    "readings.yaml": """\
numbers_inclusive: {zh: 以上包括本数, en: at least includes the number}
""",
}

PACK = {
    "pack.yaml": """\
jurisdiction: linhe
name: {zh: 某省临河区, en: Linhe District}
short: 临河区
version: "1"
document:
  title: 临河区人民政府工作规则
  in_force: {from: 2020-01-01, cite: "5"}
binds: {cite: "1", full: [government], by_reference: [enterprise]}
terms:
  head: [区长]
  deputy: [副区长, 分管副区长]
  clerk: null
""",
    "articles.yaml": """\
- {article: 1, heading: {zh: 范围, en: scope}, status: guidance, why: {zh: 范围, en: scope}, paragraphs: 1}
- article: 2
  heading: {zh: 会议, en: meetings}
  status: encoded
  paragraphs: 3
  left_out: [{cite: "2.3", why: residual, zh: 其他, en: other matters}]
- article: 3
  heading: {zh: 资金, en: funds}
  status: encoded
  paragraphs: 1
  left_out: [{cite: "3", why: history, zh: 每年一次, en: once a year}]
- article: 4
  heading: {zh: 纪要, en: minutes}
  status: encoded
  paragraphs: 2
  left_out: [{cite: "4.2", why: evaluative, zh: 认真整理, en: with care}]
- {article: 5, heading: {zh: 施行, en: in force}, status: guidance, why: {zh: 施行, en: in force}, paragraphs: 1}
""",
    "parameters.yaml": """\
quorum: {at_least: 1/2, cite: "2.1"}
funds: {less_than: 500万元, cite: "3"}
issue: {within: 3 days, cite: "4.1"}
""",
    "definitions.yaml": """\
costly: {means: "not meets(amount, funds)", cite: "3", zh: 大额, en: costly}
""",
    "rules/02-meetings.yaml": """\
- id: quorum
  cite: "2.1"
  action: meeting.hold
  when: meeting == executive
  require: meets(share(present, members), quorum)
  force: must
  kind: validity
  title: {zh: 常务会议须有半数以上出席, en: an executive meeting needs half of its members}
- id: chaired-by-head
  cite: "2.2"
  action: meeting.hold
  when: meeting == executive
  require: chair == head
  force: must
  kind: competence
  title: {zh: 常务会议由区长主持, en: the head chairs the executive meeting}
- id: chaired-by-deputy
  cite: "2.2"
  action: meeting.hold
  when: meeting == executive and urgent
  permit: chair == deputy
  force: must
  kind: competence
  title: {zh: 紧急时副区长可以主持, en: in an emergency a deputy may chair}
  overrides: [chaired-by-head]
- id: costly-needs-hearing
  cite: "3"
  action: meeting.hold
  when: costly
  require: hearing in steps
  force: must
  kind: procedure
  title: {zh: 大额资金须经听证, en: large sums need a hearing}
- id: minutes-in-time
  cite: "4.1"
  action: meeting.hold
  duty:
    act: {zh: 印发纪要, en: issue the minutes}
    due: after(held_on, issue)
    done: minutes_on
  force: in_principle
  kind: duty
  title: {zh: 会后三日内印发纪要, en: the minutes are issued within three days}
""",
}


def write(folder: Path, **changed: str) -> Path:
    """Write the vocabulary and the pack into `folder`; `changed` gives other contents.

    A key names a file: `rules`, `pack`, `facts` …; `vocabulary_parameters` is that of the vocabulary, `only` a second
    file of rules.
    """
    names = {
        "rules": "linhe/rules/02-meetings.yaml",
        "only": "linhe/rules/99-only.yaml",
        "vocabulary_parameters": "vocabulary/parameters.yaml",
        **{name: f"vocabulary/{name}.yaml" for name in ("values", "facts", "actions", "readings", "events")},
        **{name: f"linhe/{name}.yaml" for name in ("pack", "articles", "parameters", "definitions", "history")},
    }
    files = {f"vocabulary/{name}": text for name, text in VOCABULARY.items()}
    files |= {f"linhe/{name}": text for name, text in PACK.items()}
    files |= {names[name]: text for name, text in changed.items()}
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def rule(body: str, **lines: str) -> str:
    """The text of a rules file with one rule; `body` is its body's line, `lines` are other keys and their text."""
    entries = {
        "id": "only",
        "cite": '"2.1"',
        "action": "meeting.hold",
        "force": "must",
        "kind": "validity",
        "title": "{zh: 规定, en: a norm}",
        **lines,
    }
    return "- " + "\n  ".join([*(f"{key}: {text}" for key, text in entries.items()), body]) + "\n"
