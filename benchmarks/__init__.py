"""How long decisions take, beside functions written by hand for the same rules."""
