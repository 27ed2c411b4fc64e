"""`analyse`: questions to whole packs. Its commands register on the group."""

from __future__ import annotations

from rules_engine.cli.application import app, told
from rules_engine.cli.help import Application

analyse = Application(
    help=told(
        "分析规则包：每一结论都有实例或证明。", "Questions to whole packs, each answered by a case or by a proof."
    ),
)
app.add_typer(analyse, name="analyse")
