"""One module for each peer; it imports the peer only when rules are loaded into it."""
