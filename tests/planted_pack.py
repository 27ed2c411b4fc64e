"""A pack of one article with a fault of each sort that the analysis of a pack looks for, planted one by one."""

from __future__ import annotations

from pathlib import Path

from small_pack import VOCABULARY, write

VALUES = VOCABULARY["values.yaml"].replace(
    "  executive: {zh: 常务会议, en: executive meeting}\n",
    "  executive: {zh: 常务会议, en: executive meeting}\n  topical: {zh: 专题会议, en: topical meeting}\n"
    "  briefing: {zh: 碰头会议, en: briefing}\n",
)
FACTS = VOCABULARY["facts.yaml"].replace(
    "en: steps carried out}",
    "en: steps carried out, controllable: yes}\nsealed: {type: flag, zh: 已用印, en: sealed}\n"
    "signer: {type: role, zh: 签发人, en: signer, controllable: yes}",
)
ACTIONS = VOCABULARY["actions.yaml"].replace(
    "facts: [chair, urgent, minutes_on, held_on]", "facts: [signer, amount, urgent, noted, sealed, steps, held_on]"
)
LIMITS = VOCABULARY["parameters.yaml"] + "large: {zh: 大额标准, en: large sum, unit: money}\n"
PARAMETERS = 'funds: {less_than: 100万元, cite: "2.1"}\nlarge: {at_least: 500万元, cite: "2.1"}\n'
ARTICLES = """\
- {article: 1, heading: {zh: 范围, en: scope}, status: guidance, why: {zh: 范围, en: scope}, paragraphs: 1}
- article: 2
  heading: {zh: 会议, en: meetings}
  status: encoded
  paragraphs: 3
  fingerprint: sha256:0123456789abcdef
- {article: 3, heading: {zh: 资金, en: funds}, status: guidance, why: {zh: 略, en: left out}, paragraphs: 1}
- {article: 4, heading: {zh: 纪要, en: minutes}, status: guidance, why: {zh: 略, en: left out}, paragraphs: 2}
- {article: 5, heading: {zh: 施行, en: in force}, status: guidance, why: {zh: 施行, en: in force}, paragraphs: 1}
"""
RULES = """\
- id: two-meetings
  cite: "2.1"
  action: meeting.hold
  when: meeting == plenary and meeting == executive
  require: noted
  force: must
  kind: procedure
  title: {zh: 既是全会又是常务会议, en: a meeting of two kinds}
- id: noted-topical
  cite: "2.1"
  action: meeting.hold
  when: meeting == topical
  require: noted
  force: must
  kind: procedure
  title: {zh: 专题会议须有记录, en: a topical meeting is noted}
- id: topical-replaced
  cite: "2.1"
  action: meeting.hold
  when: meeting == topical
  require: hearing in steps
  overrides: [noted-topical]
  force: must
  kind: procedure
  title: {zh: 专题会议总另有规定, en: a topical meeting has its own rule}
- id: sealed-unsealed
  cite: "2.1"
  action: paper.sign
  when: sealed
  forbid: sealed
  force: must
  kind: procedure
  title: {zh: 已用印的不得用印, en: what is sealed is not sealed}
- id: sealed-sealed
  cite: "2.1"
  action: paper.sign
  when: sealed and noted
  require: sealed
  force: must
  kind: procedure
  title: {zh: 已用印的须用印, en: what is sealed is sealed}
- id: some-step
  cite: "2.1"
  action: paper.sign
  when: urgent
  require: any_of(steps, [hearing, experts])
  force: must
  kind: procedure
  title: {zh: 紧急公文须有听证或论证, en: an urgent paper needs a step}
- id: no-hearing
  cite: "2.1"
  action: paper.sign
  when: urgent
  forbid: hearing in steps
  force: must
  kind: procedure
  title: {zh: 紧急公文不听证, en: an urgent paper has no hearing}
- id: no-experts
  cite: "2.1"
  action: paper.sign
  when: urgent
  forbid: experts in steps
  force: must
  kind: procedure
  title: {zh: 紧急公文不论证, en: an urgent paper has no experts}
- id: plenary-chair
  cite: "2.1"
  action: meeting.hold
  when: meeting == plenary
  require: chair == head
  force: must
  kind: competence
  title: {zh: 全体会议由区长主持, en: the head chairs the plenary meeting}
- id: executive-chair
  cite: "2.1"
  action: meeting.hold
  when: meeting == executive
  require: chair in [head, deputy]
  force: must
  kind: competence
  title: {zh: 常务会议由领导主持, en: a leader chairs the executive meeting}
- id: executive-not-head
  cite: "2.1"
  action: meeting.hold
  when: meeting == executive and noted
  require: chair in [deputy, clerk]
  force: must
  kind: competence
  title: {zh: 常务会议不由区长主持, en: the head does not chair the executive meeting}
- id: plenary-clerk
  cite: "2.1"
  action: meeting.hold
  when: meeting == plenary and noted
  permit: chair == clerk
  force: must
  kind: competence
  title: {zh: 全体会议可由科员主持, en: a clerk may chair the plenary meeting}
- id: briefing-chair
  cite: "2.1"
  action: meeting.hold
  when: meeting == briefing and noted
  require: chair == head
  force: must
  kind: competence
  title: {zh: 有记录的碰头会议由区长主持, en: the head chairs a briefing that is noted}
- id: small-signer
  cite: "2.1"
  action: paper.sign
  when: meets(amount, funds)
  require: signer == clerk
  force: must
  kind: competence
  title: {zh: 小额公文由科员签发, en: a clerk signs small papers}
- id: large-signer
  cite: "2.1"
  action: paper.sign
  when: meets(amount, large)
  require: signer == head
  force: must
  kind: competence
  title: {zh: 大额公文由区长签发, en: the head signs large papers}
- id: plenary-minuted
  cite: "2.1"
  action: meeting.hold
  when: meeting == plenary
  require: all_of(steps, [hearing, experts])
  force: must
  kind: procedure
  title: {zh: 全体会议须经听证和论证, en: a plenary meeting needs both steps}
- id: plenary-heard
  cite: "2.1"
  action: meeting.hold
  when: meeting == plenary
  require: hearing in steps
  force: must
  kind: procedure
  title: {zh: 全体会议须经听证, en: a plenary meeting needs a hearing}
- id: executive-heard
  cite: "2.1"
  action: meeting.hold
  when: meeting == executive
  require: hearing in steps
  force: must
  kind: procedure
  title: {zh: 常务会议须经听证, en: an executive meeting needs a hearing}
- id: executive-not-unheard
  cite: "2.1"
  action: meeting.hold
  when: meeting == executive
  forbid: not (hearing in steps)
  force: must
  kind: procedure
  title: {zh: 常务会议不得未经听证, en: an executive meeting is not held unheard}
"""


def planted(folder: Path, **changed: str) -> Path:
    """Write the vocabulary and the pack into `folder`; `changed` gives other contents, as for `small_pack.write`."""
    contents = {
        "values": VALUES,
        "facts": FACTS,
        "actions": ACTIONS,
        "vocabulary_parameters": LIMITS,
        "parameters": PARAMETERS,
        "articles": ARTICLES,
        "definitions": "{}\n",
        "rules": RULES,
        **changed,
    }
    return write(folder, **contents)
