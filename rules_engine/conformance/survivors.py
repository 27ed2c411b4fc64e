"""Mutations that no case can notice, listed with the proof: `policies/<jurisdiction>/survivors.yaml`.

- rule: executive-quorum           # or a definition, or a norm about a history
  mutation: "when: …"              # the text as `test --mutate` prints it
  why: {zh: …, en: …}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rules_engine.check.fields import Fields, items
from rules_engine.checked import Pack
from rules_engine.names import nearest
from rules_engine.parse import parse_one, read_file
from rules_engine.problem import CaseError, Problem
from rules_engine.source import Span
from rules_engine.text import Text
from rules_engine.wording import conformance as say


@dataclass(frozen=True, slots=True)
class Survivor:
    """A mutation that changes nothing, and why."""

    target: str
    mutation: str
    why: Text
    span: Span | None = field(default=None, compare=False, repr=False)


def read_survivors(folder: Path, pack: Pack) -> Mapping[tuple[str, str], Survivor]:
    """The listed survivors of a pack by target and mutation; none where there is no file.

    Raises ParseError or CaseError with all problems of the file.
    """
    path = folder / pack.jurisdiction / "survivors.yaml"
    if not path.exists():
        return {}
    problems: list[Problem] = []
    found: dict[tuple[str, str], Survivor] = {}
    norms = [rule.norm for rule in pack.rules] + [rule.norm for rule in pack.history]
    known = {norm.slug for norm in norms} | set(pack.definitions)
    for at, node in items(parse_one(read_file(path)), "", problems):
        fields = Fields(node, at, problems, ("rule", "mutation", "why"))
        target, mutation, why = fields.scalar("rule"), fields.text("mutation"), fields.words("why")
        if target is None or not mutation or why is None:
            continue
        if target.text not in known:
            near = nearest(target.text, known)
            problems.append(say.no_survivor_rule(target.span, fields.at("rule"), target.text, near))
        elif (target.text, mutation) in found:
            first = found[target.text, mutation].span
            problems.append(say.survivor_twice(target.span, at, target.text, first))
        else:
            found[target.text, mutation] = Survivor(target.text, mutation, why, target.span)
    if problems:
        raise CaseError(problems)
    return found
