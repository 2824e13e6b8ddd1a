"""The desk's lists: what waits, the year, and a new story from an idea in use."""

from typing import Final

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from goda_exempel.accounts.models import signed_in
from goda_exempel.clock.pulse import pulse
from goda_exempel.workflow import MoveRefused
from ideas.models import Idea
from stories.access import desk_only
from stories.forms import BeginForm
from stories.importing.reading import queue
from stories.models import Story
from stories.months.reading import streak
from stories.schedule import months_from
from stories.slots import slots_of
from stories.waiting import candidates, waiting_for
from stories.workflow import start

SHORT_LIST: Final = 5
LONG_LIST: Final = 50


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
        "candidates": candidates().select_related("unit")[: SHORT_LIST + 1],
        "scheduled": stories.filter(edition__isnull=False, publish_at__gt=now).order_by("publish_at"),
        "published": stories.published(now).newest_first()[:SHORT_LIST],
    }
    return render(request, "stories/desk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_only
def new(request: HttpRequest) -> HttpResponse:
    """Choose an idea or several, and a month; the draft inherits what they say."""
    month = months_from(timezone.localdate(), 2)[1]
    data = request.POST if request.method == "POST" else None
    form = BeginForm(data, candidates=candidates(), month=month, ideas=request.GET.getlist("ide"))
    if not form.is_valid():
        return _new_page(request, form)
    try:
        story = start(form.cleaned_data["ideas"], by=signed_in(request), month=form.cleaned_data["month"])
    except MoveRefused as refusal:
        form.add_error("ideas", str(refusal))
        return _new_page(request, form, status=409)
    return redirect("stories:edit", pk=story.pk)


def _new_page(request: HttpRequest, form: BeginForm, *, status: int = 200) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:100]
    rows = list(_found(words, form)[: LONG_LIST + 1])
    context = {
        "form": form,
        "words": words,
        "ideas": rows[:LONG_LIST],
        "has_more": len(rows) > LONG_LIST,
        "chosen": form["ideas"].value() or [],
    }
    return render(request, "stories/desk_new.html", context, status=status)


def _found(words: str, form: BeginForm) -> QuerySet[Idea]:
    """Candidates that have the words in their title or number."""
    ideas = candidates().select_related("unit")
    return ideas.filter(title__icontains=words) | ideas.filter(number__iexact=words) if words else ideas
