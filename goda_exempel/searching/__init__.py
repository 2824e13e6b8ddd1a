"""What searches in stories and in ideas share: Swedish words, the words that texts have, and texts that are near."""
