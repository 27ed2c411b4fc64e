"""The facade: folders of packs, names of jurisdictions, questions in Python."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from small_pack import PACK, write

from rules_engine import CaseError, CheckError, Engine, ParseError, Status, Verdict
from rules_engine.decision import Silence
from rules_engine.source import Source

MEETING = {"meeting": "executive", "members": 9, "present": 5, "chair": "head", "amount": "100元"}


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """An engine over the small pack."""
    return Engine.load(write(tmp_path_factory.mktemp("packs")))


def statuses(decision):
    """What each rule says, by slug."""
    return {finding.norm.slug: finding.status for finding in decision.findings}


@pytest.mark.parametrize("name", ["linhe", "临河区", "某省临河区", "Linhe District", " 临河区 "])
def test_a_jurisdiction_has_an_id_and_names(engine, name):
    """The short name, the full name and the English one lead to the pack."""
    assert engine.jurisdiction_id(name) == "linhe"


def test_an_unknown_jurisdiction_is_answered_by_the_nearest_or_by_all(engine):
    """A misspelling gets a name, anything else the list."""
    with pytest.raises(CaseError) as near:
        engine.pack("linghe")
    assert near.value.problems[0].help.en == "did you mean `linhe`?"
    with pytest.raises(CaseError) as far:
        engine.pack("Paris")
    assert far.value.problems[0].help.en == "there are: 临河区 (linhe)"


def test_a_pack_is_read_once(engine):
    """Packs are read when first asked for, and shared from then on."""
    assert engine.pack("linhe") is engine.pack("临河区")


def test_packs_are_read_once_by_many_threads(tmp_path):
    """Threads that ask at the same time get the same pack."""
    engine = Engine.load(write(tmp_path))
    barrier = threading.Barrier(8)

    def ask(_):
        barrier.wait()
        return engine.pack("linhe"), engine.check("linhe", "meeting.hold", MEETING, date="2026-11-20").verdict

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(ask, range(8)))
    assert len({id(pack) for pack, _ in found}) == 1
    assert {verdict for _, verdict in found} == {Verdict.ALLOW}


def test_a_folder_without_vocabulary_takes_the_shipped_one(tmp_path):
    """One's own packs may use the words of the shipped ones."""
    assert Engine.load(tmp_path).vocabulary == Engine.load().vocabulary
    assert Engine.load(tmp_path).jurisdictions == ()


def test_a_folder_that_is_none_is_an_error(tmp_path):
    """A missing folder, a file and a folder with half a vocabulary are told as problems of packs."""
    with pytest.raises(ParseError, match="file-not-found"):
        Engine.load(tmp_path / "none")
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(ParseError, match="not-a-folder"):
        Engine.load(file)
    (tmp_path / "vocabulary").mkdir()
    with pytest.raises(ParseError, match="file-not-found"):
        Engine.load(tmp_path)


def test_one_broken_pack_does_not_spoil_another(tmp_path):
    """Only whoever asks of the broken one is told."""
    write(tmp_path)
    other = tmp_path / "other"
    (other / "rules").mkdir(parents=True)
    for name, text in PACK.items():
        (other / name).write_text(text.replace("linhe", "other"), encoding="utf-8")
    (other / "parameters.yaml").write_text("quorum: {at_least: 3/2}\n", encoding="utf-8")
    engine = Engine.load(tmp_path)
    assert engine.check("linhe", "meeting.hold", MEETING, date="2026-11-20").verdict is Verdict.ALLOW
    with pytest.raises(CheckError):
        engine.pack("other")


def test_a_meeting_in_order_conforms(engine):
    """Five of nine under the head keep quorum and chair; the minutes are not due yet."""
    decision = engine.check("linhe", "meeting.hold", MEETING, date="2026-11-20")
    assert decision.verdict is Verdict.ALLOW
    assert statuses(decision) == {
        "quorum": Status.SATISFIED,
        "chaired-by-head": Status.SATISFIED,
        "minutes-in-time": Status.PENDING,
    }
    assert [finding.norm.slug for finding in decision.grounds] == ["quorum", "chaired-by-head"]


def test_four_of_nine_are_less_than_half(engine):
    """A violated must denies, by its article."""
    decision = engine.check("linhe", "meeting.hold", {**MEETING, "present": 4}, date="2026-11-20")
    assert decision.verdict is Verdict.DENY
    assert [str(finding.norm.citation.cite) for finding in decision.violations] == ["2.1"]


def test_what_is_missing_is_named(engine):
    """Without the number present the quorum is open."""
    facts = {name: value for name, value in MEETING.items() if name != "present"}
    decision = engine.check("linhe", "meeting.hold", facts, date="2026-11-20")
    assert (decision.verdict, decision.missing) == (Verdict.INCOMPLETE, ("present",))


def test_strict_presumes_nothing(engine):
    """With nothing presumed, whether there is an emergency and who acts are asked."""
    facts = {**MEETING, "chair": "deputy"}
    assert engine.check("linhe", "meeting.hold", facts, date="2026-11-20").verdict is Verdict.DENY
    strict = engine.check("linhe", "meeting.hold", facts, date="2026-11-20", strict=True)
    assert (strict.verdict, strict.missing) == (Verdict.INCOMPLETE, ("urgent", "organ"))


