"""What a pack says, as pages: the document, one article, one rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rules_engine.checked import Article, Pack, Rule, Vocabulary
from rules_engine.history import HistoryRule
from rules_engine.norm import Cite, Form, Norm
from rules_engine.render import amounts, labels
from rules_engine.render.history_words import HistoryWords
from rules_engine.render.page import Page
from rules_engine.text import Lang, Text


def document_page(pack: Pack, vocabulary: Vocabulary, lang: Lang) -> Page:
    """The document: its dates, whom it binds, and its articles with how many rules each has."""
    writer = _Writer(pack, vocabulary, lang)
    writer.document()
    writer.articles()
    return writer.page


def article_page(pack: Pack, vocabulary: Vocabulary, lang: Lang, cite: Cite, original: str = "") -> Page:
    """An article, or a part of it: its own text where there is one, its rules, limits, definitions, gaps."""
    writer = _Writer(pack, vocabulary, lang)
    writer.article(cite, original)
    return writer.page


def rule_page(pack: Pack, vocabulary: Vocabulary, lang: Lang, rule: Rule, original: str = "") -> Page:
    """A rule and the article that it stands in."""
    writer = _Writer(pack, vocabulary, lang)
    article = pack.articles[rule.norm.citation.cite.article]
    writer.title(article)
    writer.original(original)
    writer.page.blank()
    writer.rule(rule, 1)
    writer.histories([history for history in pack.history if history.id == rule.id])
    return writer.page


def history_page(pack: Pack, vocabulary: Vocabulary, lang: Lang, history: HistoryRule, original: str = "") -> Page:
    """A norm about a history, and the article that it stands in."""
    writer = _Writer(pack, vocabulary, lang)
    writer.title(pack.articles[history.norm.citation.cite.article])
    writer.original(original)
    writer.histories([history])
    return writer.page


class _Writer:
    def __init__(self, pack: Pack, vocabulary: Vocabulary, lang: Lang) -> None:
        self.pack, self.vocabulary, self.lang = pack, vocabulary, lang
        self.words = HistoryWords(vocabulary, lang, pack)
        self.say = self.words.say
        self.page = Page()
        self.width = 10 if lang == "zh" else 14

    def field(self, label: str, text: str, indent: int = 2) -> None:
        self.page.field(label, text, indent=indent, width=self.width)

    def text(self, text: Text | None) -> str:
        return text.pick(self.lang) if text else ""

    def joined(self, texts: Iterable[str]) -> str:
        return self.say("；", "; ").join(texts)

    def cited(self, cites: Iterable[Cite]) -> str:
        return self.say("、", "; ").join(self.text(cite.text) for cite in cites)

    # --- the document

    def document(self) -> None:
        pack, document, say = self.pack, self.pack.document, self.say
        self.page.add((f"《{document.title}》", "title"))
        self.field(say("辖区", "jurisdiction"), f"{pack.name.pick(self.lang)} ({pack.jurisdiction})")
        self.field(say("文号", "number"), document.number)
        self.field(say("印发", "issued"), amounts.moment(document.issued, self.lang) if document.issued else "")
        self.field(say("施行", "in force"), self.in_force())
        self.field(say("废止", "repeals"), self.joined(document.repeals))
        full, by_reference = (
            self.words.listed("organ", organs) for organs in (pack.scope.full, pack.scope.by_reference)
        )
        self.field(say("约束", "binds"), full + self.bracketed(pack.scope.cite))
        self.field(say("参照执行", "by reference"), by_reference)
        terms = (
            say("{}称{}", "{} is called {}").format(
                self.vocabulary.enumerations["role"][role].text.pick(self.lang), say("、", ", ").join(names)
            )
            for role, names in pack.terms.items()
            if names and names != (self.vocabulary.enumerations["role"][role].text.zh,)
        )
        self.field(say("本地称谓", "local terms"), self.joined(terms))
        self.field(say("规则包", "pack"), self.joined((say("版本 {}", "version {}").format(pack.version), pack.digest)))

    def in_force(self) -> str:
        document = self.pack.document
        first, last = document.in_force_from, document.in_force_to
        parts = [self.say(f"自{amounts.moment(first, 'zh')}起", f"from {amounts.moment(first, 'en')}")] if first else []
        parts += [self.say(f"至{amounts.moment(last, 'zh')}止", f"to {amounts.moment(last, 'en')}")] if last else []
        cite = document.in_force_cite
        return self.say("，", " ").join(parts) + (self.bracketed(cite) if cite and parts else "")

    def bracketed(self, cite: Cite) -> str:
        return self.say("（{}）", " ({})").format(self.text(cite.text))

    def articles(self) -> None:
        self.page.heading(self.say("条文", "Articles"))
        rows = []
        for number, article in self.pack.articles.items():
            count = len(self.rules_in(Cite(number))) + len(self.histories_in(Cite(number)))
            rules = self.say(f"{count} 条规则", f"{count} rule{'' if count == 1 else 's'}") if count else ""
            status = self.text(labels.ARTICLE_STATUS[article.status])
            if article.status == "encoded" and not count:
                status = self.say("未编入规则，有说明", "no rule; what is left out is listed")
            rows.append((self.text(Cite(number).text), self.text(article.heading), rules or status))
        self.page.table(rows, indent=2, styles=("quiet",))

    # --- an article

    def rules_in(self, cite: Cite) -> Sequence[Rule]:
        return [rule for rule in self.pack.rules if rule.norm.cited_in((cite,))]

    def histories_in(self, cite: Cite) -> Sequence[HistoryRule]:
        return [rule for rule in self.pack.history if rule.norm.cited_in((cite,))]

    def title(self, article: Article) -> None:
        heading = self.text(article.heading)
        self.page.add(
            (f"《{self.pack.document.title}》{self.say('', ' ')}", ""), (self.text(Cite(article.number).text), "title")
        )
        self.page.add((heading, "title"))

    def original(self, text: str) -> None:
        if text:
            self.page.heading(self.say("条文原文", "The article's own words"))
            for line in text.splitlines():
                self.page.add(line.strip(), indent=2)

    def article(self, cite: Cite, original: str) -> None:
        article = self.pack.articles[cite.article]
        self.title(article)
        status = self.text(labels.ARTICLE_STATUS[article.status])
        self.field(self.say("状态", "status"), self.joined(part for part in (status, self.text(article.why)) if part))
        self.original(original)
        rules = self.rules_in(cite)
        if rules:
            self.page.heading(self.say(f"规则（{len(rules)}）", f"Rules ({len(rules)})"))
            for number, rule in enumerate(rules, 1):
                self.rule(rule, number)
        self.histories(self.histories_in(cite))
        self.parameters(name for name, cited in self.pack.parameters.items() if cite.covers(cited.cite))
        self.definitions(cite)
        left_out = [left for left in article.left_out if cite.covers(left.cite)]
        if left_out:
            self.page.heading(self.say("未编入的内容", "Left out"))
            for left in left_out:
                why = self.text(labels.WHY[left.why])
                self.page.add(
                    self.text(left.text),
                    (self.say(f"　{left.cite.text.zh}，{why}", f"  {left.cite.text.en}; {why}"), "quiet"),
                    indent=2,
                    hang=4,
                )

    def parameters(self, names: Iterable[str]) -> None:
        rows = [(self.concept(name), self.limit(name)) for name in names]
        if rows:
            self.page.heading(self.say("参数", "Parameters"))
            for label, limit in rows:
                self.page.add(label, self.say("：", ": "), limit, indent=2, hang=4)

    def concept(self, name: str) -> str:
        return self.text(self.vocabulary.concepts[name].label.text)

    def limit(self, name: str) -> str:
        cited = self.pack.parameters[name]
        derived = self.text(cited.derived)
        parts = [amounts.limit(cited.limit, self.lang), self.text(cited.cite.text), derived, name]
        return self.say("，", ", ").join(part for part in parts if part)

    def definitions(self, cite: Cite) -> None:
        found = [definition for definition in self.pack.definitions.values() if cite.covers(definition.cite)]
        if found:
            self.page.heading(self.say("定义", "Definitions"))
            for definition in found:
                means = self.words.condition(definition.body)
                self.page.add(f"“{self.text(definition.label)}”{self.say('指：', ': ')}{means}", indent=2, hang=4)

    # --- a rule

    def rule(self, rule: Rule, number: int) -> None:
        norm, say = rule.norm, self.say
        self.page.add((f"{number}. ", "quiet"), (self.text(norm.title), "strong"), indent=2, hang=5)
        # What a permit or a referral says binds nobody, so that its force tells nothing.
        force = () if norm.form in (Form.PERMIT, Form.REFER) else (labels.FORCE[norm.force],)
        nature = (labels.FORM[norm.form], *force, labels.KIND[norm.kind])
        cites = self.cited(citation.cite for citation in norm.citations)
        self.field(
            say("条款", "article"),
            cites + say("（{}）", " ({})").format(say("·", "; ").join(map(self.text, nature))),
            5,
        )
        self.field(say("行为", "act"), say("、", ", ").join(self.words.action(action) for action in rule.actions), 5)
        arises = rule.body.duty.arises_from if rule.body.duty else ()
        self.field(
            say("产生于", "arises from"), say("、", ", ").join(self.words.action(action) for action in arises), 5
        )
        self.field(say("规定", "says"), self.words.rule(rule), 5)
        for definition in self.words.definitions(rule):
            means = self.words.condition(definition.body)
            label, cite = self.text(definition.label), self.text(definition.cite.text)
            self.field(say("其中", "where"), say(f"“{label}”指：{means}（{cite}）", f"“{label}”: {means} ({cite})"), 5)
        for name in norm.parameters:
            self.field(say("参数", "limit"), self.concept(name) + say("：", ": ") + self.limit(name), 5)
        self.field(say("取代", "displaces"), self.titles(rule.overrides), 5)
        self.field(say("恢复", "restores"), self.titles(rule.restores), 5)
        displacers = [other.id for other in self.pack.rules if rule.id in other.overrides]
        self.field(say("可被取代", "displaced by"), self.titles(displacers), 5)
        self.readings(rule)
        self.field(say("规则", "rule"), rule.id, 5)

    def histories(self, histories: Sequence[HistoryRule]) -> None:
        if not histories:
            return
        count = len(histories)
        self.page.heading(self.say(f"须看多次事件的规则（{count}）", f"Norms about a history of events ({count})"))
        for number, history in enumerate(histories, 1):
            self.history(history, number)

    def history(self, history: HistoryRule, number: int) -> None:
        norm, say = history.norm, self.say
        self.page.add((f"{number}. ", "quiet"), (self.text(norm.title), "strong"), indent=2, hang=5)
        cites = self.cited(citation.cite for citation in norm.citations)
        nature = say("·", "; ").join(map(self.text, (labels.FORCE[norm.force], labels.KIND[norm.kind])))
        self.field(say("条款", "article"), cites + say(f"（{nature}）", f" ({nature})"), 5)
        self.field(say("规定", "says"), self.words.history(history), 5)
        self.field(say("对象", "asked of"), self.words.roster(history), 5)
        for name in norm.parameters:
            self.field(say("参数", "limit"), self.concept(name) + say("：", ": ") + self.limit(name), 5)
        self.shared_readings(norm)
        self.field(say("另一读法", "rival"), self.text(norm.rival), 5)
        self.field(say("规则", "rule"), history.id, 5)

    def titles(self, ids: Iterable[str]) -> str:
        known = {rule.id: rule.norm for rule in self.pack.rules}
        return self.joined(f"{self.text(known[name].title)} ({known[name].slug})" for name in ids)

    def shared_readings(self, norm: Norm) -> None:
        say = self.say
        self.field(say("解读", "reading"), self.text(norm.reading), 5)
        for name in norm.rests_on:
            shared = self.vocabulary.readings[name]
            rival = say("（不采：{}）", " (not: {})").format(self.text(shared.rival)) if shared.rival else ""
            self.field(say("共同解读", "rests on"), self.text(shared.text) + rival, 5)

    def readings(self, rule: Rule) -> None:
        say = self.say
        self.shared_readings(rule.norm)
        if rule.rival:
            self.field(say("另一读法", "rival"), self.text(rule.rival.text), 5)
            other = rule.rivalled()
            if rule.rival.when or rule.rival.body or rule.rival.force:
                self.field("", say("即：", "that is: ") + self.words.rule(other), 5)
            if rule.rival.overrides is not None:
                self.field("", say("取代：", "displaces: ") + (self.titles(other.overrides) or say("无", "none")), 5)
