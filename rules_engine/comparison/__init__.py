"""What districts say of the same thing, side by side: limits, norms, and verdicts on one case."""
