"""What evaluates events as they come: the network of durable-rules where it is installed, or the incremental watch."""

from __future__ import annotations

from typing import Final

from rules_engine.evaluate.watch import Watch
from rules_engine.evaluate.watch.watcher import WatcherMaker
from rules_engine.problem import EngineUnavailable

AUTO: Final = "auto"
INCREMENTAL: Final = "incremental"


def watcher_maker(engine: str) -> WatcherMaker:
    """What makes the watches of an engine; all say the same.

    Where it is `auto`, durable-rules if it can be used. Raises EngineUnavailable where it is asked for and cannot.
    """
    if engine == INCREMENTAL:
        return Watch
    try:
        from rules_engine.evaluate.stream import RuleStream  # noqa: PLC0415 -- an extra
    except EngineUnavailable:
        if engine == AUTO:
            return Watch
        raise
    return RuleStream
