"""What a manager's page says about the manager's own units and those below."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from goda_exempel.accounts.models import User
from ideas.models import Idea
from ideas.states import UNANSWERED, IdeaState

SHOWN: Final = 10  # rows of a list that is not the page's own
PROMISES_OF: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Promises:
    """The promises of a reply for what was handed in during the last year: how many there are of each."""

    kept: int
    broken: int
    open: int
    late: int

    @property
    def are_made(self) -> bool:
        return any((self.kept, self.broken, self.open, self.late))


def ideas_of_units(manager: User) -> QuerySet[Idea]:
    """The ideas from own units and those below that this manager may see, but for drafts."""
    return Idea.objects.visible_to(manager).filter(unit__in=manager.unit_ids, submitted_at__isnull=False)


def promises(ideas: QuerySet[Idea]) -> Promises:
    """One query. ``late`` are those whose day has passed without a reply; they are not among the ``open`` ones."""
    awaits = Q(replied_at=None, state__in=UNANSWERED)
    is_late = Q(reply_due__lt=timezone.localdate())
    in_time = Q(replied_at__date__lte=F("reply_due"))
    found = (
        ideas.filter(submitted_at__gte=timezone.now() - PROMISES_OF)
        .order_by()
        .aggregate(
            kept=Count("pk", filter=in_time),
            broken=Count("pk", filter=Q(replied_at__isnull=False) & ~in_time),
            open=Count("pk", filter=awaits & ~is_late),
            late=Count("pk", filter=awaits & is_late),
        )
    )
    return Promises(**found)


def awaiting(ideas: QuerySet[Idea]) -> QuerySet[Idea]:
    """Those that wait for a reply, the earliest promise first."""
    return ideas.filter(replied_at=None, state__in=UNANSWERED).order_by("reply_due", "pk").select_related("coach")


def in_use(ideas: QuerySet[Idea]) -> QuerySet[Idea]:
    return ideas.filter(state=IdeaState.IN_USE).order_by("-in_use_since", "-pk").select_related("unit")
