"""What opens behind a cell of the page: norms with their places, words and readings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rules_engine.checked import Rule
from rules_engine.comparison.cases import Opinion
from rules_engine.comparison.extent import measured_as
from rules_engine.comparison.parameters import LimitCell
from rules_engine.decision import Finding
from rules_engine.render import labels
from rules_engine.render.comparison.case_words import CaseWords
from rules_engine.render.comparison.cells import NOTHING, CellWords


@dataclass(frozen=True, slots=True)
class Detail:
    """One norm: title, place and force, the norm in words, and remarks as pairs of a label and a text."""

    title: str
    place: str
    force: str
    sentence: str
    measure: str
    id: str
    remarks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """What a district says: `text` is seen, `below` stands small under it, `details` open; `mark` is a CSS class."""

    district: str
    text: str
    below: str = ""
    details: tuple[Detail, ...] = ()
    notes: tuple[str, ...] = ()
    mark: str = ""


def rule_detail(name: str, rule: Rule, words: CellWords, *, rival: bool = False) -> Detail:
    """A rule; its rival reading takes the place of its own words where only that one is meant."""
    return Detail(
        words.title(rule),
        words.places(rule.norm),
        words.force(rule.norm),
        words.sentence(name, rule.rivalled() if rival else rule),
        measured_as(rule).value,
        rule.id,
        tuple(_remarks(name, rule, words)),
    )


def _remarks(name: str, rule: Rule, words: CellWords) -> list[tuple[str, str]]:
    say, norm = words.say, rule.norm
    local = words.words[name]
    found = []
    for definition in local.definitions(rule):
        label, place = definition.label.pick(words.lang), definition.cite.text.pick(words.lang)
        means = local.condition(definition.body)
        found.append((say("其中", "meaning"), say(f"“{label}”指：{means}（{place}）", f"“{label}”: {means} ({place})")))
    known = {other.id: other.norm for other in words.packs[name].rules}
    for label, ids in ((say("取代", "displaces"), rule.overrides), (say("恢复", "restores"), rule.restores)):
        titles = [f"{known[one].title.pick(words.lang)} ({words.places(known[one])})" for one in ids]
        found += [(label, say("；", "; ").join(titles))] if titles else []
    if norm.reading:
        found.append((say("解读", "reading"), norm.reading.pick(words.lang)))
    for shared in (words.vocabulary.readings[one] for one in norm.rests_on):
        found.append((say("共同解读", "rests on"), shared.text.pick(words.lang)))
    if norm.rival:
        found.append((say("另一读法", "rival reading"), norm.rival.pick(words.lang)))
    return found


def limit_cell(name: str, cell: LimitCell, words: CellWords, note: str) -> Cell:
    """A limit and the rules that read it, or that regulate the thing without it."""
    details = [rule_detail(name, use.rule, words, rival=use.rival) for use in cell.uses]
    details += [rule_detail(name, rule, words) for rule in cell.rules]
    place = cell.cited.cite.text.pick(words.lang) if cell.cited else ""
    known = any(place in detail.place for detail in details)
    notes = tuple(text for text in ("" if known else place, note) if text)
    return Cell(name, words.limit(cell), "", tuple(details), notes, cell.state.value)


def verdict_cell(opinion: Opinion, words: CaseWords) -> Cell:
    """The verdict of a district, the norms that decide it, and what is to be known of it."""
    name = opinion.pack.jurisdiction
    rules = {rule.id: rule for rule in opinion.pack.rules}
    details = tuple(rule_detail(name, rules[finding.norm.id], words) for finding in opinion.deciding)
    notes = tuple(words.remarks_on(opinion))
    return Cell(name, words.verdict(opinion), words.reason(opinion), details, notes, opinion.decision.verdict.value)


def norm_cell(name: str, rules: Sequence[Rule], words: CellWords, like: str) -> Cell:
    """What a district says of a norm; where an earlier one says the same, that."""
    if not rules:
        return Cell(name, NOTHING, mark="silent")
    same = words.say("同{}", "as {}").format(words.district(like)) if like else ""
    titles = words.say("；", "; ").join(words.title(rule) for rule in rules)
    below = words.say("；", "; ").join(words.place_and_force(rule.norm) for rule in rules)
    details = tuple(rule_detail(name, rule, words) for rule in rules)
    return Cell(name, same or titles, below, details, (), "like" if like else "said")


def finding_cell(opinion: Opinion, finding: Finding | None, words: CaseWords) -> Cell:
    """What one norm says of the case; only a dash where the district does not have it."""
    name = opinion.pack.jurisdiction
    if finding is None:
        return Cell(name, NOTHING, mark="silent")
    rule = next(rule for rule in opinion.pack.rules if rule.id == finding.norm.id)
    below = words.say("，", ", ").join(words.circumstances(opinion, finding))
    details = (rule_detail(name, rule, words),)
    return Cell(name, labels.STATUS[finding.status].pick(words.lang), below, details, mark=finding.status.value)
