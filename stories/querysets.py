from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import models

from goda_exempel import roles
from goda_exempel.accounts.models import User
from stories.states import StoryState

if TYPE_CHECKING:
    from stories.models import Story

DESK_ROLES = (roles.COMMUNICATOR, roles.EDITOR)


class StoryQuerySet(models.QuerySet["Story"]):
    def published(self, at: datetime) -> "StoryQuerySet":
        """What readers see at a time: an approved edition whose time has come and that is not withdrawn."""
        return self.filter(edition__isnull=False, publish_at__lte=at)

    def on_shelf(self) -> "StoryQuerySet":
        """Approved and timeless, without a date: to fill a month that has nothing."""
        return self.filter(on_shelf=True)

    def that_count(self) -> "StoryQuerySet":
        """Towards a month's promise: neither unpublished nor on the shelf."""
        return self.exclude(state=StoryState.WITHDRAWN).exclude(on_shelf=True)

    def newest_first(self) -> "StoryQuerySet":
        return self.order_by("-publish_at", "-pk")

    def for_reading(self) -> "StoryQuerySet":
        """With what the page of a story shows, in one query."""
        return self.select_related("edition__unit", "edition__picture").defer(
            "edition__words", "edition__plain_words", "body", "fact_box", "how_to"
        )

    def for_cards(self) -> "StoryQuerySet":
        """With what a card shows, in one query, and nothing else."""
        return self.select_related("edition__unit", "edition__picture").only(
            "month",
            "slug",
            "publish_at",
            "edition__title",
            "edition__lead",
            "edition__story",
            "edition__picture_alt",
            "edition__picture_decorative",
            "edition__picture_caption",
            "edition__photographer",
            "edition__unit__name",
            "edition__picture__key",
            "edition__picture__width",
            "edition__picture__height",
            "edition__picture__kinds",
            "edition__picture__focus_x",
            "edition__picture__focus_y",
            "edition__picture__photographer",
        )

    def of_month(self, month: date) -> "StoryQuerySet":
        return self.filter(month=month)

    def visible_to(self, user: User) -> "StoryQuerySet":
        """Work on stories: all of it for the desk; for others, the stories they were asked to check the facts of."""
        if user.has_role(*DESK_ROLES):
            return self
        return self.filter(pk__in=self.model._base_manager.filter(fact_checks__person=user).values("pk"))

    def in_work(self) -> "StoryQuerySet":
        return self.filter(state__in=[StoryState.DRAFT, StoryState.FACT_CHECK, StoryState.IN_REVIEW])

    def waiting_for(self, user: User) -> "StoryQuerySet":
        """What stands still until this person acts: own drafts, own fact checks that are answered, reviews.

        Whoever edited a text last leaves it to another editor, unless there is none.
        """
        own = models.Q(writer=user)
        answered = models.Q(state=StoryState.FACT_CHECK) & ~models.Q(fact_checks__answer="asked")
        waiting = own & (models.Q(state=StoryState.DRAFT) | answered)
        if user.has_role(roles.EDITOR):
            others = models.Q(last_editor__isnull=True) | ~models.Q(last_editor=user)
            others |= models.Q(~models.Exists(User.objects.with_role(roles.EDITOR).exclude(pk=user.pk)))
            waiting |= models.Q(state=StoryState.IN_REVIEW) & others
        return self.filter(waiting)

    def next_publication(self, after: datetime) -> "models.QuerySet[Story, Any]":
        """The times at which approved stories become visible, the next one first."""
        coming = self.filter(edition__isnull=False, publish_at__gt=after).order_by("publish_at")
        return coming.values_list("publish_at", flat=True)
