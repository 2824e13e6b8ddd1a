"""Search in ideas: the words of each idea, kept by a trigger, and the words that a query may stand for."""
