"""A decision as a legality review opinion: the paper that a legal officer completes, signs and hands in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rules_engine import __version__
from rules_engine.case import ORGAN
from rules_engine.checked import Pack, Vocabulary
from rules_engine.decision import Decision, Verdict
from rules_engine.norm import chinese_number
from rules_engine.render import amounts, labels
from rules_engine.render.annex import AnnexWriter, Quoted
from rules_engine.render.document.content import (
    Block,
    Cell,
    Entry,
    Paper,
    Paragraph,
    Section,
    Subheading,
    Table,
    Tone,
    legible,
)
from rules_engine.rivals import RivalOutcome
from rules_engine.text import Lang

_TONE: Final[dict[Verdict, Tone]] = {
    Verdict.ALLOW: "good",
    Verdict.DENY: "bad",
    Verdict.INCOMPLETE: "open",
    Verdict.SILENT: "open",
}


def opinion(
    decision: Decision,
    pack: Pack,
    vocabulary: Vocabulary,
    lang: Lang,
    rivals: Sequence[RivalOutcome] = (),
    words: Quoted | None = None,
) -> Paper:
    """The opinion on a decision; `rivals` are the readings that would change it, `words` the document's own text."""
    writer = _Writer(decision, pack, vocabulary, lang, rivals)
    writer.quoted = words
    paper: Paper = legible(writer.whole())
    return paper


