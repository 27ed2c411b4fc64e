"""What stands in the cells of comparisons: limits, places and forces, short enough for a column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from rules_engine.checked import Pack, Rule, Vocabulary
from rules_engine.comparison.parameters import LimitCell, State
from rules_engine.expression import LimitOp, Parameter
from rules_engine.norm import Force, Form, Norm
from rules_engine.render import amounts, labels
from rules_engine.render.naming import Naming
from rules_engine.render.words import Words
from rules_engine.text import Lang

NOTHING: Final = "–"
"""What stands where a document says nothing."""

_SIGNS: Final[dict[LimitOp, str]] = {"at_least": "≥", "more_than": ">", "at_most": "≤", "less_than": "<"}


def brief(name: str, lang: Lang) -> str:
    """A jurisdiction's name where there is little room: in English without the last word, which says what it is."""
    return name if lang == "zh" else name.rpartition(" ")[0] or name


class CellWords(Naming):
    """Puts what a district says into a cell."""

    def __init__(self, packs: Sequence[Pack], vocabulary: Vocabulary, lang: Lang) -> None:
        super().__init__(vocabulary, lang)
        self.packs = {pack.jurisdiction: pack for pack in packs}
        self.words = {pack.jurisdiction: Words(vocabulary, lang, pack) for pack in packs}

    @property
    def heads(self) -> tuple[str, ...]:
        """The short names of the districts, in the order of the table."""
        return tuple(self.district(name) for name in self.packs)

    def district(self, jurisdiction: str) -> str:
        """A jurisdiction's name at the head of a column."""
        return self.packs[jurisdiction].short.pick(self.lang) or jurisdiction

    def brief(self, jurisdiction: str) -> str:
        """The name where there is little room."""
        return brief(self.district(jurisdiction), self.lang)

    def districts(self, jurisdictions: Iterable[str]) -> str:
        """Several of them."""
        return self.say("、", ", ").join(map(self.district, jurisdictions))

    # --- limits

    def amount(self, limit: Parameter) -> str:
        """A limit by signs: `≥ 1/2`, `< 500万元`; a period is only its length."""
        if limit.op == "within":
            return amounts.amount(limit, self.lang)
        number = str(limit.amount) if limit.unit == "share" else amounts.amount(limit, self.lang)
        sign = _SIGNS.get(limit.op)
        return f"{sign} {number}" if sign else self.say("恰为 ", "exactly ") + number

    def limit(self, cell: LimitCell) -> str:
        """What one document says of a concept: the limit, its article and what softens it."""
        if cell.state is State.SILENT:
            return NOTHING
        if cell.cited:
            remarks = [str(cell.cited.cite.article), *self.softened(cell)]
            return self.amount(cell.cited.limit) + self.bracketed(remarks)
        places = self.articles(cell.rules)
        if cell.state is State.RELATED:
            return NOTHING + self.bracketed([self.say(f"另见{places}", f"see {places}")])
        return self.say("未设数值", "no number") + self.bracketed([places, *self.softened(cell)])

    def softened(self, cell: LimitCell) -> list[str]:
        """What is to be said of a limit beside its number: soft forces, rival readings, numbers not in the article."""
        found = [labels.FORCE[force].pick(self.lang) for force in cell.forces]
        if cell.forces == (Force.MUST,):
            found = []
        if cell.rival_only:
            found = [self.say("仅另一读法", "rival reading alone")]
        elif cell.cited and not cell.uses:
            found = [self.say("无规则用到", "no rule reads it")]
        if cell.cited and cell.cited.derived:
            found.append(self.say("推得", "derived"))
        return found

    def articles(self, rules: Iterable[Rule]) -> str:
        """The articles of some rules, by number alone."""
        numbers = sorted({citation.cite.article for rule in rules for citation in rule.norm.citations})
        return self.say("、", ", ").join(map(str, numbers))

    def bracketed(self, parts: Iterable[str]) -> str:
        """Remarks in brackets."""
        return self.say("（{}）", " ({})").format(self.say("，", ", ").join(parts))

    # --- norms

    def places(self, norm: Norm) -> str:
        """The places of a norm in words."""
        return self.say("、", "; ").join(citation.text.pick(self.lang) for citation in norm.citations)

    def force(self, norm: Norm) -> str:
        """How binding a norm is; of a permit or a referral, that it is one."""
        if norm.form in (Form.PERMIT, Form.REFER):
            return labels.FORM[norm.form].pick(self.lang)
        return labels.FORCE[norm.force].pick(self.lang)

    def place_and_force(self, norm: Norm) -> str:
        """Both, as they stand after a norm: 第四十一条第一款，强制."""
        return self.say("，", ", ").join((self.places(norm), self.force(norm)))

    def sentence(self, jurisdiction: str, rule: Rule) -> str:
        """A rule in words, with the local names of posts."""
        return self.words[jurisdiction].rule(rule)

    def title(self, rule: Rule) -> str:
        """The title of a rule."""
        return rule.norm.title.pick(self.lang)
