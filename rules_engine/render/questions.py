"""Questions of an interview on a page: what is asked, how it is answered, what needs it, where each answer leads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from rules_engine.checked import Pack, Vocabulary
from rules_engine.decision import CALENDAR, Decision, Verdict
from rules_engine.inquiry.interview import Interview
from rules_engine.inquiry.question import Question, Settled
from rules_engine.norm import Norm
from rules_engine.render import labels
from rules_engine.render.naming import Naming
from rules_engine.render.page import Page, Style
from rules_engine.text import Lang, Text
from rules_engine.value import FLAG, Kind, Value

_SHOWN: Final = 3
"""So many of the norms that need a fact are named; of the others the number is told."""
_STYLE: Final[dict[Verdict, Style]] = {
    Verdict.ALLOW: "good",
    Verdict.DENY: "bad",
    Verdict.INCOMPLETE: "open",
    Verdict.SILENT: "open",
}


_REASONS: Final = {
    Verdict.DENY: (Text("违反", "against"), Text("视其余事实，违反其中一项或几项", "against one of these at least")),
    Verdict.ALLOW: (
        Text("依据", "on the ground of"),
        Text("视其余事实，依据其中一项或几项", "on one ground or another"),
    ),
}


_Outcome = tuple[str, Verdict, str]
"""Answers, what they come to, and why."""


class QuestionPages:
    """Writes the pages of an interview in one language; `pack` gives the norms and the local names of posts."""

    def __init__(self, pack: Pack, vocabulary: Vocabulary, lang: Lang) -> None:
        self.lang, self.vocabulary = lang, vocabulary
        self.naming = Naming(vocabulary, lang, pack)
        self.say = self.naming.say
        self.norms = {rule.id: rule.norm for rule in pack.rules}

    # --- before the first question

    def opening(self, case_action: str, title: str) -> Page:
        """What the interview is about, and what may be answered beside values."""
        page = Page()
        action = self.naming.action(case_action)
        page.add((self.say(f"{action}，依《{title}》", f"{action}, under 《{title}》"), "title"))
        page.add(
            self.say(
                "填选项的编号或名称；不知道的写“未知”或直接回车；“?”，看各答案的结果；“上一步”，改上一答；“退出”，到此为止",
                "answer with a choice's number or its name; “unknown” or an empty line passes the question; “?” tells "
                "where each answer leads; “back” mends the last answer; “quit” stops here",
            ),
            hang=2,
        )
        return page

    # --- a question

    def question(self, interview: Interview, number: int) -> Page:
        """The question that an interview asks, or one about several elements of a set."""
        page, say, prompt = Page(), self.say, interview.prompt
        first, several = prompt[0], len(prompt) > 1
        page.add("")
        page.add((f"{number}. ", "quiet"), (self.naming.fact(first.fact if several else first.name), "strong"), hang=3)
        self._line(page, say("说明", "meaning"), self._note(prompt))
        self._line(page, say("涉及规定", "needed by"), self._needed(prompt))
        choices = say("　", "   ").join(self.choices(interview))
        if several:
            self._line(page, say("可多选", "any of"), choices)
            self._line(
                page,
                say("填法", "how"),
                say(
                    "写出具备的各项，用逗号分开，没有写出的按没有记；都没有的，写“无”；其余不知道的，加写“其余未知”",
                    "all that there are, with commas: what you do not name is not there; “none” where there is none; "
                    "add “others unknown” where you cannot tell of the others",
                ),
            )
        elif choices:
            self._line(page, say("选一", "one of"), choices)
        else:
            self._line(page, say("填法", "how"), first.accepted.pick(self.lang))
        return page

    def choices(self, interview: Interview) -> list[str]:
        """The numbered choices of a question; none where numbers would be taken for values, or yes and no will do."""
        prompt = interview.prompt
        first = prompt[0]
        if len(prompt) > 1:
            type_ = self.vocabulary.facts[first.fact].type
            names = [self.naming.element(type_.enumeration, element) for element in interview.listed]
        elif first.kind is Kind.ENUM:
            names = [answer.label.pick(self.lang) for answer in first.answers]
        else:
            return []
        return [f"{number} {name}" for number, name in enumerate(names, 1)]

    def _note(self, prompt: Sequence[Question]) -> str:
        if len(prompt) == 1:
            return prompt[0].note.pick(self.lang) if prompt[0].note else ""
        note = self.vocabulary.facts[prompt[0].fact].label.note
        return note.pick(self.lang) if note else ""

    def _needed(self, prompt: Sequence[Question]) -> str:
        norms = list(dict.fromkeys(norm for question in prompt for norm in question.norms))
        shown = self.say("；", "; ").join(self.norm(norm) for norm in norms[:_SHOWN])
        more = len(norms) - _SHOWN
        return shown + (self.say(f"等 {len(norms)} 项规定", f"; and {more} more") if more > 0 else "")

    def norm(self, norm: Norm) -> str:
        """A norm by its place and its title."""
        place, title = norm.citation.text.pick(self.lang), norm.title.pick(self.lang)
        return self.say(f"{place}（{title}）", f"{place} ({title})")

    # --- what each answer leads to

    def consequences(self, prompt: Sequence[Question], leads_to: Callable[[str, Value], Settled | None]) -> Page:
        """Where each answer leads, and what it settles; answers that lead to the same stand together."""
        page = Page()
        if len(prompt) == 1:
            self._answers(page, self._outcomes(prompt[0], leads_to), indent=3)
            return page
        alike: dict[tuple[_Outcome, ...], list[Question]] = {}
        for question in prompt:
            alike.setdefault(tuple(self._outcomes(question, leads_to)), []).append(question)
        for outcomes, questions in alike.items():
            enumeration = self.vocabulary.facts[prompt[0].fact].type.enumeration
            elements = self.naming.listed(enumeration, [question.element for question in questions])
            page.add(self.say("每一项", "each of them") if len(alike) == 1 else elements, indent=3)
            self._answers(page, outcomes, indent=5)
        return page

    def _outcomes(self, question: Question, leads_to: Callable[[str, Value], Settled | None]) -> list[_Outcome]:
        """The answers that lead to the same, with the verdict and what speaks for it."""
        groups: dict[tuple[Verdict, str], list[str]] = {}
        for answer in question.answers:
            settled = leads_to(question.name, answer.value) if answer.verdict is Verdict.INCOMPLETE else None
            verdict = settled.verdict if settled else answer.verdict
            why = self._whatever(settled) if settled else self._against(self.norms[name] for name in answer.violated)
            groups.setdefault((verdict, why), []).append(answer.label.pick(self.lang))
        return [(self.say("、", ", ").join(named), verdict, why) for (verdict, why), named in groups.items()]

    def _answers(self, page: Page, outcomes: Iterable[_Outcome], *, indent: int) -> None:
        for named, verdict, why in outcomes:
            word = (self._verdict(verdict), _STYLE[verdict])
            page.add(named + self.say("：", ": "), word, why, indent=indent, hang=indent + 2)

    def _verdict(self, verdict: Verdict) -> str:
        if verdict is Verdict.INCOMPLETE:
            return self.say("还要再问", "more to ask")
        return labels.VERDICT[verdict].pick(self.lang)

    def _whatever(self, settled: Settled) -> str:
        text = self.say("（不论其余事实如何）", ", whatever the other facts are")
        return text + (self._against(settled.always) if settled.verdict is Verdict.DENY else "")

    def _against(self, norms: Iterable[Norm]) -> str:
        found = self.say("；", "; ").join(self.norm(norm) for norm in norms)
        return self.say(f"，违反{found}", f", against {found}") if found else ""

    def understood(self, answers: Mapping[str, Value | None]) -> str:
        """An answer as it was understood."""
        if len(answers) == 1:
            ((name, value),) = answers.items()
            if value is None:
                return self.say("未知", "unknown")
            return self.naming.value(FLAG if "." in name else self.vocabulary.facts[name].type, value)
        fact = next(iter(answers)).partition(".")[0]
        enumeration = self.vocabulary.facts[fact].type.enumeration
        told = {value: [name.partition(".")[2] for name in answers if answers[name] is value] for value in (True, None)}
        there, unknown = (self.naming.listed(enumeration, told[value]) for value in (True, None))
        parts = [there or self.say("无", "none")] if there or not unknown else []
        return self.say("；", "; ").join([*parts, *([self.say("未知：", "unknown: ") + unknown] if unknown else [])])

    # --- the end

    def end(self, decision: Decision, settled: Settled | None, skipped: Sequence[str], *, stopped: bool) -> Page:
        """Why the interview ended without an answer, or which answer no fact can change any more."""
        page, say = Page(), self.say
        if settled:
            verdict = labels.VERDICT[settled.verdict].pick(self.lang)
            page.add(
                say("其余事实不论如何，结论都是：", "whatever the remaining facts are, the answer is: "),
                (verdict, _STYLE[settled.verdict]),
            )
            always, perhaps = _REASONS.get(settled.verdict, (Text("", ""), Text("", "")))
            self._line(page, always.pick(self.lang), self._listed(settled.always))
            self._line(page, perhaps.pick(self.lang), self._listed(settled.perhaps))
        elif decision.verdict is Verdict.INCOMPLETE and stopped:
            page.add(
                (say("未问完，先按已知事实作答。", "stopped before the end: answered from what is known."), "open")
            )
        elif decision.verdict is Verdict.INCOMPLETE:
            open_now = [name for name in decision.missing if name in skipped]
            page.add((say("没有可再问的，仍不能作答。", "nothing is left to ask, and there is no answer yet."), "open"))
            self._line(page, say("未知的事实", "not known"), say("；", "; ").join(map(self.naming.fact, open_now)))
            self._line(page, say("无法推算", "cannot be told"), self._calendars(decision))
        return page

    def _calendars(self, decision: Decision) -> str:
        years = [name.removeprefix(CALENDAR) for name in decision.unknown_because]
        text = Text("{}年的工作日历尚未公布", "the working days of {} are not published yet").pick(self.lang)
        return text.format(self.say("、", ", ").join(years)) if years else ""

    def _listed(self, norms: Iterable[Norm]) -> str:
        return self.say("；", "; ").join(self.norm(norm) for norm in norms)

    def _line(self, page: Page, label: str, text: str) -> None:
        if text:
            page.add((label + self.say("：", ": "), "quiet"), text, indent=3, hang=5)
