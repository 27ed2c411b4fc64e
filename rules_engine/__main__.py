"""`python -m rules_engine` is the command line."""

from rules_engine.cli import main

main()
