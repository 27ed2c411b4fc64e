"""The results of a pack's cases, what they reach, and what they notice: for people and as data."""

from __future__ import annotations

from typing import Any, Final

from rules_engine.conformance.coverage import Outcome, PackCoverage, RuleCoverage
from rules_engine.conformance.history_coverage import HistoryCoverage
from rules_engine.conformance.mutate import MutationResult
from rules_engine.conformance.run import CaseResult, PackResult
from rules_engine.norm import Cite
from rules_engine.render.labels import STANDING
from rules_engine.render.page import Page, Run
from rules_engine.text import Lang, Text

Data = dict[str, Any]

OUTCOMES: Final = {
    Outcome.SATISFIED: Text("符合", "satisfied"),
    Outcome.VIOLATED: Text("违反", "violated"),
    Outcome.DEPARTED: Text("偏离", "departed from"),
    Outcome.HOLDS: Text("成立", "holds"),
    Outcome.HOLDS_NOT: Text("不成立", "does not hold"),
    Outcome.REFERS: Text("指引", "refers"),
    Outcome.REFERS_NOT: Text("不指引", "does not refer"),
    Outcome.IN_TIME: Text("按期", "in time"),
    Outcome.LATE: Text("逾期", "late"),
    Outcome.DONE: Text("已办", "done"),
    Outcome.PENDING: Text("待办", "pending"),
}
STATUS: Final = {
    "encoded": Text("已编码", "encoded"),
    "guidance": Text("倡导性", "guidance"),
    "definition": Text("定义", "definition"),
}
_INDENT: Final = 4


# --- cases


def results_page(result: PackResult, lang: Lang) -> Page:
    """Each difference of a pack's cases, and the count."""
    page = Page()
    for failure in result.failures:
        _failure(page, failure, lang)
    total, failed = len(result.results), len(result.failures)
    page.blank()
    count = Text(
        f"{total} 个案例，" + (f"{failed} 个与预期不符" if failed else "均符合预期"),
        f"{total} cases, " + (f"{failed} not as expected" if failed else "all as expected"),
    )
    page.add((result.jurisdiction, "title"), ": ", (count.pick(lang), "bad" if failed else "good"))
    return page


def _failure(page: Page, failure: CaseResult, lang: Lang) -> None:
    span = failure.case.span
    page.blank()
    page.add((failure.case.id, "bad"), (f"  {span.source.name}:{span.line}" if span else "", "quiet"))
    for difference in failure.differences:
        told = Text(
            f"预期 {difference.expected}，得到 {difference.got}",
            f"expected {difference.expected}, got {difference.got}",
        )
        page.add((f"{difference.entry}: ", "label"), told.pick(lang), indent=_INDENT)
        for norm in difference.rules:
            page.add(norm.id, (f"  {norm.title.pick(lang)}", "quiet"), indent=2 * _INDENT)


def results_data(result: PackResult) -> Data:
    """The results of a pack's cases."""
    return {
        "jurisdiction": result.jurisdiction,
        "cases": len(result.results),
        "failed": len(result.failures),
        "failures": [_failure_data(failure) for failure in result.failures],
    }


def _failure_data(failure: CaseResult) -> Data:
    span = failure.case.span
    return {
        "case": failure.case.id,
        "file": span.source.name if span else None,
        "line": span.line if span else None,
        "differences": [
            {
                "entry": difference.entry,
                "expected": str(difference.expected),
                "got": str(difference.got),
                "rules": [norm.id for norm in difference.rules],
            }
            for difference in failure.differences
        ],
    }


# --- coverage


def coverage_page(coverage: PackCoverage, lang: Lang) -> Page:
    """Per article its status and rules, and what no case has shown of them."""
    page = Page()
    rules = [
        rule.complete for article in coverage.articles for found in (article.rules, article.history) for rule in found
    ]
    gaps = rules.count(False)
    for article in coverage.articles:
        own = article.article
        mark: Run = ("✓", "good") if article.complete else ("✗", "bad")
        known = Cite(own.number).text.pick(lang)
        status = STATUS.get(own.status, Text(own.status, own.status)).pick(lang)
        number = len(article.rules) + len(article.history)
        count = Text(f"{number} 条规则", f"{number} rules").pick(lang)
        about = f"  {own.heading.pick(lang)}  "
        page.add(
            mark,
            " ",
            (known, "title"),
            about,
            (f"{status}，{count}" if lang == "zh" else f"{status}, {count}", "quiet"),
        )
        for rule in article.rules:
            _gaps(page, rule, lang)
        for history in article.history:
            _history_gaps(page, history, lang)
    page.blank()
    told = Text(
        f"{coverage.cases} 个案例，{len(rules)} 条规则，" + (f"{gaps} 条未覆盖完整" if gaps else "全部覆盖"),
        f"{coverage.cases} cases, {len(rules)} rules, " + (f"{gaps} not wholly covered" if gaps else "all covered"),
    )
    page.add((coverage.jurisdiction, "title"), ": ", (told.pick(lang), "bad" if gaps else "good"))
    return page


