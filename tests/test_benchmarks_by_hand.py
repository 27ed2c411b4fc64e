"""What `make bench` measures decisions against gives the same answers, so that its ratios mean something."""

import pytest

from benchmarks import arranged, rule_by_rule
from benchmarks.random_cases import Maker
from rules_engine import Engine


@pytest.mark.parametrize("module", [rule_by_rule, arranged], ids=["rule by rule", "arranged"])
@pytest.mark.parametrize("action", rule_by_rule.FUNCTIONS)
def test_a_function_written_by_hand_answers_as_the_pack(action, module):
    """It gives the verdict and the violated rules of the pack as it stands, over two thousand random cases."""
    engine = Engine.load()
    maker = Maker(engine, "hongqiao", action)
    evaluator = engine.evaluator("hongqiao", action)
    for case in (maker.case() for _ in range(2000)):
        verdict, violated = evaluator.judge(case)
        by_hand, ids = module.FUNCTIONS[action](case)
        assert (by_hand, sorted(ids)) == (verdict.value, sorted(violated)), case
