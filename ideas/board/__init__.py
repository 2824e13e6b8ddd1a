"""The board: every idea that a person may see, searched, narrowed down, sorted, and taken along as a table."""
