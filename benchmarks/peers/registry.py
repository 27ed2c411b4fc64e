"""The peers that decide one case at a time."""

from __future__ import annotations

import sys

from benchmarks.peers.exporters.business_rules import BUSINESS_RULES
from benchmarks.peers.exporters.cedar import CEDAR
from benchmarks.peers.exporters.cel import CPP, PYTHON, RUST
from benchmarks.peers.exporters.durable import DURABLE
from benchmarks.peers.exporters.json_logic import DATALOGIC, JSON_LOGIC
from benchmarks.peers.exporters.openfisca import OPENFISCA
from benchmarks.peers.exporters.rego import REGO
from benchmarks.peers.exporters.rule_engine import RULE_ENGINE
from benchmarks.peers.exporters.zen import EXPRESSION, TABLE
from benchmarks.peers.peer import Peer

PEERS: tuple[Peer, ...] = (
    DATALOGIC,
    EXPRESSION,
    TABLE,
    CPP,
    RUST,
    JSON_LOGIC,
    DURABLE,
    BUSINESS_RULES,
    RULE_ENGINE,
    CEDAR,
    REGO,
    OPENFISCA,
    PYTHON,
)


def place_of(peer: Peer) -> tuple[str, str]:
    """The module and the name under which a peer stands."""
    module = peer.export.__module__
    return module, next(name for name, value in vars(sys.modules[module]).items() if value is peer)
