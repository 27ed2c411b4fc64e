"""Cases read against the packs of a shelf."""

import pytest

from rules_engine.bundled import packs_folder
from rules_engine.intake.files import CaseFiles
from rules_engine.problem import CaseError
from rules_engine.shelf import Shelf, read_vocabulary
from rules_engine.source import Source
from rules_engine.stored import Store

ONE = "jurisdiction: 红桥区\naction: 决定事项\ndate: 2026-11-20\nfacts: {金额: 600万元}\n"


@pytest.fixture(scope="module")
def files():
    words = packs_folder() / "vocabulary"
    return CaseFiles(Shelf(packs_folder(), read_vocabulary(words), words, Store(None)))


def test_a_file_holds_one_case_a_list_or_several_documents(files):
    """All three ways give the same cases."""
    listed = "".join(f"{'- ' if index == 0 else '  '}{line}\n" for index, line in enumerate(ONE.splitlines()))
    texts = [ONE, listed, f"{ONE}---\n{ONE}"]
    found = [files.cases(Source("cases.yaml", text)) for text in texts]
    assert [len(cases) for cases in found] == [1, 1, 2]
    assert {case for cases in found for case in map(repr, cases)} == {repr(found[0][0])}


def test_the_problems_of_all_cases_are_told_together(files):
    """One bad case does not hide the next one's mistakes, and each has its path."""
    text = "- {jurisdiction: hongqiao, action: nothing.known}\n- {jurisdiction: nowhere, action: meeting.hold}\n"
    with pytest.raises(CaseError) as error:
        files.cases(Source("cases.yaml", text))
    assert [(problem.code, problem.path) for problem in error.value.problems] == [
        ("unknown-action", "0.action"),
        ("unknown-jurisdiction", "1.jurisdiction"),
    ]


def test_an_empty_file_is_told(files):
    """A file without a case is a mistake, not an empty answer."""
    with pytest.raises(CaseError) as error:
        files.cases(Source("cases.yaml", "[]\n"))
    assert [problem.code for problem in error.value.problems] == ["empty-file"]


def test_an_impossible_case_is_refused(files):
    """More members present than there are breaks a constraint of the vocabulary."""
    with pytest.raises(CaseError) as error:
        files.case({"jurisdiction": "hongqiao", "action": "meeting.hold", "facts": {"present": 5, "members": 3}})
    assert [problem.code for problem in error.value.problems] == ["impossible"]


@pytest.mark.parametrize("place", ["80", "79.3", "第八十条"])
def test_an_article_that_the_document_lacks_is_refused(files, place):
    """Hongqiao's document ends with article 79, of less than three paragraphs; the help says how places are written."""
    with pytest.raises(CaseError) as error:
        files.case({"jurisdiction": "hongqiao", "action": "meeting.hold", "articles": [place]})
    (problem,) = error.value.problems
    assert problem.code == "unknown-article"
    assert "41.1" in problem.help.zh


def test_problems_name_facts_as_their_reader_does(files):
    """In Chinese a fact has its Chinese name, whatever the case wrote; in English its id."""
    facts = {"amount": "六百万", "matter": "funds", "decided_by": "nowhere"}
    with pytest.raises(CaseError) as error:
        files.case({"jurisdiction": "hongqiao", "action": "matter.decide", "date": "尚未", "facts": facts})
    told = [problem.message for problem in error.value.problems]
    assert {text.zh for text in told} == {
        "`六百万` 不能作为 `金额` 的值",
        "`事项` 是一个集合",
        "`nowhere` 不是 `决定主体` 可取的值",
        "`尚未` 不能作为 `date` 的值",
    }
    assert "`六百万` cannot be the value of `amount`" in {text.en for text in told}
    assert all("尚未" not in problem.help.zh for problem in error.value.problems if "date" in problem.path)
