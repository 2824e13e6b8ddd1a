"""Made-up people, ideas, stories and prizes, so that a fresh portal looks lived in."""
