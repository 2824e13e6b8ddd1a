"""The people who can be recognised in stories: why they may be shown, and how they are taken out again."""