class _Writer(AnnexWriter):
    def whole(self) -> Paper:
        say = self.say
        bodies = {
            say("事项", "The act"): self.matter(),
            say("事实", "Facts"): self.given(),
            say("审查依据", "Basis of the review"): self.basis(),
            say("审查意见", "Opinion"): self.review(),
            say("需补正事项", "To be corrected or supplied"): self.corrections(),
            say("建议", "Recommendations"): self.recommendations(),
        }
        return Paper(
            lang=self.lang,
            tone=_TONE[self.decision.verdict],
            made=self.decision.case.as_of,
            title=say("合法性审查意见", "Legality Review Opinion"),
            subtitle=say(f"（对照{self.document()}）", f"Against {self.document()}, {self.pack.name.en}"),
            head=self.head(),
            notice=self.notice(),
            sections=tuple(
                Section(say(f"{chinese_number(number)}、{title}", f"{number}. {title}"), self.numbered(blocks))
                for number, (title, blocks) in enumerate(bodies.items(), 1)
            ),
            enclosure=say("附：适用条款", "Annex: the articles applied"),
            signature=self.signature(),
            appendix=Section(say("附　适用条款", "Annex. The articles applied"), tuple(self.annex())),
        )

    def numbered(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        """Blocks whose subheadings are numbered, （一） or (a), where there are several."""
        found = list(blocks)
        places = [place for place, block in enumerate(found) if isinstance(block, Subheading)]
        for number, place in enumerate(places if len(places) > 1 else [], 1):
            block = found[place]
            assert isinstance(block, Subheading)
            mark = self.say(f"（{chinese_number(number)}）", f"({chr(96 + number)}) ")
            found[place] = Subheading(mark + block.text)
        return tuple(found)

    # --- head and foot

    def head(self) -> tuple[Entry, ...]:
        day = amounts.moment(self.decision.case.as_of, self.lang)
        verdict = labels.VERDICT[self.decision.verdict].pick(self.lang)
        return (
            Entry(self.say("编　　号：", "No.: ")),
            Entry(self.say("送审单位：", "Submitted by: ")),
            Entry(self.say("审查基准日：", "As of: "), day),
            Entry(self.say("核对结论：", "Conclusion: "), verdict),
        )

    def notice(self) -> str:
        document = self.document()
        return self.say(
            f"本意见系审查辅助材料，由程序将送审案例与{document}（以下称本规则）中已编入规则包的条款逐条核对生成，不是对拟作行为合法性的认定。"
            "法律、法规、规章及上级规定不在核对之列，送审案例所载事实未经核实。经审查人员复核并签署后，方可作为审查意见使用。",
            "This paper is an aid to the review. A program made it by comparing the case submitted with the encoded "
            f"articles of {document} (these rules); it is no finding of lawfulness. Statutes, regulations and the "
            "orders of higher bodies were not compared, and the facts of the case were not verified. It becomes an "
            "opinion only when a reviewing officer has checked and signed it.",
        )

    def signature(self) -> tuple[Entry, ...]:
        return (
            Entry(self.say("审查人（签名）：", "Reviewed by: ")),
            Entry(self.say("审核人（签名）：", "Approved by: ")),
            Entry(self.say("审查机构（盖章）：", "Seal of the reviewing office: ")),
            Entry(self.say("日期：", "Date: "), self.say("____年__月__日", "")),
        )

    # --- the act and its facts

    def matter(self) -> Iterator[Block]:
        case, say = self.decision.case, self.say
        organ = case.facts.get(ORGAN)
        shown = (
            (say("拟作行为", "Act"), self.sentence(self.words.action(case.action))),
            (say("辖　　区", "Jurisdiction"), self.pack.name.pick(self.lang)),
            (
                say("行为机关", "Organ that acts"),
                self.sentence(self.words.value(self.vocabulary.facts[ORGAN].type, organ)),
            ),
            (say("行为日期", "Day of the act"), amounts.moment(case.date, self.lang)),
            (say("案例编号", "Case"), case.id),
            (say("审查范围", "Scope"), self.scope()),
        )
        for label, text in shown:
            if text and not (organ is None and label == shown[2][0]):
                yield Paragraph(text, say(f"{label}：", f"{label}: "), anywhere=text == case.id)

    def scope(self) -> str:
        if self.decision.partial:
            asked = self.places_asked()
            return self.say(f"仅就{asked}审查，不是对整个行为的审查", f"{asked} alone; not the act as a whole")
        return self.say(
            f"{self.document()}已编入规则包的条款中与该行为有关的全部规定",
            f"all the encoded norms of {self.document()} that speak of this act",
        )

    def given(self) -> Iterator[Block]:
        case, say = self.decision.case, self.say
        rows = tuple(
            (Cell(self.sentence(label)), Cell(self.sentence(value)))
            for label, value in self.known(case.facts.keys() - {ORGAN})
        )
        if rows:
            yield Paragraph(
                say(
                    "送审案例载明以下事实，本意见据此作出：",
                    "The case states these facts, on which this opinion rests:",
                )
            )
            yield Table((say("事实", "Fact"), say("内容", "Value")), (45, 55), rows)
        else:
            yield Paragraph(say("送审案例未载明事实。", "The case states no facts."))
        if case.withheld:
            names = say("、", "; ").join(self.withheld())
            yield Paragraph(say(f"送审案例写明下列事实未知：{names}。", f"It says that these are unknown: {names}."))
        presumed = list(self.presumed()) if self.in_reach() else []
        if presumed:
            names = say("；", "; ").join(presumed)
            yield Paragraph(
                say(
                    f"以下各项送审案例未写明，本意见按推定作出；与实际不符的，结论可能改变：{names}。",
                    f"Presumed, since the case does not say otherwise; the answer rests on it: {names}.",
                )
            )

    # --- what it rests on

    def basis(self) -> Iterator[Block]:
        document, say = self.pack.document, self.say
        dates = []
        if document.issued:
            day = amounts.moment(document.issued, self.lang)
            dates.append(say(f"{day}印发", f"issued {day}"))
        if document.in_force_from:
            day = amounts.moment(document.in_force_from, self.lang)
            dates.append(say(f"自{day}起施行", f"in force from {day}"))
        number = say(f"（{document.number}）", f" ({document.number})") if document.number else ""
        comma = say("，", ", ")
        yield Paragraph(self.document() + number + "".join(comma + day for day in dates) + say("。", "."))
        cites = sorted({place.cite for finding in self.governing() for place in finding.norm.citations})
        places = say("、", "; ").join(cite.text.pick(self.lang) for cite in cites)
        if places:
            yield Paragraph(say(f"本次适用的条款：{places}。", f"Articles applied: {places}."))
        else:
            yield Paragraph(
                say("所问条款均不适用于本案。", "None of the articles asked of applies to the case.")
                if self.decision.partial
                else say("其中没有适用于本案的条款。", "None of its articles applies to the case.")
            )
        yield Paragraph(
            say(
                f"核对所用：{self.stamp()}，rules-engine {__version__}。",
                f"Compared with {self.stamp()}, by rules-engine {__version__}.",
            ),
            anywhere=True,
        )
        digest = self.decision.frame.pack.digest
        yield Paragraph(say(f"规则包摘要：{digest}。", f"Digest of the pack: {digest}."), anywhere=True)
