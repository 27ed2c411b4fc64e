"""Print how long decisions take, beside functions written by hand: `python -m benchmarks`, or `make bench`.

Each figure is a median of several runs, each ratio a median of the ratios within one run. The base of all ratios is the
function that a programmer would first write, one `if` for each rule; beside it stands one arranged by hand for speed.
Both give a verdict and ids alone, and are checked here to be right.
"""

from __future__ import annotations

from statistics import median

from benchmarks import arranged, cold, history, rule_by_rule
from benchmarks.measure import loop_over, microseconds, ratio
from benchmarks.random_cases import DAY, Maker
from rules_engine import Engine

CASES = 500
RUNS = 15


def main() -> None:
    """Measure and print."""
    engine = Engine.load()
    for action in rule_by_rule.FUNCTIONS:
        measure(engine, action)
    cold.report()
    history.report()


def measure(engine: Engine, action: str) -> None:
    """Print the figures of one action."""
    maker = Maker(engine, "hongqiao", action)
    evaluator = engine.evaluator("hongqiao", action)
    by_rule, by_hand = rule_by_rule.FUNCTIONS[action], arranged.FUNCTIONS[action]
    complete = [maker.case() for _ in range(CASES)]
    lacking = [maker.case(missing=1 / 3) for _ in range(CASES)]
    unseen = iter([[maker.case(missing=1 / 3) for _ in range(CASES)] for _ in range(RUNS + 1)])
    written = [maker.written(case) for case in complete]
    for case in complete:
        verdict, violated = evaluator.judge(case)
        for written_by_hand in (by_rule, by_hand):
            other, ids = written_by_hand(case)
            assert (verdict.value, sorted(violated)) == (other, sorted(ids)), case

    def ask(facts: object) -> object:
        return engine.check("红桥区", engine.vocabulary.actions[action].label.text.zh, facts, date=DAY)  # type: ignore[arg-type]

    def ask_typed(case: object) -> object:
        return engine.check("hongqiao", action, case.facts, date=DAY)  # type: ignore[attr-defined]

    def decide_unseen() -> int:
        return loop_over(engine.decide, next(unseen))()

    rows = {
        "by hand, one `if` a rule": loop_over(by_rule, complete),
        "by hand, arranged for speed": loop_over(by_hand, complete),
        "verdict and violated rules": loop_over(evaluator.judging, complete),
        "the same, Engine.verdict": loop_over(engine.verdict, complete),
        "whole decision": loop_over(engine.decide, complete),
        "whole decision, a third missing": loop_over(engine.decide, lacking),
        "whole decision, a third missing, unseen": decide_unseen,
        "Engine.check, Chinese text": loop_over(ask, written),
        "reference": loop_over(lambda case: engine.decide(case, evaluator="reference"), complete[:20]),
    }
    if not engine.vocabulary.actions[action].dated_by:
        rows["Engine.check, typed ids"] = loop_over(ask_typed, complete)
    times = dict(zip(rows, microseconds(list(rows.values()), RUNS), strict=True))
    base, hand = times["by hand, one `if` a rule"], times["by hand, arranged for speed"]
    rules = len(engine.pack("hongqiao").rules_of(action))
    print(f"{action}, {rules} rules{'':27} us a case  x by rule  x arranged")
    for name, found in times.items():
        print(f"  {name:40} {median(found):9.2f} {ratio(found, base):10.2f} {ratio(found, hand):11.2f}")
    print()


if __name__ == "__main__":
    main()
