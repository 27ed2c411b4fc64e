"""What was measured, as Markdown."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median

from benchmarks.peers import growth, slope
from benchmarks.peers.bulk import HEIGHT, relation
from benchmarks.peers.cold import Cold
from benchmarks.peers.page import figure, middle, table, times
from benchmarks.peers.peer import Peer
from benchmarks.peers.single import Times, best, ratios
from benchmarks.peers.traits import Traits

VERDICT = "`Engine.verdict`, a case that has been read"
JUDGING = "`Engine.judging`, a mapping"
TEXT_JUDGING = "`Engine.judging`, JSON text"
DECIDE = "`Engine.decide`, a case that has been read"
CHECK = "`Engine.check`, a mapping"
TEXT = "`json.loads`, then `Engine.check`"
QUICK_TEXT = "`msgspec`, then `Engine.check`"
IDS = "ids only"
BARE = "verdict and ids"
ALL = "ids, articles, titles, missing facts, grounds, advice, duties, presumptions"


def machine() -> str:
    """Where and when it was measured."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [
            line.partition(":")[2].strip() for line in info.read_text().splitlines() if line.startswith("model name")
        ]
        model = names[0] if names else model
    return (
        f"Measured {date.today().isoformat()} on {os.cpu_count()} cores ({model}), {platform.system()}, "
        f"Python {platform.python_version()}. Medians of several rounds; in each round everything has its turn, and a "
        "ratio is the median of the ratios within the rounds. Single decisions are measured in CPU time.\n"
    )


def versions_of(distribution: str) -> str:
    """The version that is installed."""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "–"


def single(found: Times, apart: Mapping[str, Times], failed: Mapping[str, str], peers: Sequence[Peer]) -> str:
    """One decision at a time."""
    rows = [
        [name, "", middle(found[name]), "1" if name == VERDICT else _of(found, name), returns]
        for name, returns in ((VERDICT, BARE), (JUDGING, BARE), (DECIDE, ALL), (CHECK, ALL))
    ]
    theirs = []
    for peer in peers:
        own = apart.get(peer.name, found)
        if peer.name in own:
            took = median(ratios(own[VERDICT], own[peer.name]))
            theirs.append(
                (
                    took,
                    [
                        peer.name,
                        versions_of(peer.distribution),
                        middle(own[peer.name]),
                        times(took),
                        f"{IDS}; {peer.way}",
                    ],
                )
            )
    rows += [row for _, row in sorted(theirs, key=lambda pair: pair[0])]
    text = table(["from a mapping", "version", "µs a decision", "of the first row", "what it returns"], rows)
    said = [f"- {name} was left out: {why}" for name, why in failed.items()]
    return text + ("\n" + "\n".join(said) + "\n" if said else "")


def _of(found: Times, name: str) -> str:
    return times(median(ratios(found[VERDICT], found[name])))


def texts(found: Times) -> str:
    """One decision from JSON text."""
    rows = [
        [name, middle(found[name]), BARE if name == TEXT_JUDGING else ALL] for name in (TEXT_JUDGING, QUICK_TEXT, TEXT)
    ]
    rows += [[name.removesuffix(", text"), middle(found[name]), IDS] for name in found if name.endswith(", text")]
    return table(["from JSON text", "µs a decision", "what it returns"], rows)


def traits(found: Mapping[str, Traits], engine: Traits) -> str:
    """What each does with what it does not know."""
    rows = [["this engine", engine.missing, engine.none, engine.threads, engine.order]]
    rows += [[name, one.missing, one.none, one.threads, one.order] for name, one in found.items()]
    heads = ["", "a number is missing", "it is null", "eight threads share it", "order of its reasons"]
    return table(heads, rows)


def cold(found: Mapping[str, Cold | None], commands: tuple[float, float, float]) -> str:
    """Whole processes."""
    rows = [
        [name, figure(one.milliseconds) if one else "–", f"{one.megabytes:.0f}" if one else "–"]
        for name, one in found.items()
    ]
    base, fresh, kept = commands
    text = table(["a process until it has decided six cases", "ms", "MB at most"], rows)
    more = [
        ["importing typer, rich, pydantic and yaml", figure(base), "1"],
        ["`rules-engine check`, nothing kept from before", figure(fresh), times(fresh / base)],
        ["`rules-engine check`, the pack kept from before", figure(kept), times(kept / base)],
    ]
    return text + "\n" + table(["a command", "ms", "of the imports"], more)


def slopes(found: Mapping[int, Times]) -> str:
    """What a rule costs."""
    rows = []
    for name in found[slope.FEW]:
        few, many = found[slope.FEW][name], found[slope.MANY][name]
        each = [1000 * median(several) / count for count, several in ((slope.FEW, few), (slope.MANY, many))]
        rows.append([name, middle(few), middle(many), *map(figure, each)])
    heads = ["ids of violated rules", "10 rules, µs", "100 rules, µs", "ns a rule of 10", "ns a rule of 100"]
    return table(heads, rows)


