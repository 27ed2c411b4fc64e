"""Packs that cannot be: what the checker answers, in full, all at once and in the order of the files."""

from __future__ import annotations

import pytest
from shown import shown
from small_pack import PACK, rule, write

from rules_engine import CheckError, Engine
from rules_engine.norm import Cite
from rules_engine.text import Text


def problems(folder, lang="en", **changed):
    """The whole text of what is wrong with the pack whose files are `changed`: a text, or what is replaced by what."""
    files = {
        name: PACK[f"{name}.yaml"].replace(*change) if isinstance(change, tuple) else change
        for name, change in changed.items()
    }
    with pytest.raises(CheckError) as caught:
        Engine.load(write(folder, **files)).pack("linhe")
    return shown(caught.value.problems, folder, lang)


def test_the_small_pack_is_in_order(tmp_path):
    """The pack that these tests break has neither problems nor warnings."""
    engine = Engine.load(write(tmp_path))
    assert len(engine.pack("linhe").rules) == 5
    assert engine.warnings("linhe") == ()


def test_a_cycle_of_definitions_is_named_once(tmp_path):
    """Definitions that use one another in a circle are one problem, at the definition that closes it."""
    text = (
        'first: {means: second and noted, cite: "3", zh: 甲, en: a}\n'
        'second: {means: not third, cite: "3", zh: 乙, en: b}\n'
        'third: {means: first or urgent, cite: "3", zh: 丙, en: c}\n'
        'costly: {means: third, cite: "3", zh: 丁, en: d}\n'
    )
    assert problems(tmp_path, definitions=text) == (
        "linhe/definitions.yaml:1:1: cycle: a cycle: first → second → third → first [definitions.first]\n"
        '  first: {means: second and noted, cite: "3", zh: 甲, en: a}\n'
        "  ^^^^^\n"
    )


def test_a_cycle_hides_no_other_problem(tmp_path):
    """A definition that is wrong by itself is reported beside a cycle of others."""
    text = 'costly: {means: costly, cite: "3", zh: 甲, en: a}\nother: {means: presnt > 0, cite: "3", zh: 乙, en: b}\n'
    assert problems(tmp_path, definitions=text) == (
        "linhe/definitions.yaml:1:1: cycle: a cycle: costly → costly [definitions.costly]\n"
        '  costly: {means: costly, cite: "3", zh: 甲, en: a}\n'
        "  ^^^^^^\n"
        "linhe/definitions.yaml:2:16: unknown-name: there is no name `presnt` [definitions.other.means]\n"
        '  other: {means: presnt > 0, cite: "3", zh: 乙, en: b}\n'
        "                 ^^^^^^\n"
        "  help: did you mean `present`?\n"
    )


def test_definitions_may_stand_in_any_order(tmp_path):
    """A definition may use one that stands below it."""
    text = (
        'costly: {means: dear, cite: "3", zh: 甲, en: a}\n'
        'dear: {means: "not meets(amount, funds)", cite: "3", zh: 乙, en: b}\n'
    )
    assert set(Engine.load(write(tmp_path, definitions=text)).pack("linhe").definitions) == {"costly", "dear"}


def test_rules_are_not_blamed_for_a_definition(tmp_path):
    """A definition with a problem is one problem, though a rule uses it."""
    assert problems(tmp_path, definitions='costly: {means: dear, cite: "3", zh: 甲, en: a}\n') == (
        "linhe/definitions.yaml:1:17: unknown-name: there is no name `dear` [definitions.costly.means]\n"
        '  costly: {means: dear, cite: "3", zh: 甲, en: a}\n'
        "                  ^^^^\n"
    )


def test_rules_are_not_blamed_for_a_limit(tmp_path):
    """A limit with a problem is one problem, though a definition and a rule use it."""
    assert problems(tmp_path, parameters=("500万元", "五百万")) == (
        "linhe/parameters.yaml:2:20: bad-limit: the limit `五百万` is not readable [parameters.funds.less_than]\n"
        '  funds: {less_than: 五百万, cite: "3"}\n'
        "                     ^^^^^^\n"
        "  help: such as 500万元\n"
    )


def test_rules_are_not_blamed_for_a_rule_that_they_displace(tmp_path):
    """A rule with a problem keeps its name for those that name it."""
    only = rule("require: noted", id="a", force="x") + rule("require: noted", id="b", overrides="[a]")
    text = problems(tmp_path, only=only)
    assert text.count("linhe/") == 1
    assert "not-one-of: `x` is not accepted" in text


def test_a_definition_is_named_like_no_fact(tmp_path):
    """A name has one meaning: a definition may not take a fact's."""
    text = PACK["definitions.yaml"] + 'noted: {means: urgent, cite: "3", zh: 甲, en: a}\n'
    assert problems(tmp_path, definitions=text).startswith(
        "linhe/definitions.yaml:2:1: bad-id: `noted` cannot be an id [definitions.noted]\n"
    )


