"""Findings that somebody has looked at and lets stand, with the reason: `policies/<jurisdiction>/reviewed.yaml`.

- finding: implied/request-consulted          # the id under which `analyse pack` tells it
  why: {zh: …, en: …}
  rules: {request-consulted: 6fae01d2b3c4}    # what the rules said then, as a digest
  articles: {"52": 8c7727d5443b}              # how the articles' fingerprints began then

A review holds for these rules and articles as they were. Once one of them has changed, it has expired, and the finding
is told again. This file changes no answer, so it is no part of a pack's digest.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from rules_engine import expression as ex
from rules_engine.analyse.findings import Found, PackFinding
from rules_engine.analyse.revision import rebuilt
from rules_engine.check.fields import Fields, entries, items
from rules_engine.checked import Pack, Rule
from rules_engine.conformance.notation import limit_text, notation
from rules_engine.names import nearest
from rules_engine.parse import parse_one, read_file
from rules_engine.parsed import Scalar
from rules_engine.problem import CaseError, Problem
from rules_engine.source import Span
from rules_engine.text import Text
from rules_engine.wording import analysis as say

LENGTH: Final = 12
"""So many digits of a SHA-256 tell one state of a rule or an article from another."""
_DIGEST: Final = re.compile(rf"[0-9a-f]{{{LENGTH}}}")
FILE: Final = "reviewed.yaml"


@dataclass(frozen=True, slots=True)
class Review:
    """One finding that is let stand: why, and the rules (by slug) and articles that it was reviewed with."""

    finding: str
    why: Text
    rules: Mapping[str, str]
    articles: Mapping[int, str]
    span: Span | None = field(default=None, compare=False, repr=False)

    def changed(self, pack: Pack) -> tuple[str | int, ...]:
        """The rules and articles, of those named, that are not as they were reviewed."""
        now = {rule.norm.slug: digest_of(rule) for rule in pack.rules}
        rules = [slug for slug, digest in self.rules.items() if now.get(slug) != digest]
        places = [number for number, mark in self.articles.items() if mark_of(pack, number) != mark]
        return (*rules, *places)


@dataclass(frozen=True, slots=True)
class Expired:
    """A finding whose review does not hold any more, because of rules (slugs) and articles (numbers)."""

    finding: PackFinding
    review: Review
    because: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Assessed:
    """What was found, less what is reviewed. `stale` are reviews of what is not found any more."""

    found: Found
    open: tuple[PackFinding, ...]
    expired: tuple[Expired, ...]
    reviewed: tuple[tuple[PackFinding, Review], ...]
    stale: tuple[Review, ...]

    @property
    def settled(self) -> bool:
        """Whether nothing is left to look at."""
        return not (self.open or self.expired or self.stale)


def assess(found: Found, pack: Pack, reviews: Mapping[str, Review]) -> Assessed:
    """Part findings into those that are open, expired and reviewed."""
    open_: list[PackFinding] = []
    expired: list[Expired] = []
    reviewed: list[tuple[PackFinding, Review]] = []
    for finding in found.findings:
        review = reviews.get(finding.id)
        if review is None:
            open_.append(finding)
        elif because := _differences(review, review_of(finding, pack)):
            expired.append(Expired(finding, review, because))
        else:
            reviewed.append((finding, review))
    told = {finding.id for finding in found.findings}
    stale = tuple(review for name, review in reviews.items() if name not in told)
    return Assessed(found, tuple(open_), tuple(expired), tuple(reviewed), stale)


def _differences(review: Review, now: Review) -> tuple[str | int, ...]:
    rules = [slug for slug in {**now.rules, **review.rules} if now.rules.get(slug) != review.rules.get(slug)]
    articles = {**now.articles, **review.articles}
    return (*rules, *(number for number in articles if now.articles.get(number) != review.articles.get(number)))


def review_of(finding: PackFinding, pack: Pack) -> Review:
    """The review that would let a finding stand, but for the reason."""
    rules = finding.involved
    numbers = sorted({citation.cite.article for rule in rules for citation in rule.norm.citations})
    return Review(
        finding=finding.id,
        why=Text("", ""),
        rules={rule.norm.slug: digest_of(rule) for rule in rules},
        articles={number: mark_of(pack, number) for number in numbers},
    )


def digest_of(rule: Rule) -> str:
    """What a rule says, as a digest: the same as long as it means the same, whatever its words."""
    duty = rule.body.duty
    parts = [
        ",".join(sorted(rule.actions)),
        rule.norm.form,
        rule.norm.force,
        rule.norm.kind,
        _meant(rule.when),
        _meant(rule.body.condition),
        f"{duty.done.id} {_meant(duty.due) if duty.due else ''}" if duty else "",
        ",".join(sorted(name.rpartition(".")[2] for name in rule.overrides)),
    ]
    return _short("\n".join(parts))


def _meant(expression: ex.Expression) -> str:
    """An expression with what its definitions and limits come to."""
    spelt: ex.Expression = rebuilt(expression, lambda limit: replace(limit, id=limit_text(limit)))
    return notation(spelt)


def mark_of(pack: Pack, number: int) -> str:
    """How the fingerprint of an article begins; of one without fingerprint, dashes."""
    article = pack.articles.get(number)
    return (article.fingerprint.rpartition(":")[2] if article else "")[:LENGTH] or "0" * LENGTH


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]


# --- the file


def read_reviews(folder: Path, pack: Pack) -> dict[str, Review]:
    """The reviews of a pack by finding; none where there is no file.

    Raises ParseError or CaseError with all problems of the file.
    """
    path = folder / pack.jurisdiction / FILE
    if not path.exists():
        return {}
    problems: list[Problem] = []
    found: dict[str, Review] = {}
    for at, node in items(parse_one(read_file(path)), "", problems):
        fields = Fields(node, at, problems, ("finding", "why", "rules", "articles"))
        name, known = fields.scalar("finding"), len(problems)
        why = fields.words("why")
        empty = len(problems) == known and why is not None and not (why.zh and why.en)
        rules = _digests(fields, "rules", (rule.norm.slug for rule in pack.rules))
        articles = _digests(fields, "articles", map(str, pack.articles))
        if name is None or why is None:
            continue
        if empty:
            problems.append(say.no_reason(name.span, fields.at("why"), name.text))
        if name.text in found:
            problems.append(say.reviewed_twice(name.span, at, name.text, found[name.text].span))
        marks = {int(number): mark for number, mark in articles.items()}
        found[name.text] = Review(name.text, why, rules, marks, name.span)
    if problems:
        raise CaseError(problems)
    return found


def _digests(fields: Fields, key: str, known: Iterable[str]) -> dict[str, str]:
    """Names with digests; what is not known, or no digest, is a problem and left out."""
    accepted = set(known)
    found: dict[str, str] = {}
    for name, value in entries(fields.need(key), fields.at(key), fields.problems):
        digest = value.text if isinstance(value, Scalar) else ""
        if name.text not in accepted:
            near = nearest(name.text, accepted) if key == "rules" else ""
            fields.note(say.not_in_pack(name.span, fields.at(key), name.text, near))
        elif not _DIGEST.fullmatch(digest):
            fields.note(say.bad_digest(value.span, f"{fields.at(key)}.{name.text}", digest, LENGTH))
        else:
            found[name.text] = digest
    return found


def review_problems(folder: Path, pack: Pack) -> tuple[Problem, ...]:
    """Warnings for the reviews whose rules or articles have changed. Raises as `read_reviews` does."""
    reviews = read_reviews(folder, pack).values()
    return tuple(
        say.expired(review.span, review.finding, [str(one) for one in changed])
        for review in reviews
        if (changed := review.changed(pack))
    )


def stale_problems(assessed: Assessed) -> tuple[Problem, ...]:
    """Warnings for the reviews of what is not found any more."""
    return tuple(say.stale(review.span, review.finding) for review in assessed.stale)
