"""Parsed trees to checked ones: names resolved, expressions typed, everything wrong reported at once."""
