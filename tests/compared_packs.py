"""Three packs over one vocabulary that regulate the same things otherwise, for tests of comparisons."""

from __future__ import annotations

from pathlib import Path

from small_pack import PACK, VOCABULARY, rule, write

# The quorum is higher and its whole another one; the minutes have no day; only one of two ways of chairing is there.
LINSHAN = {
    "pack.yaml": PACK["pack.yaml"]
    .replace("linhe", "linshan")
    .replace("临河区", "临山县")
    .replace("Linhe District", "Linshan County")
    .replace("head: [区长]", "head: [县长]")
    .replace("deputy: [副区长, 分管副区长]", "deputy: null"),
    "articles.yaml": PACK["articles.yaml"],
    "parameters.yaml": 'quorum: {more_than: 2/3, cite: "2.1"}\nquorum.lenient: {at_least: 2/3, cite: "2.1"}\n',
    "rules/02.yaml": """\
- id: quorum
  cite: "2.1"
  action: meeting.hold
  when: meeting == executive
  require: meets(share(present, due), quorum)
  force: in_principle
  kind: validity
  title: {zh: 常务会议原则上须有超过三分之二出席, en: an executive meeting in principle needs more than two thirds}
  rival: {zh: “以上”包括本数, en: the number is included, require: "meets(share(present, due), quorum.lenient)"}
- id: chaired-by-head
  cite: "2.2"
  action: meeting.hold
  when: meeting == executive
  require: chair == head
  force: must
  kind: competence
  title: {zh: 常务会议由县长主持, en: the head chairs the executive meeting}
- id: minutes-issued
  cite: "4.1"
  action: meeting.hold
  duty: {act: {zh: 及时印发纪要, en: issue the minutes promptly}, done: minutes_on}
  force: must
  kind: duty
  title: {zh: 会后及时印发纪要, en: the minutes are issued promptly}
- id: large-sums
  cite: "3"
  action: meeting.hold
  when: amount > 0
  refer: {zh: 财务规定, en: the rules on finance}
  force: must
  kind: procedure
  title: {zh: 资金依财务规定办理, en: funds go by the rules on finance}
""",
}
# It says nothing of meetings.
LINHAI = {
    "pack.yaml": PACK["pack.yaml"]
    .replace("linhe", "linhai")
    .replace("临河区", "临海区")
    .replace("Linhe District", "Linhai District"),
    "articles.yaml": PACK["articles.yaml"],
    "parameters.yaml": "{}\n",
    "rules/02.yaml": rule(
        "forbid: chair == clerk",
        action="paper.sign",
        kind="prohibition",
        title="{zh: 科员不得签发公文, en: no clerk signs}",
    ),
}


def write_compared(folder: Path) -> Path:
    """Write the packs and their vocabulary into `folder`."""
    write(
        folder,
        facts=VOCABULARY["facts.yaml"].replace("amount:", "due: {type: count, zh: 应到人数, en: people due}\namount:"),
        actions=VOCABULARY["actions.yaml"].replace("members, present", "members, due, present"),
        vocabulary_parameters=VOCABULARY["parameters.yaml"]
        + "quorum.lenient: {zh: 法定人数（宽解）, en: lenient quorum, unit: share}\n",
    )
    for name, files in (("linshan", LINSHAN), ("linhai", LINHAI)):
        for path, text in files.items():
            place = folder / name / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
    return folder


CASE = """\
id: 会议一
jurisdiction: linhe
action: meeting.hold
date: 2026-03-02
facts: {meeting: executive, chair: deputy, urgent: yes, members: 9, present: 6, amount: 600万元, steps: []}
"""
