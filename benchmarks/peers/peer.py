"""What the measurements know of a peer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.peers.condition import Action

Decide = Callable[[Any], Sequence[str]]
"""From the facts of a case, as a mapping whose sets are lists and whose money is fen, to the ids of violated rules."""


@dataclass(frozen=True, slots=True)
class Peer:
    """One way to put rules to one package.

    `export` makes what its user would keep (text or plain data), `load` what is made of it once and used again and
    again. `of_text` tells that JSON text may stand for the mapping. `alone` is why it is measured in a process of its
    own, with this engine beside it there.
    """

    name: str
    distribution: str
    module: str
    export: Callable[[Action], Any]
    load: Callable[[Any], Decide]
    way: str
    of_text: bool = False
    alone: str = ""
