"""Reviews of findings: read with all their problems, matched, expired with rules and articles, stale."""

from __future__ import annotations

import pytest
from planted_pack import ARTICLES, PARAMETERS, RULES, planted
from shown import shown

from rules_engine import Engine
from rules_engine.analyse.pack import analyse_pack
from rules_engine.analyse.reviewed import (
    assess,
    digest_of,
    mark_of,
    read_reviews,
    review_of,
    review_problems,
    stale_problems,
)
from rules_engine.problem import CaseError

ID = "implied/plenary-heard"


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The planted pack with what is found in it."""
    engine = Engine.load(planted(tmp_path_factory.mktemp("packs")))
    return engine, analyse_pack(engine.pack("linhe"), engine.vocabulary, 2026)


def entry(review):
    """A review as the file has it."""
    rules = ", ".join(f"{slug}: {digest}" for slug, digest in review.rules.items())
    articles = ", ".join(f'"{number}": {mark}' for number, mark in review.articles.items())
    return (
        f"- finding: {review.finding}\n  why: {{zh: 已核对, en: looked at}}\n"
        f"  rules: {{{rules}}}\n  articles: {{{articles}}}\n"
    )


@pytest.fixture
def assessed(whole, tmp_path):
    """Assesses a pack, otherwise perhaps than when the finding was reviewed."""
    engine, found = whole
    finding = next(one for one in found.findings if one.id == ID)
    text = entry(review_of(finding, engine.pack("linhe")))

    def run(reviews=text, **changed):
        folder = planted(tmp_path, **changed)
        (folder / "linhe" / "reviewed.yaml").write_text(reviews, encoding="utf-8")
        other = Engine.load(folder)
        pack = other.pack("linhe")
        now = analyse_pack(pack, other.vocabulary, 2026)
        return assess(now, pack, read_reviews(folder, pack)), folder, pack

    return run


def test_a_reviewed_finding_is_open_no_more(assessed):
    """It is told apart, with the reason; the others stay open."""
    result, folder, pack = assessed()
    assert [(finding.id, review.why.en) for finding, review in result.reviewed] == [(ID, "looked at")]
    assert ID not in [finding.id for finding in result.open]
    assert (len(result.open), result.expired, result.stale, result.settled) == (11, (), (), False)
    assert review_problems(folder, pack) == ()


@pytest.mark.parametrize(
    ("changed", "because"),
    [
        ({"rules": RULES.replace("all_of(steps, [hearing, experts])", "all_of(steps, [hearing, experts]) and noted")},
         ("plenary-minuted",)),
        ({"articles": ARTICLES.replace("0123456789abcdef", "fedcba9876543210")}, (2,)),
    ],
)  # fmt: skip
def test_a_review_expires_with_the_rule_and_with_the_article(assessed, changed, because):
    """The finding is told again, with what has changed; a plain check of the pack warns of it, too."""
    assert changed.get("rules") != RULES
    result, folder, pack = assessed(**changed)
    assert [(one.finding.id, one.because) for one in result.expired] == [(ID, because)]
    assert result.reviewed == ()
    (problem,) = review_problems(folder, pack)
    assert (problem.code, problem.severity) == ("review-expired", "warning")
    assert str(because[0]) in problem.message.en


def test_other_words_do_not_expire_a_review(assessed):
    """Titles are no part of what was reviewed."""
    result, _, _ = assessed(rules=RULES.replace("a plenary meeting needs a hearing", "the plenary meeting is heard"))
    assert [finding.id for finding, _ in result.reviewed] == [ID]


def test_a_review_of_nothing_is_stale(assessed):
    """What is not found any more should not stay listed."""
    gone = RULES.replace("require: hearing in steps\n  force: must\n  kind: procedure\n  title: {zh: 全体会议须经听证,", "require: noted\n  force: must\n  kind: procedure\n  title: {zh: 全体会议须经听证,")  # fmt: skip  # noqa: E501
    assert gone != RULES
    result, _, _ = assessed(rules=gone)
    assert [review.finding for review in result.stale] == [ID]
    assert [problem.code for problem in stale_problems(result)] == ["review-stale"]


def test_a_limit_is_part_of_what_was_reviewed(whole, tmp_path):
    """A rule whose limit is another has another digest; one whose definition is renamed has not."""
    engine, _ = whole
    other = Engine.load(planted(tmp_path, parameters=PARAMETERS.replace("100万元", "200万元")))
    before, after = ({rule.norm.slug: digest_of(rule) for rule in one.pack("linhe").rules} for one in (engine, other))
    assert {slug for slug in before if before[slug] != after[slug]} == {"small-signer"}


def test_the_mark_of_an_article(whole):
    """It is the beginning of the article's fingerprint; noughts where there is none."""
    pack = whole[0].pack("linhe")
    assert [mark_of(pack, number) for number in (2, 3, 99)] == ["0123456789ab", "000000000000", "000000000000"]


def test_a_pack_without_reviews(whole):
    """The file may be missing."""
    engine, _ = whole
    assert read_reviews(engine.folder, engine.pack("linhe")) == {}


def test_all_that_is_wrong_with_the_file_is_told_at_once(whole, tmp_path):
    """Each problem has its place and its mend."""
    folder = planted(tmp_path)
    (folder / "linhe" / "reviewed.yaml").write_text(
        "- finding: a\n  why: {zh: 理由}\n  rules: {plenary-hear: 0123456789ab}\n  articles: {'9': 0123456789ab}\n"
        "- finding: a\n  why: {zh: '', en: x}\n  rules: {plenary-heard: abc}\n  articles: {'2': 0123456789ab}\n"
        "- finding: b\n  reason: none\n",
        encoding="utf-8",
    )
    with pytest.raises(CaseError) as error:
        read_reviews(folder, whole[0].pack("linhe"))
    assert (
        shown(error.value.problems, folder)
        == """\
linhe/reviewed.yaml:2:8: missing-key: `[0].why` lacks `en` [[0].why]
    why: {zh: 理由}
         ^
linhe/reviewed.yaml:3:11: unknown-name: the pack has no rule or article `plenary-hear` [[0].rules]
    rules: {plenary-hear: 0123456789ab}
            ^^^^^^^^^^^^
  help: did you mean `plenary-heard`?
linhe/reviewed.yaml:4:15: unknown-name: the pack has no rule or article `9` [[0].articles]
    articles: {'9': 0123456789ab}
                ^
linhe/reviewed.yaml:5:12: duplicate-id: `a` stands twice [[1]]
  - finding: a
             ^
  see linhe/reviewed.yaml:1:12
linhe/reviewed.yaml:5:12: no-reason: the reason to let `a` stand needs Chinese and English [[1].why]
  - finding: a
             ^
linhe/reviewed.yaml:7:26: bad-digest: `abc` is no digest of 12 digits [[1].rules.plenary-heard]
    rules: {plenary-heard: abc}
                           ^^^
  help: `rules-engine analyse pack … --reviews` writes it
linhe/reviewed.yaml:9:3: missing-key: `[2]` lacks `why` [[2]]
  - finding: b
    ^
linhe/reviewed.yaml:9:3: missing-key: `[2]` lacks `rules` [[2]]
  - finding: b
    ^
linhe/reviewed.yaml:9:3: missing-key: `[2]` lacks `articles` [[2]]
  - finding: b
    ^
linhe/reviewed.yaml:10:3: unknown-key: there is no key `reason` here [[2].reason]
    reason: none
    ^^^^^^
  help: did you mean `rules`?
"""
    )
