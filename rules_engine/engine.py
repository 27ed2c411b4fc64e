"""The facade: the only file that strings the steps together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from rules_engine.case import Case
from rules_engine.checked import Vocabulary
from rules_engine.decision import Decision, Judgement
from rules_engine.dispatch import Dispatch
from rules_engine.evaluate import reference
from rules_engine.intake.files import CaseFiles, is_dossier
from rules_engine.intake.typed import check_typed
from rules_engine.library import Library
from rules_engine.parsed import Node
from rules_engine.source import Source
from rules_engine.stored import Store
from rules_engine.text import Lang

if TYPE_CHECKING:
    from rules_engine.batch.frames import Frame
    from rules_engine.dossier.acts import Dossier
    from rules_engine.dossier.whole import DossierDecision
    from rules_engine.evaluate.single import Evaluator
    from rules_engine.inquiry.change import Remedies
    from rules_engine.inquiry.interview import Interview
    from rules_engine.inquiry.question import Options, Question
    from rules_engine.intake.events import EventReader


class Engine(Library):
    """The vocabulary and the packs of a folder, ready to answer.

    An engine never changes what it answers, and may be shared between threads. Packs are read when first asked for.
    """

    def __init__(
        self, folder: Path, vocabulary: Vocabulary, *, words: Path | None = None, store: Store | None = None
    ) -> None:
        super().__init__(folder, vocabulary, words=words, store=store)
        self._files = CaseFiles(self._shelf)
        self._dispatch = Dispatch(self._shelf)
        self._evaluators, self._judging = self._dispatch.evaluators, self._dispatch.judging
        self._intakes = self._dispatch.intakes

    # --- questions

    def check(
        self,
        jurisdiction: str,
        action: str,
        facts: Mapping[str, Any],
        *,
        date: date | str | None = None,
        as_of: date | str | None = None,
        organ: str | None = None,
        articles: Iterable[str] = (),
        strict: bool = False,
        full: bool = False,
    ) -> Decision:
        """The decision of one case. Raises CaseError with all that is wrong with it.

        Names and values may be ids or Chinese labels; money is text, an int of yuan, or a Decimal. `date` is when the
        act is done (default: today), `as_of` when the question is asked (default: `date`). `articles` asks of those
        alone. `strict` presumes nothing; `full` lists the rules that do not apply, too.
        """
        if organ is None and articles == ():
            case = self._case(jurisdiction, action, facts, date, as_of)
        else:
            given: dict[str, Any] = {"jurisdiction": jurisdiction, "action": action, "facts": facts}
            cited = [articles] if isinstance(articles, str) else list(articles)
            optional = {"date": date, "as_of": as_of, "organ": organ, "articles": cited or None}
            given.update({name: value for name, value in optional.items() if value is not None})
            case = self.case(given)
        return self.decide(case, strict=strict, full=full)

    def _case(self, jurisdiction: str, action: str, facts: Mapping[str, Any], date: Any, as_of: Any) -> Case:
        if type(facts) is dict and type(action) is type(jurisdiction) is str:
            intake = self._intakes.get((jurisdiction, action)) or self._dispatch.intake(jurisdiction, action)
            case = intake.case(facts, date, as_of) if intake else None
            if case is not None:
                return case
        dates = {name: day for name, day in (("date", date), ("as_of", as_of)) if day is not None}
        return self.case({"jurisdiction": jurisdiction, "action": action, "facts": facts, **dates})

    def decide(
        self,
        case: Case,
        *,
        strict: bool = False,
        full: bool = False,
        evaluator: Literal["reference", "single"] | None = None,
    ) -> Decision:
        """The decision of a case that has been read. Raises CaseError where a program gave it values of no such type.

        The evaluators give the same decision. `reference` takes about a millisecond; `single` a few microseconds, once
        it has made its code for the action, in some ten milliseconds. Where none is named, it is made for the fourth
        case of an action.
        """
        quick = self._evaluators.get((case.jurisdiction, case.action))
        if quick is None or evaluator is not None:
            quick = self._dispatch.chosen(case, evaluator)
        if not case.typed:
            check_typed(case, self.vocabulary)
        if quick is None:
            return reference.decide(self.pack(case.jurisdiction), self.vocabulary, case, strict=strict, full=full)
        return quick.decide(case, strict=strict, full=full)

    def verdict(self, case: Case) -> Judgement:
        """The verdict alone of a case that has been read, with the ids of the rules that it violates.

        The quickest answer there is. Raises as `decide` does.
        """
        judging = self._judging.get((case.jurisdiction, case.action))
        if judging is None:
            judging = self._dispatch.judging_of(case)
        if not case.typed:
            check_typed(case, self.vocabulary)
        return judging(case)

    def judging(
        self,
        jurisdiction: str,
        action: str,
        *,
        date: date | str | None = None,
        as_of: date | str | None = None,
        texts: bool = False,
    ) -> Callable[[Any], Judgement]:
        """A function of the facts of a case, to be called with many: the verdict, and the ids of the violated rules.

        Facts are written and checked as `check` has it, and the function raises as that does; it may be shared between
        threads. Where `date` is not given, the day of each act is the day on which it is judged. Facts under the same
        names again and again are judged in about a microsecond, by code that is made for them.

        With `texts` the function takes the facts as JSON text, and raises ParseError where it is none or says a name
        twice; numbers stay exact. It is quicker where msgspec is installed.

        Raises CaseError where the jurisdiction, the action or a date cannot be read.
        """
        asked = self._case(jurisdiction, action, {}, date, as_of)
        named = asked.jurisdiction, asked.action
        days = (
            asked.date if date is not None else None,
            asked.as_of if date is not None or as_of is not None else None,
        )

        def longer(facts: Mapping[str, Any]) -> Judgement:
            return self.verdict(self._case(*named, facts, date, as_of))

        return self._dispatch.judging_facts(*named, days, longer, texts=texts)

    def evaluator(self, jurisdiction: str, action: str) -> Evaluator:
        """The quick evaluator of an action, made when first asked for; its functions take cases that have been read.

        Raises CaseError where there is no such pack, PackError where it has problems.
        """
        return self._dispatch.evaluator(jurisdiction, action)

    # --- many cases

    def check_frame(
        self,
        frame: Any,
        *,
        jurisdiction: str = "",
        action: str = "",
        as_of: date | str | None = None,
        strict: bool = False,
        columns: Iterable[str] = (),
        ignore_unknown: bool = False,
        lang: Lang = "en",
    ) -> Frame:
        """The answers to the cases of a frame of polars, pandas or Arrow, a row for each of its rows, in their order.

        The frame has a column for each fact that it tells, by id or label, written as in a case or typed; and columns
        `id`, `jurisdiction`, `action`, `date`, `as_of`, of which `jurisdiction`, `action` and `as_of` may be named here
        for rows that leave them empty. An empty cell tells nothing. A row that cannot be read has no verdict, and says
        why in `problem`, in `lang`. `columns` are those of the answer that are wanted, by default all: `verdict`,
        `silence`, `violated`, `articles`, `undetermined`, `missing`, `advice`, `duties`. `strict` presumes nothing;
        `ignore_unknown` leaves out columns that are no facts. Raises CaseError where columns or options cannot be
        understood, TypeError where `frame` is none, EngineUnavailable where polars is not installed.
        """
        from rules_engine.batch.frames import check_frame  # noqa: PLC0415 -- needs an extra, and single cases do not
        from rules_engine.batch.question import question  # noqa: PLC0415

        asked = question(
            self, jurisdiction=jurisdiction, action=action, as_of=as_of, columns=columns, strict=strict, lang=lang
        )
        return check_frame(frame, self, asked, ignore_unknown=ignore_unknown)

    # --- cases

    def cases(self, source: Source | Path | str) -> tuple[Case, ...]:
        """The cases of a file: one, a list, or several documents. Raises ParseError or CaseError with all problems.

        `source` is the file's name, or a text that has been read.
        """
        return self._files.cases(source)

    def case(self, written: Any, node: Node | None = None, root: tuple[str | int, ...] = ()) -> Case:
        """A case from a mapping with the entries of a case file. Raises CaseError with all problems.

        `node` is where it was written, and `root` the path to it in its file, for the places that problems name.
        """
        return self._files.case(written, node, root)

    def event_reader(self, jurisdiction: str) -> EventReader:
        """What reads events of a jurisdiction, for a ledger. Raises as `pack` does."""
        from rules_engine.intake.events import EventReader  # noqa: PLC0415 -- deciding reads no events

        return EventReader(self.vocabulary, self.names(jurisdiction), self.pack(jurisdiction).jurisdiction)

    # --- what to ask

    def questions(self, case: Case, *, strict: bool = False) -> tuple[Question, ...]:
        """What can still change the verdict of a case, the most telling first; nothing where it is settled.

        Each question says what it means, how it is answered, which norms need it, and the verdict that each answer
        leads to. `strict` presumes nothing. Raises as `decide` does.
        """
        return self.interview(case, strict=strict).inquiry.questions

    def interview(self, case: Case, *, strict: bool = False) -> Interview:
        """An interview that begins with what a case says; its `inquiry` tells where the case stands.

        Raises as `decide` does.
        """
        from rules_engine.inquiry.interview import Interview  # noqa: PLC0415 -- deciding asks nothing
        from rules_engine.inquiry.questions import Inquirer  # noqa: PLC0415

        if not case.typed:
            check_typed(case, self.vocabulary)
        decide = partial(self.evaluator(case.jurisdiction, case.action).decide, strict=strict)
        inquirer = Inquirer(self.pack(case.jurisdiction), self.vocabulary, case.action, decide)
        return Interview(inquirer, case)

    def options(self, case: Case, fact: str, *, strict: bool = False) -> tuple[Options, ...]:
        """What each value of a fact would lead to if all else stayed; of a set, whether each element is in it.

        `fact` is an id or a label, or names an element: `steps.hearing`. Raises CaseError where the act has no such
        fact, and as `decide` does.
        """
        from rules_engine.inquiry.naming import fact_named  # noqa: PLC0415 -- as above
        from rules_engine.inquiry.options import options  # noqa: PLC0415

        if not case.typed:
            check_typed(case, self.vocabulary)
        pack, action = self.pack(case.jurisdiction), self.vocabulary.actions[case.action]
        name = fact_named(fact, self.names(case.jurisdiction), self.vocabulary, action)
        decide = partial(self.evaluator(case.jurisdiction, case.action).decide, strict=strict)
        return options(name, pack, self.vocabulary, case, decide)

    def remedies(self, case: Case, *, strict: bool = False, most: int = 20) -> Remedies:
        """The smallest sets of changes to controllable facts that make a denied act lawful, up to `most`; or why none.

        Each change names the norms that ask for it, and each set is verified by the reference. A case that is not
        denied has none. `strict` presumes nothing. Raises as `decide` does.
        """
        from rules_engine.inquiry.remedy import remedies  # noqa: PLC0415 -- deciding mends nothing

        if not case.typed:
            check_typed(case, self.vocabulary)
        return remedies(self.pack(case.jurisdiction), self.vocabulary, case, strict=strict, most=most)

    # --- dossiers

    def dossier(self, written: Any, node: Node | None = None, root: tuple[str | int, ...] = ()) -> Dossier:
        """A dossier, several acts of one matter, from a mapping with the entries of a dossier file.

        Raises CaseError with all problems; `node` and `root` are as for `case`.
        """
        from rules_engine.dossier.reading import DossierReader  # noqa: PLC0415 -- a case needs none of it

        return DossierReader(self._files, node, root).dossier(written)

    def matters(self, source: Source | Path | str) -> tuple[Case | Dossier, ...]:
        """The cases and dossiers of a file, in its order. Raises ParseError or CaseError with all problems."""
        return self._files.each(source, self._matter)

    def check_dossier(
        self, dossier: Dossier | Mapping[str, Any], *, strict: bool = False, full: bool = False
    ) -> DossierDecision:
        """The decision of each step of a dossier, and of the whole. Raises CaseError with all that is wrong with it.

        `strict` presumes nothing; `full` lists the rules that do not apply, too.
        """
        from rules_engine.dossier.whole import check  # noqa: PLC0415 -- as above

        read = self.dossier(dossier) if isinstance(dossier, Mapping) else dossier
        pack = self.pack(read.jurisdiction)
        return check(read, pack, self.vocabulary, lambda case: self.decide(case, strict=strict, full=full))

    def _matter(self, written: Any, node: Node, root: tuple[str | int, ...]) -> Case | Dossier:
        return (self.dossier if is_dossier(written) else self.case)(written, node, root)
