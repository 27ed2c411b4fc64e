"""Two packs over the small vocabulary that differ in a few articles, and a third that says next to nothing."""

from __future__ import annotations

from pathlib import Path

from small_pack import PACK, write

SECOND_RULES = """\
- id: quorum
  cite: "2.1"
  action: meeting.hold
  when: meeting == executive
  require: meets(share(present, members), quorum)
  force: must
  kind: validity
  title: {zh: 常务会议须有过半数出席, en: an executive meeting needs more than half of its members}
- id: chaired-by-head
  cite: "2.2"
  action: meeting.hold
  when: meeting == executive
  require: chair in leaders
  force: must
  kind: competence
  title: {zh: 常务会议由区长或副区长主持, en: the head or a deputy chairs the executive meeting}
- id: costly-needs-hearing
  cite: "3"
  action: meeting.hold
  when: costly
  require: hearing in steps
  force: in_principle
  kind: procedure
  title: {zh: 大额资金原则上须经听证, en: large sums need a hearing in principle}
- id: minutes-in-time
  cite: "4.1"
  action: meeting.hold
  when: meeting == plenary
  duty:
    act: {zh: 印发纪要, en: issue the minutes}
    due: after(held_on, issue)
    done: minutes_on
  force: must
  kind: duty
  title: {zh: 全体会议后两个工作日内印发纪要, en: the minutes of a plenary meeting are issued within two working days}
"""
THIRD_RULES = """\
- id: paper-by-head
  cite: "2.1"
  action: paper.sign
  require: chair == head
  force: must
  kind: competence
  title: {zh: 公文由区长签发, en: the head signs papers}
"""


def write_two(folder: Path, *, third: bool = False) -> Path:
    """Write the small pack and beside it a second one, Beihe, and a third, Nanhe, where it is wanted."""
    write(folder)
    _write_pack(folder, "beihe", "北河区", "Beihe", SECOND_RULES, {"at_least: 1/2": "more_than: 1/2"})
    if third:
        _write_pack(folder, "nanhe", "南河区", "Nanhe", THIRD_RULES, {})
    return folder


def _write_pack(folder: Path, name: str, zh: str, en: str, rules: str, parameters: dict[str, str]) -> None:
    text = {**PACK, "rules/02-meetings.yaml": rules}
    for old, new in parameters.items():
        text["parameters.yaml"] = text["parameters.yaml"].replace(old, new)
    text["parameters.yaml"] = text["parameters.yaml"].replace("3 days", "2 working_days")
    text["pack.yaml"] = (
        text["pack.yaml"].replace("linhe", name).replace("临河区", zh).replace("Linhe District", f"{en} District")
    )
    for path, content in text.items():
        place = folder / name / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(content, encoding="utf-8")