def test_full_lists_what_does_not_apply(engine):
    """Otherwise such findings are left out."""
    brief, full = (
        engine.check("linhe", "meeting.hold", MEETING, date="2026-11-20", full=flag) for flag in (False, True)
    )
    assert statuses(full).keys() - statuses(brief).keys() == {"chaired-by-deputy", "costly-needs-hearing"}


def test_one_article_may_be_asked_alone(engine):
    """The answer says that it is partial, and needs only the facts of that article."""
    decision = engine.check(
        "linhe",
        "meeting.hold",
        {"meeting": "executive", "members": 9, "present": 5},
        date="2026-11-20",
        articles=["2.1"],
    )
    assert (decision.verdict, decision.partial) == (Verdict.ALLOW, True)
    with pytest.raises(CaseError, match="unknown-article: the document has no article `9`"):
        engine.check("linhe", "meeting.hold", {}, articles=["9"])


def test_a_document_says_nothing_of_a_time_before_it(engine):
    """In-force dates are part of every condition."""
    decision = engine.check("linhe", "meeting.hold", MEETING, date="2019-12-31")
    assert (decision.verdict, decision.silence) == (Verdict.SILENT, Silence.NOT_IN_FORCE)
    assert engine.check("linhe", "meeting.hold", MEETING, date="2020-01-01").verdict is Verdict.ALLOW


def test_organs_are_bound_fully_or_by_reference_or_not(engine):
    """For a model document a must is advice; who is not bound is told nothing."""
    facts = {**MEETING, "present": 4}
    bound = engine.check("linhe", "meeting.hold", facts, date="2026-11-20", organ="政府")
    model = engine.check("linhe", "meeting.hold", facts, date="2026-11-20", organ="企业")
    assert bound.verdict is Verdict.DENY
    assert (model.verdict, model.by_reference) == (Verdict.ALLOW, True)
    assert [finding.norm.slug for finding in model.advice] == ["quorum"]


def test_the_question_may_be_asked_after_the_act(engine):
    """Four days later the minutes are overdue, which is advice because the norm holds in principle."""
    decision = engine.check(
        "linhe", "meeting.hold", {**MEETING, "minutes_on": "not_yet"}, date="2026-11-20", as_of="2026-11-24"
    )
    assert statuses(decision)["minutes-in-time"] is Status.DEPARTED
    day = engine.check("linhe", "meeting.hold", MEETING, date=date(2026, 11, 20), as_of=date(2026, 11, 23))
    assert statuses(day)["minutes-in-time"] is Status.PENDING


def test_cases_of_a_file_are_decided_one_by_one(engine):
    """A file of cases and a mapping give the same case."""
    text = "jurisdiction: linhe\naction: meeting.hold\ndate: 2026-11-20\nfacts: {meeting: executive}\n"
    (from_file,) = engine.cases(Source("case.yaml", text))
    from_python = engine.case(
        {"jurisdiction": "linhe", "action": "meeting.hold", "date": "2026-11-20", "facts": {"meeting": "executive"}}
    )
    assert from_file == from_python
    assert engine.decide(from_file) == engine.decide(from_python)


@pytest.mark.parametrize("jurisdiction", ["funing", "hongqiao", "hongshan", "huancui", "lulong"])
def test_the_shipped_packs_are_in_order(jurisdiction):
    """Each of the five loads without a problem, under its id and its names."""
    engine = Engine.load()
    pack = engine.pack(jurisdiction)
    assert engine.jurisdiction_id(pack.name.zh) == jurisdiction
    assert (
        len(pack.articles) == {"funing": 76, "hongqiao": 79, "hongshan": 78, "huancui": 89, "lulong": 77}[jurisdiction]
    )


def test_a_file_of_cases_may_be_named(engine, tmp_path):
    """Whoever has a file need not read it first; one that is not there is a problem, not an error of Python."""
    path = tmp_path / "case.yaml"
    text = "jurisdiction: linhe\naction: meeting.hold\ndate: 2026-11-20\n"
    path.write_text(text, encoding="utf-8")
    assert engine.cases(path) == engine.cases(str(path)) == engine.cases(Source("case.yaml", text))
    assert engine.matters(path) == engine.cases(path)
    with pytest.raises(ParseError) as error:
        engine.cases("nowhere.yaml")
    assert error.value.problems[0].code == "file-not-found"


def test_one_article_may_be_asked_for_by_itself(engine):
    """A text is one place and no sequence of characters: `2.1` does not ask of articles 2 and 1."""
    alone = engine.check("linhe", "meeting.hold", MEETING, date="2026-11-20", articles="2.1")
    assert alone == engine.check("linhe", "meeting.hold", MEETING, date="2026-11-20", articles=["2.1"])
    assert alone.partial
    assert alone == engine.check("linhe", "meeting.hold", MEETING, date="2026-11-20", articles="第二条第一款")


def test_an_evaluator_that_there_is_not_is_refused(engine):
    """A name that is spelt wrongly decides nothing."""
    case = engine.case({"jurisdiction": "linhe", "action": "meeting.hold", "facts": MEETING})
    with pytest.raises(ValueError, match="`refrence`"):
        engine.decide(case, evaluator="refrence")


def test_what_is_no_json_text_is_told_apart(engine):
    """A mapping given to a function of texts is a mistake of the program, and says so."""
    with pytest.raises(TypeError, match="not as dict"):
        engine.judging("linhe", "meeting.hold", texts=True)({"meeting": "executive"})
