"""The texts at hand, and packs compared with them: for people and as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from rules_engine.checked import Pack
from rules_engine.norm import Cite
from rules_engine.originals.store import Stored
from rules_engine.originals.verify import State, Verification
from rules_engine.render.page import Page, Style
from rules_engine.render.problems import problem_data
from rules_engine.text import Lang, Text

Data = dict[str, Any]

STATES: Final[Mapping[State, tuple[Text, Style]]] = {
    State.AS_ENCODED: (Text("与编码时一致", "as encoded"), "good"),
    State.CHANGED: (Text("已变动", "changed"), "bad"),
    State.MISSING: (Text("原文缺此条", "missing"), "bad"),
    State.EXTRA: (Text("规则包缺此条", "not in the pack"), "bad"),
    State.UNMARKED: (Text("规则包未记指纹", "no fingerprint in the pack"), "open"),
}


def stored_page(stored: Sequence[Stored], folder: str, lang: Lang) -> Page:
    """The texts at hand."""
    page = Page()
    if not stored:
        page.add(Text(f"{folder} 中还没有文件原文", f"no source texts in {folder} yet").pick(lang))
        return page
    articles = Text("条", "articles").pick(lang)
    page.table([(one.jurisdiction, f"{one.articles} {articles}", str(one.path)) for one in stored], styles=("title",))
    return page


def stored_data(stored: Sequence[Stored]) -> list[Data]:
    """The texts at hand as data."""
    return [{"jurisdiction": one.jurisdiction, "articles": one.articles, "path": str(one.path)} for one in stored]


def verification_page(found: Verification, pack: Pack, lang: Lang) -> Page:
    """Each article and how it stands; the problems are told apart."""
    page = Page()
    for article in found.articles:
        text, style = STATES[article.state]
        name = Cite(article.number).text.pick(lang)
        own = pack.articles.get(article.number)
        heading = own.heading.pick(lang) if own else ""
        page.add((name, "title"), f"  {heading}  ", (text.pick(lang), style))
    page.blank()
    counts = [
        f"{STATES[state][0].pick(lang)} {number}"
        for state in State
        if (number := sum(article.state is state for article in found.articles))
    ]
    told = Text("，", ", ").pick(lang).join(counts)
    page.add((found.jurisdiction, "title"), ": ", (told, "good" if found.passed else "bad"))
    return page


def verification_data(found: Verification) -> Data:
    """A comparison as data."""
    return {
        "jurisdiction": found.jurisdiction,
        "passed": found.passed,
        "articles": [
            {"article": article.number, "state": article.state.value, "fingerprint": article.fingerprint or None}
            for article in found.articles
        ],
        "problems": [problem_data(problem) for problem in found.problems],
    }
