"""A program to one generated Python function an action, compiled when first asked for; equal to `reference`, and quick.

Three steps from a program to an answer: `fold` leaves out what the leading fact (the kind of meeting, in whose name a
paper is issued) decides; `plain`, `judge` and `kleene` write the text of a function; `settle` and `outcome` turn the
truths that it finds into the findings and the verdict, which decisions share.
"""

from rules_engine.evaluate.single.constraints import Unnamed, favoured, possible
from rules_engine.evaluate.single.evaluator import Evaluator, compiled
from rules_engine.evaluate.single.judge import Judge
from rules_engine.evaluate.single.phrase import Phrases
from rules_engine.evaluate.single.run import run

__all__ = ["Evaluator", "Judge", "Phrases", "Unnamed", "compiled", "favoured", "possible", "run"]
