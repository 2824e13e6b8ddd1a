from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from ideas.duplicates.models import DuplicateLink  # noqa: F401 (named in strings)


class DuplicateLinkQuerySet(models.QuerySet["DuplicateLink"]):
    def in_force(self) -> "DuplicateLinkQuerySet":
        return self.filter(undone_at=None)

    def of(self, pks: Iterable[int]) -> "DuplicateLinkQuerySet":
        """Links that any of these ideas has."""
        pks = list(pks)
        return self.filter(models.Q(idea__in=pks) | models.Q(other__in=pks))

    def between(self, one: int, another: int) -> "DuplicateLinkQuerySet":
        return self.filter(idea__in=[one, another], other__in=[one, another])
