from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from ideas.guidance.models import Guidance  # noqa: F401 (named in strings)


class GuidanceQuerySet(models.QuerySet["Guidance"]):
    def newest(self) -> "GuidanceQuerySet":
        """The wording in force of each key that has been changed."""
        return self.order_by("key", "-number").distinct("key")

    def of(self, key: str) -> "GuidanceQuerySet":
        """All wordings of a key, the newest first."""
        return self.filter(key=key).order_by("-number")
