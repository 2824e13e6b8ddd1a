"""Has somebody thought of this before? The nearest ideas and published stories, while an idea is written and after."""
