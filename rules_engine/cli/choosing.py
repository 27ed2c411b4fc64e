"""What a user writes in an interview: values, numbers of listed choices, several elements at once, and commands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Final

from rules_engine import literal
from rules_engine.checked import Vocabulary
from rules_engine.inquiry.interview import Interview
from rules_engine.inquiry.known import impossibilities
from rules_engine.inquiry.naming import element_named
from rules_engine.inquiry.question import Question
from rules_engine.intake.values import ValueReader
from rules_engine.names import Names, key
from rules_engine.problem import CaseError
from rules_engine.text import Text
from rules_engine.value import Kind, Value
from rules_engine.wording import case as say_case
from rules_engine.wording import inquiry as say

UNKNOWN: Final = literal.UNKNOWN | {
    "不知道",
    "不清楚",
    "不详",
    "跳过",
    "skip",
    "don't know",
    "dont know",
    "do not know",
}
NONE: Final = frozenset({"无", "没有", "都没有", "以上都没有", "none", "none of them", "no", "否", "0"})
REST_UNKNOWN: Final = frozenset(
    {
        "其余未知",
        "其余不清楚",
        "其余不知道",
        "其他未知",
        "其他不清楚",
        "others unknown",
        "rest unknown",
        "the rest unknown",
    }
)


class Command(Enum):
    """What a user may say instead of an answer."""

    HELP = frozenset({"?", "？", "help", "帮助"})
    BACK = frozenset({"back", "上一步", "返回"})
    QUIT = frozenset({"quit", "exit", "退出", "结束"})


Answers = Mapping[str, Value | None]

_COMMAS: Final = re.compile(r"[,，;；]")
_SMALLER: Final = re.compile(r"[,，;；、\s]+")


def command_in(line: str) -> Command | None:
    """The command that a line is, if it is one."""
    return next((command for command in Command if key(line) in command.value), None)


def answers_in(line: str, names: Names, interview: Interview) -> Answers:
    """The answer to the question that an interview asks, or to each of several; None for what the user does not know.

    Raises CaseError where the line is no answer, or contradicts what is known.
    """
    vocabulary, prompt = interview.inquirer.vocabulary, interview.prompt
    several = len(prompt) > 1
    found = _several(line, names, interview) if several else _single(line, prompt[0], names, vocabulary)
    broken = impossibilities(interview.answered(found).case, vocabulary)
    if broken:
        raise CaseError(broken)
    return found


def _single(line: str, question: Question, names: Names, vocabulary: Vocabulary) -> Answers:
    if key(line) in UNKNOWN:
        return {question.name: None}
    if question.element:
        try:
            return {question.name: literal.flag(line)}
        except literal.Unreadable as error:
            problem = say_case.wrong_value(
                None, question.name, Text(question.label.zh, question.name), line, error.accepted
            )
            raise CaseError([problem]) from None
    if question.kind is Kind.ENUM and line.strip().isdecimal():
        return {question.name: question.answers[_number(line, len(question.answers))].value}
    reader = ValueReader(vocabulary, names)
    value = reader.value(vocabulary.facts[question.fact], line.strip(), (question.name,))
    reader.finish()
    return {question.name: value}


def _number(text: str, most: int) -> int:
    """The place of a choice from its number. Raises CaseError."""
    number = int(text) if len(text) < len(str(most)) + 2 else 0
    if not 1 <= number <= most:
        raise CaseError([say.no_such_choice(text.strip(), most)])
    return number - 1


def _several(line: str, names: Names, interview: Interview) -> Answers:
    """What a list of elements tells of a set: all of it where nothing was known and nothing is left open."""
    prompt, fact = interview.prompt, interview.prompt[0].fact
    asked = [question.name for question in prompt]
    if key(line) in UNKNOWN:
        return dict.fromkeys(asked)
    parts = [part.strip() for part in _COMMAS.split(line) if part.strip()]
    named = [part for part in parts if key(part) not in REST_UNKNOWN]
    none = len(named) == 1 and key(named[0]) in NONE
    chosen = [] if none else _elements(named, fact, interview.listed, names, interview.inquirer.vocabulary)
    if len(named) == len(parts) and fact not in interview.case.facts:
        return {fact: frozenset(chosen)}
    rest = False if len(named) == len(parts) else None
    return {**dict.fromkeys(asked, rest), **{f"{fact}.{element}": True for element in chosen}}


def _elements(
    parts: Sequence[str], fact: str, listed: Sequence[str], names: Names, vocabulary: Vocabulary
) -> list[str]:
    """The elements that are named; what is no name as a whole is tried as several. Raises CaseError."""
    known = names.values[vocabulary.facts[fact].type.enumeration]
    found = []
    for part in parts:
        pieces = [part] if key(part) in known else [piece for piece in _SMALLER.split(part) if piece]
        for piece in pieces:
            if piece.isdecimal():
                found.append(listed[_number(piece, len(listed))])
            else:
                found.append(element_named(piece if len(pieces) > 1 else part, fact, names, vocabulary))
    return found
