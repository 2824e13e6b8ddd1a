"""Why a candidate stands where it does, and for which month it is written about."""

from datetime import date
from typing import Any, Final

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ideas.models import Idea
from ideas.proof.rule import PARTS
from stories.models import Story
from stories.schedule import months_from

AHEAD: Final = 36  # months to look for an empty one in


def why(idea: Any) -> str:
    """Of an idea from ``candidates``: how complete its card is, and when its unit was last written about."""
    proofs = _("%(count)s of %(all)s proofs") % {"count": idea.proof_parts, "all": len(PARTS)}
    if idea.last_written is None:
        return f"{proofs} · " + _("%(unit)s: never written about") % {"unit": idea.unit.name}
    last = date_format(idea.last_written, "YEAR_MONTH_FORMAT")
    return f"{proofs} · " + _("%(unit)s: last in %(month)s") % {"unit": idea.unit.name, "month": last}


def explained(ideas: QuerySet[Idea]) -> list[Idea]:
    """The ideas with ``why`` for their line in a list."""
    rows = list(ideas.select_related("unit"))
    for idea in rows:
        idea.why = why(idea)  # type: ignore[attr-defined]
    return rows


def next_empty_month(today: date | None = None) -> date:
    """The first month, from this one on, that no story is meant for."""
    months = months_from(today or timezone.localdate(), AHEAD)
    taken = set(Story.objects.that_count().filter(month__in=months).values_list("month", flat=True))
    return next((month for month in months if month not in taken), months[-1])


def of_month(month: date) -> list[Story]:
    """The stories that a month already has."""
    return list(Story.objects.of_month(month).that_count().order_by("publish_at", "pk"))
