"""A pack with one rule of every sort, for tests of what screens say."""

from __future__ import annotations

from pathlib import Path

from small_pack import PACK, VOCABULARY, write

ARTICLES = """\
- {article: 1, heading: {zh: 范围, en: scope}, status: guidance, why: {zh: 只定范围, en: scope only}, paragraphs: 1}
- article: 2
  heading: {zh: 会议, en: meetings}
  status: encoded
  paragraphs: 4
  left_out:
    - {cite: "2.1", why: history, zh: 每月二至三次, en: two or three a month}
    - {cite: "2.3", why: evaluative, zh: 认真准备, en: careful preparation}
- {article: 3, heading: {zh: 资金, en: funds}, status: encoded, paragraphs: 1}
- {article: 4, heading: {zh: 纪要, en: minutes}, status: encoded, paragraphs: 2}
- {article: 5, heading: {zh: 施行, en: in force}, status: guidance, why: {zh: 只定施行, en: dates only}, paragraphs: 1}
"""
MORE_RULES = """\
- id: plenary-chair
  cite: ["2.3", "3"]
  action: meeting.hold
  when: meeting == plenary
  require: chair == head
  force: must
  kind: competence
  title: {zh: 全体会议由区长主持, en: the head chairs the plenary meeting}
  rests_on: [numbers_inclusive]
  reading: {zh: 副区长不得代为主持, en: no deputy stands in}
  rival: {zh: 副区长也可以, en: a deputy may do it too, permit: chair in leaders}
- id: plenary-noted
  cite: "2.3"
  action: meeting.hold
  when: meeting == plenary
  require: noted
  force: generally
  kind: procedure
  title: {zh: 全体会议一般应有记录, en: a plenary meeting is generally noted}
- id: plenary-steps
  cite: "2.4"
  action: meeting.hold
  when: meeting == plenary
  forbid: any_of(steps, [hearing, experts])
  force: must
  kind: prohibition
  title: {zh: 全体会议不另行听证论证, en: a plenary meeting holds no hearing or review}
- id: plenary-urgent
  cite: "2.4"
  action: meeting.hold
  when: meeting == plenary and urgent
  require: minutes_on <= after(held_on, reply)
  force: must
  kind: procedure
  title: {zh: 紧急全体会议纪要两个工作日内印发, en: the minutes of an urgent plenary meeting come in two working days}
- id: plenary-abroad
  cite: "2.4"
  action: meeting.hold
  when: meeting == plenary and noted
  refer: {zh: 保密规定, en: the rules on secrets}
  force: must
  kind: conduct
  title: {zh: 记录依保密规定管理, en: notes are kept by the rules on secrets}
- id: no-clerk
  cite: "4.2"
  action: paper.sign
  forbid: chair == clerk
  force: must
  kind: prohibition
  title: {zh: 科员不得签发公文, en: no clerk signs a paper}
- id: paper-after-meeting
  cite: "4.2"
  action: paper.sign
  arises_from: meeting.hold
  when: held_on != not_yet
  duty:
    act: {zh: 签发会议文件, en: sign the paper of the meeting}
    by: {zh: 政府办公室, en: the government office}
    due: after(held_on, issue)
    done: minutes_on
  force: must
  kind: duty
  title: {zh: 会后三日内签发文件, en: the paper is signed within three days}
"""


def write_shown(folder: Path) -> Path:
    """Write the pack and its vocabulary into `folder`."""
    pack = PACK["pack.yaml"].replace(
        "  in_force:", "  repeals: [{title: 临河区人民政府工作规则（试行）, number: 临政〔2015〕3号}]\n  in_force:"
    )
    return write(
        folder,
        articles=ARTICLES,
        only=MORE_RULES,
        pack=pack,
        parameters=PACK["parameters.yaml"] + 'reply: {within: 2 working_days, cite: "2.4"}\n',
        vocabulary_parameters=VOCABULARY["parameters.yaml"]
        + "reply: {zh: 答复期限, en: time to reply, unit: period}\n",
        values=VOCABULARY["values.yaml"].replace(
            "  enterprise:", "  village: {zh: 村委会, en: village committee}\n  enterprise:"
        ),
    )
