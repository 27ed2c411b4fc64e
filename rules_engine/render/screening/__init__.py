"""What a run over a table of cases came to: on a screen, as data, and as a page for a browser."""