def _gaps(page: Page, rule: RuleCoverage, lang: Lang) -> None:
    if rule.complete and rule.arguable is not False and rule.not_arguable is not False:
        return
    page.add(rule.rule.norm.slug, (f"  {rule.rule.norm.title.pick(lang)}", "quiet"), indent=_INDENT)
    never = Text("未见：", "never ").pick(lang)
    for outcome in rule.missing_outcomes:
        page.add((never, "label"), OUTCOMES[outcome].pick(lang), indent=2 * _INDENT)
    for atom in rule.missing_atoms:
        truth = Text("真", "true").pick(lang) if atom.truth else Text("假", "false").pick(lang)
        text = Text(f"{atom.text} 为{truth}", f"{truth}: {atom.text}").pick(lang)
        page.add((never, "label"), text, indent=2 * _INDENT)
    for override in rule.missing_overrides:
        slug = override.below.rpartition(".")[2]
        text = (
            Text(f"取代 {slug}", f"displacing {slug}")
            if override.displacing
            else Text(f"不取代 {slug}", f"leaving {slug} in place")
        ).pick(lang)
        page.add((never, "label"), text, indent=2 * _INDENT)
    for seen, way in (
        (rule.arguable, Text("另一解读改变结论（不作要求）", "arguable (not required)")),
        (rule.not_arguable, Text("另一解读不改变结论（不作要求）", "beyond argument (not required)")),
    ):
        if seen is False:
            page.add((never, "quiet"), (way.pick(lang), "quiet"), indent=2 * _INDENT)


def _history_gaps(page: Page, history: HistoryCoverage, lang: Lang) -> None:
    if history.complete:
        return
    norm = history.rule.norm
    page.add(norm.slug, (f"  {norm.title.pick(lang)}", "quiet"), indent=_INDENT)
    for standing in history.missing:
        page.add((Text("未见：", "never ").pick(lang), "label"), STANDING[standing].pick(lang), indent=2 * _INDENT)


def coverage_data(coverage: PackCoverage) -> Data:
    """What the cases reach of a pack."""
    return {
        "jurisdiction": coverage.jurisdiction,
        "cases": coverage.cases,
        "complete": coverage.complete,
        "articles": [
            {
                "article": article.article.number,
                "status": article.article.status,
                "complete": article.complete,
                "rules": [_rule_data(rule) for rule in article.rules],
                "history": [_history_data(history) for history in article.history],
            }
            for article in coverage.articles
        ],
    }


def _history_data(history: HistoryCoverage) -> Data:
    return {
        "rule": history.rule.id,
        "cases": history.cases,
        "complete": history.complete,
        "standings": sorted(history.standings),
        "missing_standings": list(history.missing),
    }


def _rule_data(rule: RuleCoverage) -> Data:
    return {
        "rule": rule.rule.id,
        "cases": rule.cases,
        "complete": rule.complete,
        "outcomes": sorted(rule.outcomes),
        "missing_outcomes": list(rule.missing_outcomes),
        "missing_conditions": [{"condition": atom.text, "value": atom.truth} for atom in rule.missing_atoms],
        "missing_overrides": [{"rule": way.below, "displacing": way.displacing} for way in rule.missing_overrides],
        "rival": None if rule.arguable is None else {"arguable": rule.arguable, "beyond_argument": rule.not_arguable},
    }


# --- mutations


def mutations_page(result: MutationResult, lang: Lang) -> Page:
    """The mutations that no case notices, and those listed in vain."""
    page = Page()
    target = ""
    for survivor in result.unlisted:
        if survivor.target != target:
            target = survivor.target
            page.add((target, "strong"))
        asked = Text(f"（问过 {survivor.cases} 个案例）", f" ({survivor.cases} cases asked)").pick(lang)
        page.add(survivor.text, (asked, "quiet"), indent=_INDENT)
    for stale in result.stale:
        place = f"{stale.span.source.name}:{stale.span.line}: " if stale.span else ""
        why = Text(
            "已被案例发现，或并无此变异，请从列表中删去", "a case notices it, or there is no such mutation: unlist it"
        )
        page.add(place, (stale.target, "strong"), f" {stale.mutation}: ", (why.pick(lang), "bad"))
    page.blank()
    listed = len(result.survivors) - len(result.unlisted)
    told = Text(
        f"{result.mutations} 处变异，{len(result.unlisted)} 处未被案例发现，{listed} 处已列明等价",
        f"{result.mutations} mutations, {len(result.unlisted)} that no case notices, {listed} listed as equivalent",
    )
    page.add((result.jurisdiction, "title"), ": ", (told.pick(lang), "good" if result.passed else "bad"))
    return page


def mutations_data(result: MutationResult) -> Data:
    """What the cases of a pack notice."""
    return {
        "jurisdiction": result.jurisdiction,
        "mutations": result.mutations,
        "passed": result.passed,
        "survivors": [
            {"rule": s.target, "mutation": s.text, "cases": s.cases, "listed": s.listed is not None}
            for s in result.survivors
        ],
        "stale": [{"rule": stale.target, "mutation": stale.mutation} for stale in result.stale],
    }
