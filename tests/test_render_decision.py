"""The page of a decision, whole, in both languages: what a lawyer reads and signs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from shown_pack import write_shown

from rules_engine import Engine
from rules_engine.render.decision import decision_page

GOLDEN = Path(__file__).parent / "golden" / "decision"
SHORT = {"meeting": "executive", "chair": "head"}
CASES = {
    "denied": {
        "id": "第7号",
        "facts": {
            "meeting": "executive",
            "chair": "deputy",
            "members": 8,
            "present": 3,
            "amount": "600万元",
            "steps": [],
            "urgent": "no",
        },
    },
    "allowed": {
        "as_of": "2026-12-01",
        "facts": {**SHORT, "members": 8, "present": 4, "amount": "499万元", "minutes_on": "2026-11-22"},
    },
    "advised": {
        "as_of": "2026-12-24",
        "facts": {
            "meeting": "plenary",
            "chair": "head",
            "noted": "no",
            "amount": "1元",
            "minutes_on": "2026-12-24",
            "steps": {"hearing": "no", "experts": "no"},
        },
    },
    "arguable": {"facts": {"meeting": "plenary", "chair": "deputy", "noted": "yes", "amount": "0"}},
    "permitted": {
        "facts": {
            "meeting": "executive",
            "chair": "deputy",
            "urgent": "yes",
            "members": 8,
            "present": 4,
            "amount": 0,
        }
    },
    "not forbidden": {"action": "paper.sign", "facts": {"chair": "head", "held_on": "not_yet"}},
    "incomplete": {"facts": {**SHORT, "steps": "未知", "noted": "未知"}},
    "calendar": {
        "date": "2199-11-20",
        "facts": {
            "meeting": "plenary",
            "chair": "head",
            "urgent": "yes",
            "noted": "no",
            "amount": 0,
            "steps": [],
            "minutes_on": "2199-11-21",
        },
    },
    "by reference": {"organ": "enterprise", "facts": {"meeting": "executive", "chair": "clerk"}},
    "not bound": {"organ": "village", "facts": SHORT},
    "not in force": {"date": "2019-11-20", "facts": SHORT},
    "none applies": {"articles": ["2.2"], "facts": {"meeting": "plenary"}},
    "no rule": {"articles": ["5"], "facts": SHORT},
    "partial": {"articles": ["2.2"], "facts": SHORT},
}
MORE = {"everything": CASES["permitted"]}


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """The pack with one rule of every sort."""
    return Engine.load(write_shown(tmp_path_factory.mktemp("packs")))


def page(engine, case, lang, *, full=False):
    """The text of a decision; the digest, which any change of the pack changes, is left out."""
    entries = {"jurisdiction": "linhe", "action": "meeting.hold", "date": "2026-11-20", **case}
    decision = engine.decide(engine.case(entries), full=full)
    text = decision_page(decision, engine.pack("linhe"), engine.vocabulary, lang).plain()
    return re.sub(r"sha256:[0-9a-f]{64}", "sha256:…", text)


def golden(name, lang):
    """The expected text, which was read and found right by a person."""
    return (GOLDEN / f"{name.replace(' ', '-')}.{lang}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", CASES)
def test_the_page_of_a_decision(engine, name, lang):
    """The whole page is as it was read and found right."""
    assert page(engine, CASES[name], lang) == golden(name, lang)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_of_a_decision_with_everything(engine, lang):
    """What does not apply is listed when asked for, with what displaces it."""
    assert page(engine, MORE["everything"], lang, full=True) == golden("everything", lang)


def test_silence_never_looks_like_permission(engine):
    """Every silent page says why it is silent and that this is no permission, and none says that the act conforms."""
    for name in ("not bound", "not in force", "none applies", "no rule"):
        zh, en = (page(engine, CASES[name], lang) for lang in ("zh", "en"))
        assert zh.startswith("【未规定】")
        assert en.startswith("[NOT REGULATED]")
        assert "未规定不等于允许" in zh
        assert "does not mean permitted" in en
        assert "【符合】" not in zh
        assert "[CONFORMS]" not in en


def test_every_page_ends_with_what_the_answer_is(engine):
    """The last line says that it is conformity with these rules only, under the law above them."""
    for case in CASES.values():
        assert page(engine, case, "zh").splitlines()[-1].startswith("以上只说明拟作行为与本工作规则的符合情况")
        assert page(engine, case, "en").splitlines()[-1].startswith("This tells only whether the act conforms")


def test_what_a_user_wrote_cannot_steer_the_terminal(engine):
    """A control character in the id of a case is shown as a sign."""
    assert "\x1b" not in page(engine, {"id": "\x1b[31mred", "facts": SHORT}, "en")
