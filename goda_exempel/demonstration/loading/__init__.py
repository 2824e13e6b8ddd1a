"""Puts the demonstration's content into the database, with a history that could have happened."""