def test_an_article_cited_by_a_limit_exists(tmp_path):
    """A parameter's place is checked against the document's articles."""
    assert problems(tmp_path, parameters=('cite: "3"', 'cite: "30"')) == (
        "linhe/parameters.yaml:2:34: unknown-article: the document has no place `30` [parameters.funds.cite]\n"
        '  funds: {less_than: 500万元, cite: "30"}\n'
        "                                     ^^\n"
        "  help: articles.yaml lists the articles and counts their paragraphs\n"
    )


def test_an_unknown_concept_is_answered_by_the_nearest(tmp_path):
    """A parameter's name is one of the vocabulary's, so that packs can be compared."""
    text = problems(tmp_path, parameters=("issue:", "isue:"))
    assert "linhe/parameters.yaml:3:1: unknown-name: there is no parameter concept `isue` [parameters.isue]\n" in text
    assert "help: did you mean `issue`?" in text


def test_articles_stand_in_order_and_none_is_left_out(tmp_path):
    """A gap in the numbers is an error at the article after it."""
    text = problems(tmp_path, articles=("article: 3", "article: 4"))
    assert "linhe/articles.yaml:7:12: articles-order: here stands article 3, not `4` [articles[2].article]\n" in text
    assert "linhe/articles.yaml:12:12: articles-order: here stands article 5, not `4` [articles[3].article]\n" in text
    assert text.count("help: every article is listed, in order\n") == 2


@pytest.mark.parametrize("number", ["一", "²", "٣", "0", "-1", "1.5", "9" * 5000, ""])
def test_an_article_has_a_number(tmp_path, number):
    """What is no number of an article, or absurdly long, is a problem and not a crash."""
    assert "articles-order" in problems(tmp_path, articles=("article: 1,", f'article: "{number}",'))


@pytest.mark.parametrize("number", ["一", "0", "9" * 5000, "-2"])
def test_the_number_of_paragraphs_is_a_number(tmp_path, number):
    """A number of paragraphs that cannot be read is not taken for any."""
    assert "not-one-of" in problems(tmp_path, articles=("paragraphs: 3", f'paragraphs: "{number}"'))


def test_an_encoded_article_has_a_rule_or_says_what_it_leaves_out(tmp_path):
    """No article counts as encoded without anything to show for it."""
    assert problems(
        tmp_path,
        articles=(
            "article: 5, heading: {zh: 施行, en: in force}, status: guidance",
            "article: 5, heading: {zh: 施行, en: in force}, status: encoded",
        ),
    ) == (
        "linhe/articles.yaml:17:57: status: article 5 has no rule and nothing left out, yet its status is encoded "
        "[articles[4]]\n"
        "  - {article: 5, heading: {zh: 施行, en: in force}, status: encoded, "
        "why: {zh: 施行, en: in force}, paragraphs: 1}\n"
        "                                                            ^^^^^^^\n"
    )


def test_an_article_with_rules_is_encoded(tmp_path):
    """An article with a rule cannot be called guidance."""
    text = problems(
        tmp_path, articles=("en: funds}\n  status: encoded", "en: funds}\n  why: {zh: 无, en: no}\n  status: guidance")
    )
    assert "status: article 3 has rules, yet its status is guidance [articles[2]]" in text


def test_guidance_says_why(tmp_path):
    """An article without rules gives the reason."""
    text = problems(tmp_path, articles=("status: guidance, why: {zh: 施行, en: in force}", "status: guidance"))
    assert "missing-key: `articles[4]` lacks `why` [articles[4]]" in text


def test_what_is_left_out_has_a_place_and_a_reason(tmp_path):
    """A clause that is not encoded is cited, and its reason is one of six."""
    text = problems(tmp_path, articles=('cite: "2.3", why: residual', 'cite: "2.9", why: lazy'))
    assert "unknown-article: the document has no place `2.9` [articles[1].left_out[0].cite]" in text
    assert "not-one-of: `lazy` is not accepted [articles[1].left_out[0].why]" in text
    assert "help: accepted: history, evaluative, residual, elsewhere, liability, organisation" in text


def test_the_head_names_posts_organs_and_days_that_exist(tmp_path):
    """Unknown posts and organs and a day that does not exist are reported together."""
    head = PACK["pack.yaml"].replace("2020-01-01", "2020-02-30").replace("[government]", "[goverment]")
    text = problems(tmp_path, pack=head.replace("deputy:", "deputi:"))
    assert [line.split(": ", 1)[1] for line in text.splitlines() if line.startswith("linhe/")] == [
        "bad-date: `2020-02-30` is no day that exists [document.in_force.from]",
        "unknown-name: there is no organ `goverment` [binds.full]",
        "unknown-name: there is no post `deputi` [terms]",
    ]


