"""A program to one generated Python function an action, compiled when first asked for; equal to `reference`, and quick.

Three steps from a program to an answer: `fold` leaves out what the leading fact (the kind of meeting, in whose name a
paper is issued) decides; `plain`, `judge` and `kleene` write the text of a function; `settle` and `outcome` turn the
truths that it finds into the findings and the verdict, which decisions share.
"""

from rules_engine.evaluate.single.constraints import Unnamed as Unnamed
from rules_engine.evaluate.single.constraints import favoured as favoured
from rules_engine.evaluate.single.constraints import possible as possible
from rules_engine.evaluate.single.evaluator import Evaluator as Evaluator
from rules_engine.evaluate.single.evaluator import compiled as compiled
from rules_engine.evaluate.single.judge import Judge as Judge
from rules_engine.evaluate.single.phrase import Phrases as Phrases
from rules_engine.evaluate.single.run import run as run

__all__ = ["Evaluator", "Judge", "Phrases", "Unnamed", "compiled", "favoured", "possible", "run"]
