"""What is cited: a place in a document, and the head of a norm that findings and decisions name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rules_engine.text import Text

_CITE: Final = re.compile(r"([1-9]\d{0,2})(?:\.([1-9]\d?))?(?:\(([1-9]\d?)\))?")
_NUMBER: Final = "([0-9]{1,3}|[一二三四五六七八九十百零]{1,6})"
_SAID: Final = re.compile(f"第{_NUMBER}条(?:第{_NUMBER}款)?(?:第{_NUMBER}项)?")


class Force(StrEnum):
    """How binding a norm is. Departing from a norm that is not `must` is never against the document."""

    MUST = "must"
    IN_PRINCIPLE = "in_principle"
    GENERALLY = "generally"
    ENCOURAGED = "encouraged"


class NormKind(StrEnum):
    """What sort of thing a norm regulates."""

    COMPETENCE = "competence"
    VALIDITY = "validity"
    PROCEDURE = "procedure"
    PROHIBITION = "prohibition"
    DUTY = "duty"
    DISCLOSURE = "disclosure"
    CONDUCT = "conduct"


class Form(StrEnum):
    """What a rule does."""

    REQUIRE = "require"
    FORBID = "forbid"
    PERMIT = "permit"
    DUTY = "duty"
    REFER = "refer"


@dataclass(frozen=True, slots=True, order=True)
class Cite:
    """A place in a document: article, and paragraph and item where they are named (0 where not)."""

    article: int
    paragraph: int = 0
    item: int = 0

    def __str__(self) -> str:
        paragraph = f".{self.paragraph}" if self.paragraph else ""
        return f"{self.article}{paragraph}{f'({self.item})' if self.item else ''}"

    @classmethod
    def parse(cls, text: str) -> Cite | None:
        """A place as packs write it: `41`, `41.1`, `62(2)`, `43.4(1)`; None where it is not one."""
        match = _CITE.fullmatch(text.strip())
        return cls(int(match[1]), int(match[2] or 0), int(match[3] or 0)) if match else None

    @classmethod
    def said(cls, text: str) -> Cite | None:
        """A place as packs or people write it: `41.1`, 第四十一条第一款, 第41条; None where it is not one."""
        match = _SAID.fullmatch("".join(text.split()))
        if match is None:
            return cls.parse(text)
        numbers = [_number(part) if part else 0 for part in match.groups()]
        return None if None in numbers else cls(*(number or 0 for number in numbers))

    def covers(self, other: Cite) -> bool:
        """Whether `other` is this place or a part of it."""
        return self.article == other.article and self.paragraph in (0, other.paragraph) and self.item in (0, other.item)

    @property
    def text(self) -> Text:
        """The place in words: 第四十一条第一款第二项, Article 41, paragraph 1, item 2."""
        zh = f"第{chinese_number(self.article)}条"
        en = f"Article {self.article}"
        if self.paragraph:
            zh += f"第{chinese_number(self.paragraph)}款"
            en += f", paragraph {self.paragraph}"
        if self.item:
            zh += f"第{chinese_number(self.item)}项"
            en += f", item {self.item}"
        return Text(zh, en)


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a named document."""

    document: str
    cite: Cite

    @property
    def text(self) -> Text:
        """The place in words, without the document's name."""
        return self.cite.text


@dataclass(frozen=True, slots=True)
class Norm:
    """The head of a rule, shared by all findings about it. `citations` has at least one place, the chief one first.

    `facts` and `parameters` are the ids that its condition and its body read; `rests_on` names shared readings;
    `refers_to` says to which other rules a referral sends the reader.
    """

    id: str
    citations: tuple[Citation, ...]
    force: Force
    form: Form
    kind: NormKind
    title: Text
    facts: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    reading: Text | None = None
    rival: Text | None = None
    rests_on: tuple[str, ...] = ()
    refers_to: Text | None = None

    def cited_in(self, articles: tuple[Cite, ...]) -> bool:
        """Whether the norm stands in one of the articles asked for; in any, where none is named."""
        return not articles or any(place.covers(own.cite) for place in articles for own in self.citations)

    @property
    def citation(self) -> Citation:
        """The chief place of the norm."""
        return self.citations[0]

    @property
    def slug(self) -> str:
        """The last part of the id; equal in districts that regulate the same thing."""
        return self.id.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A clause that a pack does not encode.

    `why` is one of history, evaluative, residual, elsewhere, liability, organisation.
    """

    cite: Cite
    why: str
    text: Text


@dataclass(frozen=True, slots=True)
class PackStamp:
    """Which text of which pack answered."""

    version: str
    digest: str


def _number(text: str) -> int | None:
    """What `chinese_number` writes so, or digits do; None where it is no number from 1 to 999."""
    if text.isdecimal():
        return int(text) or None
    return next((number for number in range(1, 1000) if chinese_number(number) == text), None)


def chinese_number(number: int) -> str:
    """A number from 1 to 999 in Chinese numerals.

    >>> chinese_number(41), chinese_number(110), chinese_number(105)
    ('四十一', '一百一十', '一百零五')
    """
    digits = "零一二三四五六七八九"
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    head = f"{digits[hundreds]}百" if hundreds else ""
    if tens:
        head += ("" if tens == 1 and not hundreds else digits[tens]) + "十"
    elif hundreds and ones:
        head += "零"
    return head + (digits[ones] if ones else "")
