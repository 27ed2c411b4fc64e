"""Whether what a pack says stands in the article that it cites: the numbers of its limits, the posts of its rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final

from rules_engine import expression as ex
from rules_engine.checked import CitedParameter, Pack, Rule
from rules_engine.norm import Form
from rules_engine.originals import numbers
from rules_engine.originals.articles import Original
from rules_engine.originals.fold import folded, simplified
from rules_engine.period import Period
from rules_engine.problem import Problem
from rules_engine.wording import originals as say

ROLE: Final = "role"
"""The enumeration of posts."""

NO_POST: Final = frozenset({"nobody", "other"})
"""Values of it that are no posts, and so stand in no document."""

ALSO: Final = {"executive_deputy": "deputy"}
"""An executive deputy is a deputy too: where a rule names both, an article that names deputies names both."""


def anchor_problems(pack: Pack, original: Original) -> tuple[Problem, ...]:
    """What a pack says of limits and posts and the cited articles do not.

    Articles that the text lacks are not asked. A limit that says how it is `derived` is let pass, and so is a post that
    a rule names by a reading of its own or a shared one.
    """
    words = {number: simplified(folded(text)) for number, text in original.articles.items()}
    problems = [
        say.unanchored_number(cited.span, f"parameters.{cited.limit.id}", cited.limit.id, cited.cite)
        for cited in pack.parameters.values()
        if cited.derived is None and cited.cite.article in words and not _named(cited, words[cited.cite.article])
    ]
    for rule in pack.rules:
        places = _places(rule, pack)
        text = "\n".join(words.get(place, "") for place in places)
        if rule.norm.form is not Form.REQUIRE or rule.norm.reading or rule.norm.rests_on or not text.strip():
            continue
        named = set(_posts(rule.body.condition))
        for posts in sorted(named):
            if any((ALSO.get(post),) in named for post in posts):
                continue
            if not any(simplified(folded(term)) in text for post in posts for term in pack.terms.get(post, ())):
                problems.append(say.unanchored_post(rule.span, rule.id, rule.norm.slug, posts, rule.norm.citation.cite))
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.order))


def _named(cited: CitedParameter, text: str) -> bool:
    """Whether a text names the number of a limit."""
    amount = cited.limit.amount
    if isinstance(amount, Period):
        return amount in numbers.periods(text)
    found: Iterable[Fraction]
    match cited.limit.unit:
        case "share":
            found = numbers.shares(text)
        case "money":
            amount, found = Fraction(amount, 100), numbers.sums(text)
        case _:
            found = numbers.counts(text)
    return Fraction(amount) in set(found)


def _places(rule: Rule, pack: Pack) -> set[int]:
    """The articles in which a rule may have its posts: those that it cites, and those of its definitions."""
    used = (part for part in ex.walk(rule.body.condition) if isinstance(part, ex.Defined))
    defined = {pack.definitions[part.id].cite.article for part in used}
    return defined | {citation.cite.article for citation in rule.norm.citations}


def _posts(condition: ex.Expression) -> Iterator[tuple[str, ...]]:
    """The posts that a condition names; of a group named as one, any may be the one that the document names."""
    for part in ex.walk(condition):
        posts: tuple[tuple[str, ...], ...] = ()
        match part:
            case ex.Compare(_, ex.Fact(_, type_), ex.Const(str(value))) if type_.enumeration == ROLE:
                posts = ((value,),)
            case ex.OneOf(ex.Fact(_, type_), values, group) if type_.enumeration == ROLE:
                posts = (values,) if group else tuple((value,) for value in values)
            case ex.Has(ex.Fact(_, type_), element) if type_.enumeration == ROLE:
                posts = ((element,),)
        yield from (names for names in posts if not NO_POST.intersection(names))
