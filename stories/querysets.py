from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import models

from goda_exempel import roles
from goda_exempel.accounts.models import User

if TYPE_CHECKING:
    from stories.models import Story  # noqa: F401 (named in strings)

DESK_ROLES = (roles.COMMUNICATOR, roles.EDITOR)


class StoryQuerySet(models.QuerySet["Story"]):
    def published(self, at: datetime) -> "StoryQuerySet":
        """What readers see at a time: an approved edition whose time has come and that is not withdrawn."""
        return self.filter(edition__isnull=False, publish_at__lte=at)

    def newest_first(self) -> "StoryQuerySet":
        return self.order_by("-publish_at", "-pk")

    def for_reading(self) -> "StoryQuerySet":
        """With what a list of stories shows, in one query."""
        return self.select_related("edition__unit", "edition__picture").defer(
            "edition__words", "edition__plain_words", "body", "fact_box", "how_to"
        )

    def of_month(self, month: date) -> "StoryQuerySet":
        return self.filter(month=month)

    def visible_to(self, user: User) -> "StoryQuerySet":
        """Work on stories: all of it for the desk; for others, the stories they were asked to check the facts of."""
        if user.has_role(*DESK_ROLES):
            return self
        return self.filter(pk__in=self.model._base_manager.filter(fact_checks__person=user).values("pk"))

    def next_publication(self, after: datetime) -> datetime | None:
        coming = self.filter(edition__isnull=False, publish_at__gt=after).order_by("publish_at")
        return coming.values_list("publish_at", flat=True).first()
