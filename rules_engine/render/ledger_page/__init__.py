"""A ledger as a calendar page: who is away when, and what is owed by when."""
