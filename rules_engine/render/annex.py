"""The annex of an opinion: the norms that apply, in words of our own and, where they are at hand, in the document's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rules_engine.decision import Finding, Status
from rules_engine.norm import Cite
from rules_engine.render import labels
from rules_engine.render.advice import AdviceWriter
from rules_engine.render.document.content import Block, Cell, Paragraph, Subheading, Table


@dataclass(frozen=True, slots=True)
class Quoted:
    """The document's own words by article; `other` are those that are not as they were when they were encoded."""

    texts: Mapping[int, str]
    other: frozenset[int] = frozenset()


class AnnexWriter(AdviceWriter):
    """Writes the annex of an opinion."""

    quoted: Quoted | None = None
    """The document's own words, where the user has them."""

    def governing(self) -> list[Finding]:
        """The findings that have a bearing on the case."""
        return [finding for finding in self.decision.findings if finding.status is not Status.NOT_APPLICABLE]

    def annex(self) -> Iterator[Block]:
        """The norms that apply, and the words of their articles."""
        yield from self.applied()
        yield from self.words_of_articles()

    def words_of_articles(self) -> Iterator[Block]:
        """What the articles say that the opinion applies, as the user's copy of the document has it."""
        say = self.say
        cited = sorted({place.cite.article for finding in self.governing() for place in finding.norm.citations})
        if self.quoted is None or not cited:
            return
        texts, other = self.quoted.texts, self.quoted.other
        yield Subheading(say("所引条文原文", "The articles in the document's own words"))
        yield Paragraph(
            say(
                "录自本机保存的文件文本，签署前请与公布的文本核对。",
                "From the copy of the document that is kept on this machine; compare it with the published text.",
            )
        )
        for article in cited:
            place = Cite(article).text.pick(self.lang)
            lead = say(f"{place}　", f"{place}. ")
            lines = [line.strip() for line in texts.get(article, "").splitlines() if line.strip()]
            if not lines:
                yield Paragraph(
                    say("所存文本中没有这一条。", "The copy lacks this article."), say(f"{place}　", f"{place}. ")
                )
                continue
            if article in other:
                lines[0] = say(f"（与编入规则包时的文字不同）{lines[0]}", f"(not as it was when encoded) {lines[0]}")
            for number, line in enumerate(lines):
                yield Paragraph(line, "" if number else lead)

    def applied(self) -> Iterator[Block]:
        """The norms in words of our own, each with its outcome."""
        say = self.say
        found = self.decision.findings
        if not found:
            yield Paragraph(say("没有适用于本案的条款。", "No article applies to the case."))
            return
        yield Paragraph(
            say("下列规定系程序转述，以公布的文本为准。", "The norms are paraphrased; the published text prevails.")
        )
        rows = tuple(self.applied_row(finding) for finding in sorted(found, key=lambda f: f.norm.citation.cite))
        yield Table((say("条款", "Article"), say("规定", "Norm"), say("结果", "Outcome")), (22, 56, 22), rows)
        names = [name for name in self.vocabulary.readings if any(name in finding.norm.rests_on for finding in found)]
        if names:
            yield Paragraph(
                say("上述规定依以下共同解读理解：", "The norms are understood by these readings, shared by all packs:")
            )
        for number, name in enumerate(names, 1):
            shared = self.vocabulary.readings[name]
            text = shared.text.pick(self.lang)
            if shared.rival:
                rival = shared.rival.pick(self.lang)
                text += say(f"（另一种读法：{rival}）", f" (another reading: {rival})")
            yield Paragraph(f"{self.nth(number)}{self.sentence(text)}{say('。', '.')}")

    def applied_row(self, finding: Finding) -> tuple[Cell, ...]:
        """One norm in the table."""
        norm = finding.norm
        below = [self.words.rule(self.rules[norm.id]), *self.meanings(self.rules[norm.id]), norm.id]
        outcome = [self.character(norm), *([self.say("可争议", "arguable")] if finding.arguable else [])]
        return (
            Cell(self.citation(norm)),
            Cell(self.sentence(norm.title.pick(self.lang)), tuple(below)),
            Cell(self.sentence(labels.STATUS[finding.status].pick(self.lang)), tuple(outcome)),
        )
