"""The desk's first page: what waits, how the nearest months stand, and what to write about next."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from goda_exempel.accounts.models import signed_in
from goda_exempel.clock.pulse import pulse
from stories.access import desk_only
from stories.candidates import explained, next_empty_month
from stories.importing.reading import queue
from stories.models import Story
from stories.months.reading import streak
from stories.schedule import months_from
from stories.slots import slots_of
from stories.waiting import candidates, waiting_for

SHORT_LIST: Final = 5


@require_safe
@desk_only
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for me, and how the nearest months stand."""
    now = timezone.now()
    mine, others = waiting_for(signed_in(request), now)
    stories = Story.objects.select_related("unit").defer("body", "fact_box", "how_to")
    context = {
        "slots": slots_of(months_from(timezone.localdate(), 2), now),
        "streak": streak(now),
        "pulse": pulse(now),
        "brought_along": queue().count(),
        "mine": mine,
        "others": others,
        "candidates": explained(candidates()[: SHORT_LIST + 1]),
        "next_month": next_empty_month(),
        "scheduled": stories.filter(edition__isnull=False, publish_at__gt=now).order_by("publish_at"),
        "published": stories.published(now).newest_first()[:SHORT_LIST],
    }
    return render(request, "stories/desk.html", context)
