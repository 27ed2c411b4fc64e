"""CEL, for cel-expr-python (C++), common-expression-language (Rust) and cel-python (Python)."""

from __future__ import annotations

from itertools import compress
from typing import Any

from benchmarks.peers.condition import Action
from benchmarks.peers.notation import Notation
from benchmarks.peers.peer import Decide, Peer


class Cel(Notation):
    """CEL's own signs."""

    both, either, negated = " && ", " || ", "!({})"


def truths(action: Action) -> Any:
    """One list with the truth of each rule, and the types of the facts."""
    return {
        "ids": action.ids,
        "text": f"[{', '.join(Cel().text(condition) for _, condition in action.rules)}]",
        "kinds": {column.name: column.kind for column in action.columns},
    }


def load_cpp(kept: Any) -> Decide:
    """A compiled and type-checked expression."""
    from cel_expr_python import cel

    words = {"flag": cel.Type.BOOL, "count": cel.Type.INT, "money": cel.Type.INT, "enum": cel.Type.STRING}
    types = {name: words.get(kind) or cel.Type.List(cel.Type.STRING) for name, kind in kept["kinds"].items()}
    evaluate, ids = cel.NewEnv(variables=types).compile(kept["text"]).eval, kept["ids"]

    def decide(facts: Any) -> list[str]:
        truths = evaluate(data=facts).plain_value()
        if type(truths) is not list:  # errors are values
            raise ValueError(truths)
        return list(compress(ids, truths))

    return decide


def load_rust(kept: Any) -> Decide:
    """A compiled program, one execution for all rules: the facts are handed over once."""
    import cel

    execute, ids = cel.compile(kept["text"]).execute, kept["ids"]
    return lambda facts: list(compress(ids, execute(facts)))


def load_python(kept: Any) -> Decide:
    """A program that is turned into Python, which is quicker than the one that walks the tree."""
    import celpy

    environment = celpy.Environment(runner_class=celpy.CompiledRunner)
    program = environment.program(environment.compile(kept["text"]))
    ids, converted = kept["ids"], celpy.json_to_cel

    def decide(facts: Any) -> list[str]:
        truths = program.evaluate({name: converted(facts[name]) for name in facts})
        for truth in truths:
            if isinstance(truth, celpy.CELEvalError):  # errors stand in the list
                raise truth
        return list(compress(ids, truths))

    return decide


CPP = Peer(
    "CEL, C++", "cel-expr-python", "cel_expr_python.cel", truths, load_cpp, "one checked expression, a list of truths"
)
RUST = Peer(
    "CEL, Rust", "common-expression-language", "cel", truths, load_rust, "one compiled expression, a list of truths"
)
PYTHON = Peer("CEL, Python", "cel-python", "celpy", truths, load_python, "one transpiled expression, a list of truths")
