"""Run the command from a checkout: `python cli.py check CASE`. The wheel has `rules-engine` instead."""

from rules_engine.cli import main

if __name__ == "__main__":
    main()
