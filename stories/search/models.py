from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from goda_exempel.caching import raise_content_version


class SearchWord(models.Model):
    """A word that some edition has. A trigger adds new ones; ``bare`` is without rings, dots and accents."""

    word = models.CharField(max_length=60, primary_key=True)
    bare = models.CharField(max_length=60, db_index=True)

    class Meta:
        indexes = [GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="search_word_trigrams")]

    def __str__(self) -> str:
        return self.word


class Synonym(models.Model):
    """Whoever searches for ``word`` finds ``means`` too. Both ways takes two rows."""

    word = models.CharField(_("word"), max_length=60)
    means = models.CharField(_("means"), max_length=60)

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        ordering = ["word", "means"]
        constraints = [
            models.UniqueConstraint(
                fields=["word", "means"],
                name="one_synonym_a_pair",
                violation_error_message=_("These two are already synonyms."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.word} → {self.means}"

    def save(self, *args: object, **kwargs: object) -> None:
        self.word, self.means = self.word.strip().lower(), self.means.strip().lower()
        super().save(*args, **kwargs)  # type: ignore[arg-type]
        raise_content_version()
