"""Measure the engine beside its peers and write the tables: `python -m benchmarks.peers`, or `make bench-peers`.

Answers are compared before anything is timed; where one differs, nothing is written.
"""

from __future__ import annotations

import sys
import warnings
from pathlib import Path
from time import perf_counter

from benchmarks.peers import bulk, cold, growth, report, single, slope, traits
from benchmarks.peers.chart import Panel, drawn
from benchmarks.peers.page import with_tables
from benchmarks.peers.registry import PEERS, place_of
from benchmarks.peers.traits import of_engine
from benchmarks.peers.workload import Work, works
from rules_engine import Engine

ROOT = Path(__file__).parent.parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"
FIGURE = ROOT / "docs" / "benchmarks-growth.svg"
SLOPED = ("datalogic-py", "zen, expression")


def main() -> None:
    """Measure everything, and write the page and its figure."""
    warnings.simplefilter("ignore")  # peers' own
    begun = perf_counter()

    def say(what: str) -> None:
        print(f"{perf_counter() - begun:6.0f} s  {what}", file=sys.stderr, flush=True)

    engine = Engine.load()
    several = works(engine)
    by_name = {work.action.name: work for work in several}
    say("one decision at a time")
    found, failed = single.measure(engine, [peer for peer in PEERS if not peer.alone])
    apart = {}
    for peer in (peer for peer in PEERS if peer.alone):
        apart[peer.name], why = single.apart(peer)
        failed |= why
    measured = [peer for peer in PEERS if peer.name not in failed]
    say("what a rule costs")
    slopes = slope.measure(by_name["meeting.attend"], [single.named(name) for name in SLOPED])
    say("many rows at once")
    rates = bulk.measure(several)
    say("whole processes")
    processes = {"Python alone": cold.of_python(), "this engine": cold.of_engine(_asked(several))}
    for peer in measured:
        kept = [(peer.export(work.action), work.cases[0].facts) for work in several]
        processes[peer.name] = cold.of_peer(place_of(peer), kept)
    commands = cold.commands()
    say("missing numbers, threads, order")
    tried = {peer.name: one for peer in measured if (one := traits.tried(peer))}
    say("growth")
    rules = growth.by_rules(by_name["meeting.attend"])
    actions, facts = growth.by_actions(by_name["meeting.attend"]), growth.by_facts(by_name["meeting.hold"])
    rows = growth.by_rows(by_name["meeting.hold"])
    parts = [
        report.machine(),
        "### One decision · 单次判断\n",
        report.single(found, apart, failed, PEERS),
        report.texts(found),
        "### What is missing, threads, order · 缺失、多线程与次序\n",
        report.traits(tried, of_engine(engine, several)),
        "### Ten rules and a hundred · 十条与一百条规则\n",
        report.slopes(slopes),
        "### Many rows · 批量\n",
        report.bulk(rates),
        "### Whole processes · 整个进程\n",
        report.cold(processes, commands),
        "### What was to be reached · 目标\n",
        report.targets(found, rates, slopes, commands, PEERS),
        "### Growth · 增长\n",
        f"![how cost grows]({FIGURE.name})\n",
        report.growths(rules, actions, facts, rows),
    ]
    PAGE.write_text(with_tables(PAGE.read_text(encoding="utf-8"), "\n".join(parts)), encoding="utf-8")
    FIGURE.write_text(drawn(_panels(rules, actions, facts, rows)), encoding="utf-8")
    say(f"written: {PAGE.relative_to(ROOT)}")


def _asked(several: tuple[Work, ...]) -> list[tuple[str, dict[str, object]]]:
    return [(work.action.name, work.cases[0].written) for work in several]


def _panels(
    rules: tuple[list[growth.Point], ...],
    actions: list[growth.Point],
    facts: list[growth.Point],
    rows: list[growth.Point],
) -> list[Panel]:
    verdicts, decisions, _ = rules
    return [
        Panel("Rules of one action", "rules", "µs a case", {"verdict": verdicts, "whole decision": decisions}),
        Panel("Actions", "actions of ten rules", "µs a case", {"verdict": actions}),
        Panel("Facts", "flags that ten rules read", "µs a case", {"verdict": facts}),
        Panel("Rows", "rows of a Parquet file", "seconds", {"verdicts": rows}),
    ]


if __name__ == "__main__":
    main()