def test_the_head_names_its_folder(tmp_path):
    """A pack's jurisdiction is the name of its folder."""
    assert problems(tmp_path, pack=("jurisdiction: linhe", "jurisdiction: linghe")) == (
        "linhe/pack.yaml:1:15: not-one-of: `linghe` is not accepted [jurisdiction]\n"
        "  jurisdiction: linghe\n"
        "                ^^^^^^\n"
        "  help: accepted: linhe\n"
    )


def test_a_head_without_entries_lacks_each(tmp_path):
    """An almost empty head is told all that it lacks."""
    text = problems(tmp_path, pack="jurisdiction: linhe\n")
    lacking = {line.partition("lacks `")[2].partition("`")[0] for line in text.splitlines() if "lacks" in line}
    assert lacking == {"name", "version", "document", "binds", "terms"}


@pytest.mark.parametrize("name", ["pack", "articles", "parameters", "definitions", "rules"])
@pytest.mark.parametrize("text", ["word\n", "[[[]]]\n", "{a: {b: {c: d}}}\n", "- - -\n"])
def test_a_file_of_another_shape_is_a_problem(tmp_path, name, text):
    """Whatever shape a file has, the answer is problems with places."""
    with pytest.raises(CheckError) as caught:
        Engine.load(write(tmp_path, **{name: text})).pack("linhe")
    assert caught.value.problems
    assert all(problem.span for problem in caught.value.problems)


def test_problems_of_all_files_come_at_once_sorted(tmp_path):
    """A head, a limit and a rule that are wrong are reported in one go, by file and line."""
    text = problems(
        tmp_path,
        pack=("[government]", "[goverment]"),
        parameters=("1/2", "3/2"),
        only=rule("require: presnt > 0"),
    )
    assert [line.split(":")[0] for line in text.splitlines() if line.startswith("linhe/")] == [
        "linhe/pack.yaml",
        "linhe/parameters.yaml",
        "linhe/rules/99-only.yaml",
    ]


def test_equal_mistakes_in_two_files_are_two_problems(tmp_path):
    """The same mistake at the same place of two files is not taken for one."""
    only = rule("require: presnt > 0")
    text = problems(tmp_path, only=only, rules=only.replace("only", "main"))
    assert text.count("unknown-name: there is no name `presnt`") == 2


def test_problems_are_told_in_chinese_too(tmp_path):
    """Every problem has its sentence and its help in Chinese."""
    assert problems(tmp_path, lang="zh", parameters=("500万元", "五百万")) == (
        "linhe/parameters.yaml:2:20: bad-limit: 限额 `五百万` 无法读取 [parameters.funds.less_than]\n"
        '  funds: {less_than: 五百万, cite: "3"}\n'
        "                     ^^^^^^\n"
        "  help: 如 500万元\n"
    )


def test_a_limit_that_no_rule_uses_is_a_warning(tmp_path):
    """An unused limit is worth a word, and no error."""
    parameters = PACK["parameters.yaml"] + 'crowd: {at_most: 8, cite: "2.3"}\n'
    engine = Engine.load(write(tmp_path, parameters=parameters))
    assert engine.pack("linhe").parameters["crowd"].cite == Cite(2, 3)
    assert shown(engine.warnings("linhe"), tmp_path) == (
        "linhe/parameters.yaml:4:1: unused-parameter: no rule uses the parameter `crowd` [parameters.crowd]\n"
        '  crowd: {at_most: 8, cite: "2.3"}\n'
        "  ^^^^^\n"
    )


def test_the_order_of_files_and_rules_changes_nothing_but_the_digest(tmp_path):
    """Rules come in the document's order, however they are written down."""
    parts = PACK["rules/02-meetings.yaml"].split("- id:")[1:]
    turned = "".join(f"- id:{part}" for part in reversed(parts))
    first = Engine.load(write(tmp_path / "first")).pack("linhe")
    second = Engine.load(write(tmp_path / "second", rules=turned)).pack("linhe")
    assert first.rules == second.rules
    assert first.digest != second.digest


def test_a_jurisdiction_has_a_short_name(tmp_path):
    """It is the one that the pack gives; in English, and where it gives none, the name itself heads a column."""
    assert Engine.load(write(tmp_path / "given")).pack("linhe").short == Text("临河区", "Linhe District")
    unnamed = PACK["pack.yaml"].replace("short: 临河区\n", "")
    assert Engine.load(write(tmp_path / "none", pack=unnamed)).pack("linhe").short.zh == "某省临河区"
