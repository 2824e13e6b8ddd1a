"""Ideas that are the same: linked by a coach, both texts and both credits kept, and undone as easily."""
