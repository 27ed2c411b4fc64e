"""How strict districts are beside one another, for the page: for each action a drawing and a table, and the cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rules_engine.analyse.strictness import Difference, Relation
from rules_engine.checked import Pack, Vocabulary
from rules_engine.render.analysis import differences_page
from rules_engine.render.comparison.cells import brief
from rules_engine.render.comparison.lattice import Lattice, lattice
from rules_engine.render.page import Run
from rules_engine.render.strictness_words import LEGEND, SIGN, StrictnessWords
from rules_engine.text import Lang, Text

NOTE: Final = Text(
    "某地严于另一地，指另一地不符合的案例在该地也都不符合，反之则不然；只比较两地均有规定的案例，未规定不计入宽严。"
    "图中严者在上，有线相连才有宽严之分，双线及同框为同严；两条线相接不能推出第三条。虚线框的地区与其他各地互有宽严或不可比。"
    "点开表中的符号可看最小的案例和起决定作用的条款。",
    "A district is stricter than another where it denies whatever the other denies, but not the other way round; only "
    "cases of which both speak are compared, and silence is neither strict nor lax. In the drawings the stricter "
    "stands above; only a line says so, a double line or a shared box says equal, and two lines do not make a third. "
    "Districts in dashed boxes are incomparable with all the others. Open a sign in a table to see a smallest case "
    "and the articles that decide it.",
)
_NO_LINE: Final = Text("各地互有宽严或不可比。", "Each is incomparable with every other, or not comparable.")


@dataclass(frozen=True, slots=True)
class Sign:
    """How the row's district is beside the column's; `opens` names what the sign opens, if anything."""

    district: str
    sign: str
    told: str
    opens: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a sign opens: lines with their indent in columns."""

    id: str
    title: str
    lines: tuple[tuple[int, tuple[Run, ...]], ...]


@dataclass(frozen=True, slots=True)
class Strictness:
    """One action; there is a drawing where some district is stricter than another or equal to it."""

    action: str
    title: str
    drawing: Lattice | None
    told: str
    rows: tuple[tuple[str, tuple[Sign, ...]], ...]
    opened: tuple[Told, ...]
    differs: bool


def strictness(
    differences: Sequence[Difference], packs: Sequence[Pack], vocabulary: Vocabulary, lang: Lang
) -> tuple[Strictness, ...]:
    """The actions of which two districts speak, in the order of `differences`."""
    words = StrictnessWords(packs, vocabulary, lang)
    found = []
    for action in dict.fromkeys(difference.action for difference in differences):
        own = [difference for difference in differences if difference.action == action]
        if any(difference.relation is not Relation.SILENT for difference in own):
            found.append(_action(own, packs, vocabulary, words))
    return tuple(found)


def legend(lang: Lang) -> tuple[str, str]:
    """What the drawings and the signs mean."""
    return NOTE.pick(lang), LEGEND.pick(lang)


def _action(
    own: Sequence[Difference], packs: Sequence[Pack], vocabulary: Vocabulary, words: StrictnessWords
) -> Strictness:
    action = own[0].action
    relations = {(each.first, each.second): each.relation for each in own}
    relations |= {(each.second, each.first): each.relation.mirrored for each in own}
    ids = {(each.first, each.second): f"case-{action}-{each.first}-{each.second}" for each in own}
    ids |= {(second, first): found for (first, second), found in ids.items()}
    names = [pack.jurisdiction for pack in packs]
    drawn = [each for each in own if _drawn(each)]
    rows = tuple(
        (
            first,
            tuple(
                Sign(second, SIGN[relations[first, second]], _told(first, second, relations, words), ids[first, second])
                if first != second
                else Sign(second, "·", "", "")
                for second in names
            ),
        )
        for first in names
    )
    opened = tuple(
        Told(
            ids[each.first, each.second],
            words.say(" · ", " · ").join(
                (words.action(action), words.district(each.first), words.district(each.second))
            ),
            tuple(differences_page([each], packs, vocabulary, words.lang).laid_out(None))[1:],
        )
        for each in own
    )
    return Strictness(
        action,
        words.action(action),
        lattice({name: brief(words.district(name), words.lang) for name in names}, relations) if drawn else None,
        words.say("；", "; ").join(map(words.relation, drawn)) or _NO_LINE.pick(words.lang),
        rows,
        opened,
        differs=any(each.relation is not Relation.EQUAL for each in own),
    )


def _drawn(difference: Difference) -> bool:
    return difference.relation in (Relation.EQUAL, Relation.STRICTER, Relation.LOOSER)


def _told(first: str, second: str, relations: dict[tuple[str, str], Relation], words: StrictnessWords) -> str:
    """A sign in words, for those who hear the page."""
    told = {
        Relation.EQUAL: words.say("与{}同严", "equal to {}"),
        Relation.STRICTER: words.say("严于{}", "stricter than {}"),
        Relation.LOOSER: words.say("宽于{}", "looser than {}"),
        Relation.INCOMPARABLE: words.say("与{}互有宽严", "incomparable with {}"),
        Relation.SILENT: words.say("与{}不可比", "not comparable with {}"),
        Relation.UNDECIDED: words.say("与{}未能判定", "beside {}: not decided"),
    }
    return words.district(first) + words.say("", " ") + told[relations[first, second]].format(words.district(second))
