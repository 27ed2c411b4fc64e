"""How strict two documents are, on the screen: the whole text, in both languages."""

from __future__ import annotations

import pytest
from two_packs import write_two

from rules_engine import Engine
from rules_engine.analyse.questions import diff, differences
from rules_engine.analyse.strictness import Relation, Unsettled
from rules_engine.render.analysis import differences_page, tables_page

TWO = {
    "zh": """\
临河区与北河区：召开会议（meeting.hold）
  互有宽严：各有一地不符合而另一地符合的案例

  临河区不符合、北河区符合
    案情    会议：全体会议；金额：500万元；已履行程序不含“听证”
    推定    紧急情况：否
    临河区  不符合：第三条　大额资金须经听证
            北河区：第三条　大额资金原则上须经听证（偏离，且只是“原则上”的规定）
    北河区  符合：第三条　大额资金原则上须经听证（偏离，但只是“原则上”的规定）
            没有规定与之抵触，也没有规定作为依据
    北河区符合的案例所违反的临河区强制规定（2）：
      第二条第二款　常务会议由区长主持
      第三条　大额资金须经听证

  北河区不符合、临河区符合
    案情    会议：常务会议；主持人：区长；组成人员人数：8；出席人数：4；金额：100万元
    推定    紧急情况：否
    临河区  符合：第二条第一款　常务会议须有半数以上出席
            第二条第二款　常务会议由区长主持
    北河区  不符合：第二条第一款　常务会议须有过半数出席
            临河区：第二条第一款　常务会议须有半数以上出席（满足）

范围
  行为之日在2025年；其他日期自2025年1月1日至2025年12月31日，或尚未；时刻精确到分。
  行为机关为两地规则均完全约束的机关：政府。
  以案情完整的案例比较，金额、人数不设上限；按行为当日作答。
""",
    "en": """\
Linhe District and Beihe District: hold a meeting (meeting.hold)
  incomparable: each denies a case that the other allows

  Denied in Linhe District, allowed in Beihe District
    case            meeting: plenary meeting; amount: 5,000,000 yuan; steps carried out: without
                    “hearing”
    presumed        emergency: no
    Linhe District  does not conform: Article 3: large sums need a hearing
                    in Beihe District: Article 3: large sums need a hearing in principle (departed
                      from, and only “in principle”)
    Beihe District  conforms: Article 3: large sums need a hearing in principle (departed from, but
                    only “in principle”)
                    no norm is against it, none is a ground for it
    Binding norms of Linhe District that cases allowed in Beihe District violate (2):
      Article 2, paragraph 2: the head chairs the executive meeting
      Article 3: large sums need a hearing

  Denied in Beihe District, allowed in Linhe District
    case            meeting: executive meeting; chair: head; members of the body: 8; members
                    present: 4; amount: 1,000,000 yuan
    presumed        emergency: no
    Linhe District  conforms: Article 2, paragraph 1: an executive meeting needs half of its members
                    Article 2, paragraph 2: the head chairs the executive meeting
    Beihe District  does not conform: Article 2, paragraph 1: an executive meeting needs more than
                    half of its members
                    in Linhe District: Article 2, paragraph 1: an executive meeting needs half of
                      its members (satisfied)

Over which cases
  The day of the act lies in 2025; other dates range from 2025-01-01 to 2025-12-31, or have not
  come; moments are exact to the minute.
  The organ that acts is one that both documents bind in full: government.
  Complete cases are compared, sums and numbers without limit; the question is asked on the day of
  the act.
""",
}
TABLES = {
    "zh": """\
行对列：= 同严，> 较严，< 较宽，∥ 互有宽严，– 无两地均有规定的案例，? 未能判定。
末列：该行未规定、该列地区不符合的案例所在的地区；未规定不计入宽严。

召开会议（meeting.hold）
          北河区  临河区  南河区  未规定而别处不符合
  北河区  ·       ∥       –       –
  临河区  ∥       ·       –       –
  南河区  –       –       ·       北河区、临河区

签发公文（paper.sign）
          北河区  临河区  南河区  未规定而别处不符合
  北河区  ·       –       –       南河区
  临河区  –       ·       –       南河区
  南河区  –       –       ·       –

范围
  行为之日在2025年；其他日期自2025年1月1日至2025年12月31日，或尚未；时刻精确到分。
  行为机关为两地规则均完全约束的机关：政府。
  以案情完整的案例比较，金额、人数不设上限；按行为当日作答。
""",
    "en": """\
The row beside the column: = equal, > stricter, < looser, ∥ each stricter somewhere, – no case of
which both speak, ? not decided.
Last column: the districts that deny cases of which the row is silent; silence is neither strict nor
lax.

hold a meeting (meeting.hold)
                  Beihe District  Linhe District  Nanhe District  silent where others deny
  Beihe District  ·               ∥               –               –
  Linhe District  ∥               ·               –               –
  Nanhe District  –               –               ·               Beihe District, Linhe District

sign a paper (paper.sign)
                  Beihe District  Linhe District  Nanhe District  silent where others deny
  Beihe District  ·               –               –               Nanhe District
  Linhe District  –               ·               –               Nanhe District
  Nanhe District  –               –               ·               –

Over which cases
  The day of the act lies in 2025; other dates range from 2025-01-01 to 2025-12-31, or have not
  come; moments are exact to the minute.
  The organ that acts is one that both documents bind in full: government.
  Complete cases are compared, sums and numbers without limit; the question is asked on the day of
  the act.
""",
}
SILENT = {
    "zh": """\
临河区与南河区
  –  召开会议（meeting.hold）  不可比：南河区没有规定
  –  签发公文（paper.sign）    不可比：临河区没有规定

临河区与南河区：召开会议（meeting.hold）
  不可比：南河区没有规定

  南河区未规定、临河区不符合
    案情    金额：500万元；已履行程序不含“听证”
    推定    紧急情况：否
    临河区  不符合：第三条　大额资金须经听证
    南河区  未规定

  南河区未规定、临河区符合
    案情    会议：全体会议；金额：100万元
    推定    紧急情况：否
    临河区  符合：没有规定与之抵触，也没有规定作为依据
    南河区  未规定

临河区与南河区：签发公文（paper.sign）
  不可比：临河区没有规定

  临河区未规定、南河区不符合
    案情    主持人：副区长
    临河区  未规定
    南河区  不符合：第二条第一款　公文由区长签发

  临河区未规定、南河区符合
    案情    主持人：区长
    临河区  未规定
    南河区  符合：第二条第一款　公文由区长签发

范围
  行为之日在2025年；其他日期自2025年1月1日至2025年12月31日，或尚未；时刻精确到分。
  行为机关为两地规则均完全约束的机关：政府。
  以案情完整的案例比较，金额、人数不设上限；按行为当日作答。
""",
    "en": """\
Linhe District and Nanhe District
  –  hold a meeting (meeting.hold)  not comparable: Nanhe District is silent
  –  sign a paper (paper.sign)      not comparable: Linhe District is silent

Linhe District and Nanhe District: hold a meeting (meeting.hold)
  not comparable: Nanhe District is silent

  Not regulated in Nanhe District, denied in Linhe District
    case            amount: 5,000,000 yuan; steps carried out: without “hearing”
    presumed        emergency: no
    Linhe District  does not conform: Article 3: large sums need a hearing
    Nanhe District  not regulated

  Not regulated in Nanhe District, allowed in Linhe District
    case            meeting: plenary meeting; amount: 1,000,000 yuan
    presumed        emergency: no
    Linhe District  conforms: no norm is against it, none is a ground for it
    Nanhe District  not regulated

Linhe District and Nanhe District: sign a paper (paper.sign)
  not comparable: Linhe District is silent

  Not regulated in Linhe District, denied in Nanhe District
    case            chair: deputy head
    Linhe District  not regulated
    Nanhe District  does not conform: Article 2, paragraph 1: the head signs papers

  Not regulated in Linhe District, allowed in Nanhe District
    case            chair: head
    Linhe District  not regulated
    Nanhe District  conforms: Article 2, paragraph 1: the head signs papers

Over which cases
  The day of the act lies in 2025; other dates range from 2025-01-01 to 2025-12-31, or have not
  come; moments are exact to the minute.
  The organ that acts is one that both documents bind in full: government.
  Complete cases are compared, sums and numbers without limit; the question is asked on the day of
  the act.
""",
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """Three small packs, of which one says next to nothing."""
    return Engine.load(write_two(tmp_path_factory.mktemp("three"), third=True))


def page(engine, found, lang):
    """The page about two districts."""
    packs = [engine.pack(found[0].first), engine.pack(found[0].second)]
    return differences_page(found, packs, engine.vocabulary, lang).plain(100)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_two_districts_on_one_action(engine, lang):
    """Either direction has its case, what each document makes of it, and the norms that bite."""
    assert page(engine, [diff(engine, "linhe", "beihe", "meeting.hold", year=2025)], lang) == TWO[lang]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_table_of_all(engine, lang):
    """A row beside each column, and in the last column the districts that deny what the row is silent on."""
    packs = [engine.pack(name) for name in engine.jurisdictions]
    found = list(differences(engine, engine.jurisdictions, engine.vocabulary.actions, year=2025))
    shown = tables_page(found, packs, engine.vocabulary, lang, witnesses=False).plain(100)
    assert shown == TABLES[lang]
    longer = tables_page(found, packs, engine.vocabulary, lang, witnesses=True).plain(100)
    assert all(line in longer for line in shown.splitlines())
    assert len(longer) > 2 * len(shown)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_two_districts_on_every_action(engine, lang):
    """First what stands between them on each action, then the cases."""
    found = list(differences(engine, ["linhe", "nanhe"], engine.vocabulary.actions, year=2025))
    assert page(engine, found, lang) == SILENT[lang]


def test_what_is_not_decided_is_said_with_its_reason(engine):
    """No relation is claimed, and the solver's reason stands in the place of the case."""
    found = diff(engine, "linhe", "beihe", "meeting.hold", year=2025)
    given_up = type(found)(
        found.action,
        found.first,
        found.second,
        Relation.UNDECIDED,
        Unsettled("canceled"),
        None,
        found.silence,
        found.bounds,
    )
    shown = page(engine, [given_up], "en")
    assert "  not decided\n" in shown
    assert "    not decided: canceled\n" in shown


def test_equal_and_stricter_are_told_in_full(engine):
    """A relation says what it means, with the names of the districts."""
    found = diff(engine, "linhe", "linhe", "meeting.hold", year=2025)
    assert "wherever both speak of a case, they give the same verdict" in page(engine, [found], "en")
    stricter = type(found)(found.action, "linhe", "beihe", Relation.STRICTER, None, None, found.silence, found.bounds)
    assert "临河区严于北河区：凡北河区不符合的，临河区也不符合，反之则不然" in page(engine, [stricter], "zh")
    assert "北河区宽于临河区：凡北河区不符合的，临河区也不符合" in page(engine, [stricter.mirrored], "zh")
