from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from ideas.models import Idea


class IdeaText(models.Model):
    """What an idea is found by: its words as they stand and their Swedish stems. A trigger keeps it."""

    idea = models.OneToOneField(Idea, models.CASCADE, primary_key=True, related_name="text")
    words = SearchVectorField()

    class Meta:
        indexes = [GinIndex(fields=["words"], name="idea_text_words")]

    def __str__(self) -> str:
        return str(self.idea)


class IdeaWord(models.Model):
    """A word that some handed-in idea has. A trigger adds new ones; ``bare`` is without rings, dots and accents."""

    word = models.CharField(max_length=60, primary_key=True)
    bare = models.CharField(max_length=60)

    class Meta:
        indexes = [GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="idea_word_trigrams")]

    def __str__(self) -> str:
        return self.word
