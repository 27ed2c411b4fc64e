"""Tables of cases: read from files or frames, screened by the columnar evaluator, written with what was refused.

Importing this raises EngineUnavailable where polars is not installed.
"""

from __future__ import annotations

from rules_engine.problem import EngineUnavailable
from rules_engine.text import Text

try:
    import polars as pl  # noqa: F401 -- all that follows needs it
except ImportError:
    raise EngineUnavailable.lacking(Text("批量核对", "screening tables"), "polars", "batch") from None
