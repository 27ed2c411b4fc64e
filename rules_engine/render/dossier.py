"""A dossier on a page: the whole first, with what is missing and what is still to be done, then each step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from rules_engine.checked import Pack, Vocabulary
from rules_engine.decision import DutyState
from rules_engine.dossier.whole import GRAVEST, DossierDecision, DossierDuty
from rules_engine.render import amounts, labels
from rules_engine.render.decision import STYLE, decision_page
from rules_engine.render.page import Page
from rules_engine.render.statement import DecisionWords
from rules_engine.render.words import Words
from rules_engine.text import Lang
from rules_engine.value import NOT_YET

_LABEL_WIDTH = {"zh": 8, "en": 12}


def dossier_page(decision: DossierDecision, pack: Pack, vocabulary: Vocabulary, lang: Lang) -> Page:
    """The page of a dossier's decision."""
    return _Writer(decision, pack, vocabulary, lang).whole()


class _Writer:
    def __init__(self, decision: DossierDecision, pack: Pack, vocabulary: Vocabulary, lang: Lang) -> None:
        self.decision, self.pack, self.vocabulary, self.lang = decision, pack, vocabulary, lang
        self.steps = decision.dossier.steps
        self.words = Words(vocabulary, lang, pack)
        self.say = self.words.say
        self.page = Page()

    def whole(self) -> Page:
        self.head()
        self.overview()
        self.missing()
        late = self.say("期限已过的义务", "Duties whose day has passed"), [DutyState.LATE]
        still = self.say("尚待履行的义务", "Duties still to be done"), [DutyState.PENDING]
        waits = (
            self.say("是否适用或期限待定的义务", "Duties of which it is open whether or by when"),
            [DutyState.UNKNOWN],
        )
        for title, states in (late, still, waits):
            self.duties(title, states)
        self.done()
        self.foot()
        for position in range(len(self.steps)):
            self.step(position)
        return self.page

    def head(self) -> None:
        dossier, verdict, say = self.decision.dossier, self.decision.verdict, self.say
        label = labels.VERDICT[verdict].pick(self.lang)
        shown = f"【{label}】" if self.lang == "zh" else f"[{label.upper()}]"
        counted = [(one, sum(found.verdict is one for found in self.decision.decisions)) for one in GRAVEST]
        parts = [
            say(f"{count} 步{labels.VERDICT[one].zh}", f"{labels.VERDICT[one].en}: {count}")
            for one, count in counted
            if count
        ]
        steps = len(self.steps)
        text = say(f"共 {steps} 步：{'，'.join(parts)}", f"{steps} step{'s' * (steps > 1)} ({'; '.join(parts)})")
        self.page.add((shown, STYLE[verdict]), " ", (text, "strong"), hang=2)
        self.page.blank()
        self.field(say("卷宗", "dossier"), dossier.title)
        name = self.pack.name.pick(self.lang)
        self.field(
            say("文件", "document"), say(f"《{self.pack.document.title}》", f"《{self.pack.document.title}》 ({name})")
        )
        self.field(say("截至", "as of"), amounts.moment(dossier.asked_on, self.lang))
        known = [
            self.words.fact(fact)
            + say("：", ": ")
            + self.words.value(self.vocabulary.facts[fact].type, dossier.shared[fact])
            for fact in self.vocabulary.in_order(dossier.shared)
        ]
        self.field(say("共用", "shared"), say("；", "; ").join(known))

    def overview(self) -> None:
        self.page.heading(self.say("各步", "Steps"))
        rows = [
            (
                f"{position + 1}.",
                self.title(position),
                amounts.moment(step.case.date, self.lang),
                labels.VERDICT[decision.verdict].pick(self.lang),
                DecisionWords(decision, self.pack, self.vocabulary, self.lang).reason(),
            )
            for position, (step, decision) in enumerate(zip(self.steps, self.decision.decisions, strict=True))
        ]
        self.page.table(rows, indent=2, styles=("quiet", "strong"))

    def missing(self) -> None:
        missing, say = self.decision.missing, self.say
        if missing:
            self.page.heading(say(f"请补充的事实（{len(missing)}）", f"Please supply ({len(missing)})"), "open")
        for name, steps in missing.items():
            self.page.add(self.words.fact(name), (self.numbers(steps), "quiet"), indent=2, hang=4)
        if self.decision.unknown_because:
            words = DecisionWords(self.decision.decisions[0], self.pack, self.vocabulary, self.lang)
            self.page.add(words.calendars(self.decision.unknown_because), indent=2, hang=4)

    # --- duties

    def duties(self, title: str, states: Sequence[DutyState]) -> None:
        found = [duty for duty in self.decision.duties if duty.notice.state in states]
        if not found:
            return
        self.page.heading(f"{title}{self.say(f'（{len(found)}）', f' ({len(found)})')}", "open")
        for number, duty in enumerate(found, 1):
            words = DecisionWords(duty.decision, self.pack, self.vocabulary, self.lang)
            self.page.add((f"{number}. ", "quiet"), (words.obligation(duty.notice), "strong"), indent=2, hang=5)
            self.field(self.say("步骤", "steps"), self.course(duty), 5)
            for label, text, style in words.duty_parts(duty.notice):
                self.page.field(label, text, indent=5, width=_LABEL_WIDTH[self.lang], style=style)

    def done(self) -> None:
        found = [duty for duty in self.decision.duties if duty.notice.state is DutyState.DONE]
        if not found:
            return
        self.page.heading(self.say(f"已履行的义务（{len(found)}）", f"Duties done ({len(found)})"), "good")
        for duty in found:
            words = DecisionWords(duty.decision, self.pack, self.vocabulary, self.lang)
            gap = self.say("　", "  ")
            rest = [words.standing(duty.notice), self.course(duty), words.citation(duty.notice.norm)]
            self.page.add(words.obligation(duty.notice), (gap + gap.join(rest), "quiet"), indent=2, hang=4)

    def course(self, duty: DossierDuty) -> str:
        """Where a duty arises, and where it is discharged."""
        say, at = self.say, duty.discharged
        origin = say(f"第{duty.arises + 1}步", f"step {duty.arises + 1}")
        if at == duty.arises:
            return origin
        if at is None:
            acts = [f"“{self.words.action(name)}”" for name in self.discharging(duty)]
            later = self.words.enumerated(acts, say("或", "or"))
            return say(
                f"{origin}产生；卷宗中没有与之对应的{later}",
                f"arises at {origin}; no step of the dossier is known to be its {later}",
            )
        done = duty.notice.state is DutyState.DONE or (isinstance(duty.done, date) and duty.done.year < NOT_YET.year)
        where = say(f"第{at + 1}步", f"step {at + 1}")
        if done:
            return say(f"{origin}产生，{where}履行", f"arises at {origin}, done at {where}")
        return say(f"{origin}产生，应在{where}履行", f"arises at {origin}, to be done at {where}")

    def discharging(self, duty: DossierDuty) -> Iterable[str]:
        """The acts that discharge a duty."""
        return next(rule.actions for rule in self.pack.rules if rule.id == duty.notice.norm.id)

    # --- steps

    def step(self, position: int) -> None:
        decision = self.decision.decisions[position]
        self.page.blank()
        self.page.add(("─" * 40, "quiet"))
        number = self.say(f"第{position + 1}步", f"Step {position + 1}")
        self.page.add((f"{number}{self.say('　', '  ')}{self.title(position)}", "title"))
        self.page.lines.extend(decision_page(decision, self.pack, self.vocabulary, self.lang, part=True).lines)

    def title(self, position: int) -> str:
        """What a step is called: its title, else its act."""
        step = self.steps[position]
        return step.title or self.words.action(step.case.action)

    def numbers(self, steps: Sequence[int]) -> str:
        """Steps by their numbers."""
        listed = self.say("、", ", ").join(str(step + 1) for step in steps)
        return self.say(f"（第{listed}步）", f" (step{'s' * (len(steps) > 1)} {listed})")

    def field(self, label: str, text: str, indent: int = 2) -> None:
        self.page.field(label, text, indent=indent, width=_LABEL_WIDTH[self.lang])

    def foot(self) -> None:
        words = DecisionWords(self.decision.decisions[0], self.pack, self.vocabulary, self.lang)
        self.page.blank()
        self.page.add((words.stamp(), "quiet"), hang=2)
        self.page.add((self.pack.digest, "quiet"))
        self.page.add(labels.CLOSING.pick(self.lang), hang=2)
