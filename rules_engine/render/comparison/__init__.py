"""Comparisons of districts as pages, data and sheets."""
