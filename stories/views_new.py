"""A new story: in one press from a candidate, or from several ideas and for another month."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from goda_exempel.accounts.models import signed_in
from goda_exempel.workflow import MoveRefused
from ideas.models import Idea
from stories.access import desk_only
from stories.candidates import explained, next_empty_month, of_month
from stories.forms import BeginForm
from stories.models import Story
from stories.waiting import candidates
from stories.workflow import MonthTaken, start

LONG_LIST: Final = 50


@require_http_methods(["GET", "HEAD", "POST"])
@desk_only
def new(request: HttpRequest) -> HttpResponse:
    """Choose an idea or several, and a month; the draft inherits what they say. A taken month is asked about."""
    data = request.POST if request.method == "POST" else None
    form = BeginForm(data, candidates=candidates(), month=next_empty_month(), ideas=request.GET.getlist("ide"))
    if not form.is_valid():
        return _page(request, form)
    ideas, month = form.cleaned_data["ideas"], form.cleaned_data["month"]
    try:
        story = start(ideas, by=signed_in(request), month=month, anyway=form.cleaned_data["anyway"])
    except MonthTaken:
        return _ask(request, ideas, month, of_month(month))
    except MoveRefused as refusal:
        form.add_error("ideas", str(refusal))
        return _page(request, form, status=409)
    return _begun(request, story)


def _ask(request: HttpRequest, ideas: Iterable[Idea], month: date, stories: list[Story]) -> HttpResponse:
    """Whether the month is to have one more story: those it has, and the new one, side by side."""
    return render(request, "stories/desk_taken.html", {"ideas": ideas, "month": month, "stories": stories})


@desk_only
@require_POST
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """One press: a draft of the idea for the next month that has none when it is begun."""
    idea = get_object_or_404(Idea.objects.visible_to(signed_in(request)), pk=pk)
    month = next_empty_month()
    form = BeginForm(
        {"ideas": [idea.pk], "month": month.isoformat()},
        candidates=candidates(), month=month, ideas=[],
    )  # fmt: skip
    if not form.is_valid():
        return _page(request, form, status=409)
    try:
        story = start([idea], by=signed_in(request))
    except MoveRefused as refusal:
        form.add_error("ideas", str(refusal))
        return _page(request, form, status=409)
    return _begun(request, story)


def _begun(request: HttpRequest, story: Story) -> HttpResponse:
    words = {"month": date_format(story.month, "YEAR_MONTH_FORMAT"), "count": story.debts.count()}
    messages.success(
        request, _("The draft for %(month)s is begun. It waits for %(count)s things: see its page.") % words
    )
    return redirect("stories:edit", pk=story.pk)


def _page(request: HttpRequest, form: BeginForm, *, status: int = 200) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:100]
    rows = explained(_found(words)[: LONG_LIST + 1])
    context = {
        "form": form,
        "words": words,
        "ideas": rows[:LONG_LIST],
        "has_more": len(rows) > LONG_LIST,
        "chosen": form["ideas"].value() or [],
    }
    return render(request, "stories/desk_new.html", context, status=status)


def _found(words: str) -> QuerySet[Idea]:
    """Candidates that have the words in their title or number."""
    ideas = candidates()
    return ideas.filter(title__icontains=words) | ideas.filter(number__iexact=words) if words else ideas
