"""Questions about rules that only a look at all cases at once can answer; they need the extra `analysis`."""
