"""From a verdict to an answer: what to ask, what each value of a fact would lead to, what would mend an act."""
