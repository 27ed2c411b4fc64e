"""The interview of `ask`: reads the start, asks line by line, prints the decision and keeps the case."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import Any, Final, TextIO

from rules_engine.case import Case
from rules_engine.cli.answer import CODES
from rules_engine.cli.cases import STANDARD_INPUT, read_cases
from rules_engine.cli.choosing import Answers, Command, answers_in, command_in
from rules_engine.cli.output import print_decisions
from rules_engine.cli.writing import write_file
from rules_engine.engine import Engine
from rules_engine.inquiry.interview import Interview
from rules_engine.problem import CaseError, ProblemsError
from rules_engine.render.case_file import case_file
from rules_engine.render.page import Page
from rules_engine.render.problems import problems_page
from rules_engine.render.questions import QuestionPages
from rules_engine.render.terminal import write
from rules_engine.text import Lang, Text
from rules_engine.wording import inquiry as say
from rules_engine.wording.command import cannot_write

_HEADER: Final = (
    Text(
        "由 rules-engine ask 问答写成；没有列出的事实未知", "written by rules-engine ask; what is not listed is unknown"
    ),
    Text("核对：rules-engine check {}", "to check it: rules-engine check {}"),
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command line asks for."""

    jurisdiction: str
    action: str
    case: Path | None
    date: str | None
    articles: tuple[str, ...]
    save: Path | None
    strict: bool
    as_json: bool
    lang: Lang


def interview(engine: Engine, wish: Wish) -> int:
    """Hold an interview; the exit code. Raises ProblemsError where it cannot begin."""
    if wish.save and not wish.save.absolute().parent.is_dir():
        raise CaseError([say.cannot_save(str(wish.save))])
    if wish.save and wish.save.is_dir():  # told before the first question, not after the last
        raise CaseError([cannot_write(str(wish.save), os.strerror(errno.EISDIR))])
    first = engine.interview(_start(engine, wish), strict=wish.strict)
    talk = _Talk(engine, first, wish)
    last = talk.hold()
    if wish.save:
        write_file(wish.save, _saved(engine, last.case, wish).encode())
    talk.end(last)
    print_decisions([last.inquiry.decision], engine, wish.lang, as_json=wish.as_json, single=True)
    settled = last.inquiry.settled
    return CODES[(settled.verdict if settled else last.inquiry.decision.verdict).value]


def only_case(engine: Engine, name: str, lang: Lang, articles: Sequence[str] = ()) -> Case:
    """The only case of a file. Raises CaseError, which names no problem that the user has been told of."""
    batch = read_cases(engine, [name], lang, articles=articles)
    if batch.failed or len(batch.cases) != 1:
        raise CaseError([] if batch.failed else [say.not_one_case(name, len(batch.cases))])
    return batch.cases[0]


def _start(engine: Engine, wish: Wish) -> Case:
    """The case with which an interview begins."""
    if wish.case is None:
        if not (wish.jurisdiction and wish.action):
            raise CaseError([say.what_to_ask()])
        given: dict[str, Any] = {"jurisdiction": wish.jurisdiction, "action": wish.action, "facts": {}}
        given |= {"date": wish.date} if wish.date else {}
        return engine.case(given | ({"articles": list(wish.articles)} if wish.articles else {}))
    if wish.jurisdiction or wish.date:
        raise CaseError([say.asked_twice()])
    if str(wish.case) == STANDARD_INPUT:
        raise CaseError([say.answers_come_here(STANDARD_INPUT)])
    return only_case(engine, str(wish.case), wish.lang, wish.articles)


def _saved(engine: Engine, case: Case, wish: Wish) -> str:
    header = [line.pick(wish.lang).format(wish.save) for line in _HEADER]
    pack = engine.pack(case.jurisdiction)
    return case_file(case, pack, engine.vocabulary, engine.names(case.jurisdiction), wish.lang, header)


class _Talk:
    """The questions on a stream, and the answers from standard input.

    Where decisions go to standard output as data, the questions go to standard error.
    """

    def __init__(self, engine: Engine, first: Interview, wish: Wish) -> None:
        self.at, self.lang = first, wish.lang
        self.out: TextIO = sys.stderr if wish.as_json else sys.stdout
        self.typed = sys.stdin.isatty()
        if isinstance(sys.stdin, TextIOWrapper):
            sys.stdin.reconfigure(errors="replace")  # what cannot be read is no answer, and asked again
        pack = engine.pack(first.case.jurisdiction)
        self.pages = QuestionPages(pack, engine.vocabulary, wish.lang)
        self.title, self.names = pack.document.title, engine.names(first.case.jurisdiction)
        self.number = 1
        self.stopped = False

    def hold(self) -> Interview:
        """Ask until nothing is left to ask, or the answers end."""
        if self.at.prompt:
            self.show(self.pages.opening(self.at.case.action, self.title))
        while self.at.prompt and not self.stopped:
            self.show(self.pages.question(self.at, self.number))
            self.answer()
        return self.at

    def answer(self) -> None:
        """Read lines until one is an answer, or leads elsewhere."""
        while True:
            line = self.line()
            command = Command.QUIT if line is None else command_in(line)
            try:
                if command is None:
                    self.go_on(answers_in(line or "", self.names, self.at))
                elif command is Command.HELP:
                    self.show(self.pages.consequences(self.at.prompt, self.at.leads_to))
                    continue
                elif command is Command.BACK:
                    self.go_back()
                self.stopped = command is Command.QUIT
            except ProblemsError as error:
                self.show(problems_page(error.problems, self.lang))
            else:
                return

    def go_on(self, answers: Answers) -> None:
        """Take an answer, and say how it was understood."""
        page = Page()
        page.add(("→ ", "quiet"), self.pages.understood(answers), indent=3)
        self.show(page)
        self.at, self.number = self.at.answered(answers), self.number + 1

    def go_back(self) -> None:
        """Return to the question before. Raises CaseError at the first one."""
        if self.at.before is None:
            raise CaseError([say.nothing_before()])
        self.at, self.number = self.at.before, self.number - 1

    def end(self, last: Interview) -> None:
        """Say why the interview ended where the decision does not tell."""
        found = last.inquiry
        page = Page()
        page.add("")
        page.lines += self.pages.end(found.decision, found.settled, sorted(last.skipped), stopped=self.stopped).lines
        if last.before or len(page.lines) > 1:
            self.show(page)

    def line(self) -> str | None:
        """The next line that the user writes; None where there is none."""
        if self.typed and self.out is sys.stdout and sys.stdout.isatty():
            with contextlib.suppress(ImportError):  # where there is one, it lets the user edit the line
                import readline  # noqa: F401, PLC0415 -- importing it is what makes `input` use it
            try:
                return input("> ")
            except EOFError:
                return None
        self.out.write("> ")
        self.out.flush()
        line = sys.stdin.readline()
        if not self.typed:
            self.out.write("\n" if not line else line.rstrip("\n") + "\n")
        return line.rstrip("\n") if line else None

    def show(self, page: Page) -> None:
        """Print a page."""
        write(page, self.out)
        self.out.flush()
