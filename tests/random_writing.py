"""Facts of the small pack's meetings as programs write them, for Hypothesis: under any names, mostly right."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import strategies as st

from rules_engine.value import Kind, OpenSet

DAY = date(2026, 5, 6)
WRITTEN = st.one_of(
    st.sampled_from(
        ["常务会议", "executive", "Plenary meeting", "区长", "分管副区长", "head", " 是 ", "否", "YES", "未知", ""]
    ),
    st.sampled_from(
        ["5", "5人", "1,000", "600万元", "0.01元", "2026-05-06", "2026年5月6日", "2026-05-06 09:30", "尚未"]
    ),
    st.sampled_from([DAY, datetime(2026, 5, 6, 9), datetime(2026, 5, 6, 9, tzinfo=UTC), date(1066, 1, 1)]),
    st.sampled_from([Decimal("1.50"), Decimal("0.001"), 1.5, None, True, False, -1, 0, 3, 9, 10**18]),
    st.lists(st.sampled_from(["听证", "hearing", "experts", "nothing"]), max_size=2),
    st.sampled_from([frozenset({"hearing"}), {"hearing": "yes"}, OpenSet(frozenset({"hearing"}), frozenset())]),
)


@st.composite
def facts(draw, vocabulary):
    """Facts of a meeting under any of their names, mostly with a value of their kind."""
    written = {}
    for name in draw(st.lists(st.sampled_from([*vocabulary.actions["meeting.hold"].facts, "organ"]), max_size=6)):
        fact = vocabulary.facts[name]
        names = [name, fact.label.text.zh, fact.label.text.en, *fact.label.aliases, name.upper()]
        fitting = {
            Kind.FLAG: st.sampled_from([True, False, "是", "no"]),
            Kind.COUNT: st.sampled_from([1, 5, "9", "9人"]),
            Kind.MONEY: st.sampled_from([5, "600万元", Decimal("1.50"), "5,000.10"]),
            Kind.DATE: st.sampled_from([DAY, "2026-05-06", "2026年5月7日", "尚未"]),
            Kind.DATETIME: st.sampled_from([datetime(2026, 5, 6, 9), "2026-05-06 09:30"]),
            Kind.SET: st.sampled_from([["hearing"], ["听证", "experts"], [], frozenset({"experts"})]),
        }
        labels = vocabulary.enumerations.get(fact.type.enumeration, {}).values()
        fitting[Kind.ENUM] = st.sampled_from([text for x in labels for text in (x.id, x.text.zh, x.text.en)] or [""])
        own = fitting[fact.type.kind]
        written[draw(st.sampled_from(names))] = draw(own if draw(st.integers(0, 5)) else WRITTEN)
    return written


DATES = st.sampled_from([None, None, DAY, "2026-05-06", "2026年5月6日", datetime(2026, 5, 6, 9), "尚未", "soon", 5])
