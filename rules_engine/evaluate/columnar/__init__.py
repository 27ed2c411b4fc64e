"""Many cases at once: the program of an action as polars expressions over a frame whose columns are facts."""