def bulk(rates: dict[str, list[float]]) -> str:
    """Many at once."""
    said = {
        "engine": "engine: verdict, why silent, bits of violated rules",
        "polars": "polars by hand: denied, bits",
        "DuckDB": "DuckDB by hand: denied, bits",
        "OpenFisca": "OpenFisca: denied, bits; a vector a rule",
        "engine, nulls": "engine, a tenth of the facts null: verdict (incomplete, too), bits",
        "polars, nulls": "polars, the same: denied, bits; what is unknown is lost",
        "DuckDB, nulls": "DuckDB, the same",
        "engine, nulls, missing facts": "engine, the same: verdict, bits, bits of missing facts",
        "engine, nulls, missing facts, lists": "engine, the same: verdict, bits, lists of missing facts",
        "engine, lists": "engine: verdict, lists of violated ids",
        "polars, lists": "polars by hand: lists, each combination spelt once",
        "DuckDB, lists": "DuckDB by hand: lists, row by row",
        "DuckDB, lists by a join": "DuckDB by hand: lists, each combination spelt once",
    }
    rows = [[said[name], middle(rates[name])] for name in said if name in rates]
    return f"Six actions of {HEIGHT:,} rows each.\n\n" + table(
        ["rows with typed columns", "million rows a second"], rows
    )


def targets(
    found: Times,
    rates: dict[str, list[float]],
    slope_: Mapping[int, Times],
    commands: tuple[float, float, float],
    peers: Sequence[Peer],
) -> str:
    """What was to be reached."""
    fastest = best(found, [peer.name for peer in peers if peer.name in found])
    zen = [name for name in found if name.startswith("zen") and name.endswith("text")]
    each = [median(slope_[count][slope.ENGINE]) / count for count in (slope.FEW, slope.MANY)]

    def line(what: str, aim: str, got: float, least: float) -> list[str]:
        return [what, aim, times(got), "reached" if got >= least else "**missed**"]

    def over(mine: str, other: str) -> float:
        return median(ratios(found[mine], found[other]))

    rows = [
        line(f"violated ids, {what}", f"2× as fast as the fastest peer ({fastest})", over(mine, fastest), 2)
        for what, mine in (("from a mapping", JUDGING), ("of a case that has been read", VERDICT))
    ]
    if "zen, decision table" in found:
        rows.append(
            line("all findings, from a mapping", "faster than zen's bare table", over(CHECK, "zen, decision table"), 1)
        )
    rows.append(line("the same", f"then as fast as the bare answer of {fastest}", over(CHECK, fastest), 1))
    for what, mine in (("violated ids", TEXT_JUDGING), ("all findings", QUICK_TEXT)):
        for name in zen:
            aim = f"faster than {name.removesuffix(', text')} from text"
            rows.append(line(f"{what}, from JSON text by msgspec", aim, over(mine, name), 1))
    rows.append(line("100 rules in one action", "a rule costs no more than of 10", each[0] / each[1], 1))
    for what, mine, other, least in (
        ("rows, complete", "engine", "polars", 0.9),
        ("rows, a tenth null", "engine, nulls", "polars, nulls", 0.5),
        ("rows, a tenth null, missing facts", "engine, nulls, missing facts", "polars, nulls", 0.2),
        ("rows, complete", "engine", "OpenFisca", 10),
        ("rows, lists of ids", "engine, lists", best_of(rates, "DuckDB, lists"), 1.3),
    ):
        if other in rates:
            rows.append(line(what, f"{least}× {said_of(other)}", relation(rates, mine, other), least))
    base, _, kept = commands
    rows.append(
        [
            "cold `rules-engine check`",
            "under 1.5× its imports",
            times(kept / base),
            "reached" if kept / base < 1.5 else "**missed**",
        ]
    )
    return table(["work", "to reach", "measured", ""], rows)


def best_of(rates: Mapping[str, Sequence[float]], start: str) -> str:
    """The quickest of the ways whose names start so."""
    names = [name for name in rates if name.startswith(start)]
    return max(names, key=lambda name: median(rates[name]), default="")


def said_of(other: str) -> str:
    """A base as the docs name it."""
    return f"hand-written {other.partition(',')[0]}" if other[:6] != "OpenFi" else other


def growths(
    rules: tuple[list[growth.Point], ...],
    actions: list[growth.Point],
    facts: list[growth.Point],
    rows: list[growth.Point],
) -> str:
    """The points of the figure."""
    verdicts, decisions, first = rules
    text = table(
        ["rules of one action", "verdict, µs", "decision, µs", "until the first verdict, ms"],
        [
            [f"{count:,}", figure(one), figure(two), figure(1000 * three)]
            for (count, one), (_, two), (_, three) in zip(verdicts, decisions, first, strict=True)
        ],
    )
    text += "\n" + table(
        ["actions of ten rules", "verdict, µs"], [[f"{count:,}", figure(one)] for count, one in actions]
    )
    text += "\n" + table(
        ["flags that ten rules read", "verdict, µs"], [[f"{count:,}", figure(one)] for count, one in facts]
    )
    text += "\n" + table(
        ["rows of a Parquet file", "s", "million a second"],
        [[f"{count:,}", figure(one), figure(count / one / 1e6)] for count, one in rows],
    )
    return text
