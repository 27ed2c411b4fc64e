"""What evaluates events as they come: the incremental watch."""

from __future__ import annotations

from rules_engine.evaluate.history_stream import Watch
from rules_engine.evaluate.watcher import WatcherMaker


def watcher_maker(engine: str) -> WatcherMaker:
    """What makes the watches of an engine. Raises EngineUnavailable where it is not installed."""
    assert engine
    return Watch
