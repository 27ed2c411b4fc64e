"""The same rules and cases put to what a Python user would pick instead; `make bench-peers` writes the tables."""
