"""Which engine a watch gets."""

import sys

import pytest

from rules_engine.evaluate.watch import Watch
from rules_engine.ledger.watch_engine import watcher_maker
from rules_engine.problem import EngineUnavailable


def test_durable_rules_is_taken_where_it_is_installed():
    """Unless the incremental watch is asked for."""
    pytest.importorskip("durable_rules_engine", reason="the extra `stream` is not installed", exc_type=ImportError)
    from rules_engine.evaluate.stream import RuleStream

    assert [watcher_maker(name) for name in ("auto", "durable-rules", "incremental")] == [RuleStream, RuleStream, Watch]


def test_without_durable_rules_the_incremental_watch_is_taken(monkeypatch):
    """Who asks for durable-rules by name is told how to install it."""
    for name in [name for name in sys.modules if name.startswith("rules_engine.evaluate.stream")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "durable_rules_engine", None)
    assert watcher_maker("auto") is Watch
    with pytest.raises(EngineUnavailable, match=r"\.\[stream\]"):
        watcher_maker("durable-rules")
