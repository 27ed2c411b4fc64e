"""A pack and a case to a decision, by evaluators that all mean the same."""
