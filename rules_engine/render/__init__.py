"""Decisions, packs and problems as text for people and as data for programs."""
