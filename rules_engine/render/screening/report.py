"""What a summary says, in one language: figures with their names, the most frequent first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from rules_engine.batch.sums import Sums
from rules_engine.checked import Pack, Vocabulary
from rules_engine.decision import Verdict
from rules_engine.norm import Cite
from rules_engine.render import labels
from rules_engine.render.naming import Naming
from rules_engine.text import Lang, Text

Name = TypeVar("Name")

MOST: Final = 10
"""So many articles and facts are named."""
CAVEAT: Final = Text(
    "以上只说明各行为是否符合所列工作规则；工作规则之上还有法律法规，核对结论不是合法性认定。",
    "This tells only whether the acts conform to these work rules; the law above them prevails, and it is no finding "
    "of lawfulness.",
)
_CODES: Final = {
    "element-twice": Text("集合中有重复的项", "an element stands twice in a set"),
    "fact-twice": Text("同一事实给了两次", "a fact is given twice"),
    "impossible": Text("事实之间矛盾", "facts that contradict one another"),
    "missing-key": Text("缺少必填项", "a required entry is missing"),
    "not-a-case": Text("不是一个案例", "no case"),
    "not-a-set": Text("不是集合", "no set"),
    "not-encoded": Text("编码不符", "not in the stated encoding"),
    "not-facts": Text("事实的写法不对", "facts not written as names and values"),
    "not-json": Text("不是 JSON", "no JSON"),
    "not-yaml": Text("括号内的写法不对", "brackets that cannot be read"),
    "open-quote": Text("引号不成对", "a quotation mark is not closed"),
    "ragged-row": Text("单元格数目不对", "the wrong number of cells"),
    "row-too-long": Text("行过长", "a row that is too long"),
    "stray-return": Text("多余的回车符", "a stray carriage return"),
    "two-dates": Text("两处日期不一致", "two dates that differ"),
    "two-organs": Text("两处机关不一致", "two organs that differ"),
    "unknown-action": Text("没有此行为", "no such action"),
    "unknown-fact": Text("没有此事实", "no such fact"),
    "unknown-jurisdiction": Text("没有此辖区", "no such jurisdiction"),
    "unknown-value": Text("没有此取值", "no such value"),
    "wrong-value": Text("值的写法不对", "a value that cannot be read"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """The cases of a jurisdiction, or of one action there, by verdict."""

    district: str
    action: str
    total: int
    verdicts: Mapping[Verdict, int]


@dataclass(frozen=True, slots=True)
class Figure:
    """Something that is counted."""

    name: str
    note: str
    count: int


@dataclass(frozen=True, slots=True)
class Report:
    """A summary. `groups` are those of districts and actions, `districts` of districts alone."""

    lang: Lang
    sums: Sums
    groups: tuple[Group, ...]
    districts: tuple[Group, ...]
    articles: tuple[Figure, ...]
    missing: tuple[Figure, ...]
    problems: tuple[Figure, ...]
    unused: tuple[Figure, ...]
    left_out: tuple[str, ...]


def report(
    sums: Sums, packs: Mapping[str, Pack], vocabulary: Vocabulary, left_out: tuple[str, ...], lang: Lang
) -> Report:
    """The summary of a run; `packs` are those that were asked."""
    naming = Naming(vocabulary, lang)

    def district(place: str) -> str:
        return packs[place].short.pick(lang) or packs[place].name.pick(lang)

    groups = _groups({key: count for key, count in sums.tallies.verdicts.items() if count})
    articles = [
        Figure(
            f"{district(place)} {Cite(article).text.pick(lang)}",
            packs[place].articles[article].heading.pick(lang),
            count,
        )
        for (place, article), count in _most(sums.tallies.articles)
    ]
    unused = [Figure(naming.fact(fact), naming.action(action), count) for (action, fact), count in _ranked(sums.unused)]
    return Report(
        lang,
        sums,
        tuple(
            Group(district(place), naming.action(action) if action else "", sum(found.values()), found)
            for (place, action), found in groups.items()
            if action
        ),
        tuple(
            Group(district(place), "", sum(found.values()), found)
            for (place, action), found in groups.items()
            if not action
        ),
        tuple(articles),
        tuple(Figure(naming.fact(name), "", count) for name, count in _most(sums.tallies.missing)),
        tuple(
            Figure(_CODES[code].pick(lang) if code in _CODES else code, column, count)
            for (code, column), count in _ranked(sums.faults)[:MOST]
        ),
        tuple(unused),
        left_out,
    )


def _groups(verdicts: Mapping[tuple[str, str, str], int]) -> dict[tuple[str, str], dict[Verdict, int]]:
    """Cases by verdict, of each district (with an empty action) and of each of its actions, sorted by name."""
    found: dict[tuple[str, str], dict[Verdict, int]] = {}
    for (place, action, verdict), count in verdicts.items():
        for key in ((place, action), (place, "")):
            group = found.setdefault(key, dict.fromkeys(Verdict, 0))
            group[Verdict(verdict)] += count
    return dict(sorted(found.items()))


def _ranked(counts: Mapping[Name, int]) -> list[tuple[Name, int]]:
    """The more frequent first, by name where they are equally so."""
    return sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))


def _most(counts: Mapping[Name, int]) -> list[tuple[Name, int]]:
    """The most frequent."""
    return _ranked(counts)[:MOST]


def verdict_names(lang: Lang) -> list[str]:
    """The verdicts as columns are headed, in their order."""
    return [labels.VERDICT[verdict].pick(lang) for verdict in Verdict]
