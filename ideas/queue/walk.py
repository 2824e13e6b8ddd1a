"""A coach who walks through the queue: where the idea stands in it, what comes before and after, and how to go on."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goda_exempel import roles
from goda_exempel.accounts.models import User
from ideas.models import Idea
from ideas.queue.forms import WalkForm, filter_of
from ideas.queue.lists import listed


@dataclass(frozen=True, slots=True)
class Walk:
    """``place`` is None where the idea is no longer in the list. Addresses are empty where there is none."""

    queue_url: str
    query: str
    place: int | None
    total: int
    previous_url: str
    next_url: str

    def after(self, request: HttpRequest, idea: Idea) -> HttpResponse:
        """Where a move leads: to the next idea, or back to the same with its place in the walk."""
        if "och_nasta" in request.POST:
            return redirect(self.next_url or self.queue_url)
        return redirect(f"{idea.get_absolute_url()}{self.query}")


def walk_of(request: HttpRequest, user: User, idea: Idea) -> Walk | None:
    """The walk that the address speaks of (``?ko=`` and the query of the queue), for those who have a queue."""
    form = WalkForm(request.GET)
    if "ko" not in request.GET or not form.is_valid() or not user.has_role(roles.COACH):
        return None
    chosen = filter_of(form.cleaned_data["ko"])
    query = urlencode({"ko": urlencode(chosen.as_query)})
    numbers = list(listed(chosen, user).values_list("number", flat=True))
    place = numbers.index(idea.number) if idea.number in numbers else None
    before, after = _beside(numbers, place)
    return Walk(
        queue_url=f"{reverse('ideas:queue')}?{urlencode(chosen.as_query)}",
        query=f"?{query}",
        place=None if place is None else place + 1,
        total=len(numbers),
        previous_url=_url(before, query),
        next_url=_url(after, query),
    )


def _beside(numbers: list[str], place: int | None) -> tuple[str, str]:
    """From an idea that has left the list the walk goes on with the first that is still there."""
    if place is None:
        return "", numbers[0] if numbers else ""
    before = numbers[place - 1] if place else ""
    return before, numbers[place + 1] if place + 1 < len(numbers) else ""


def _url(number: str, query: str) -> str:
    return f"{reverse('ideas:idea', args=[number])}?{query}" if number else ""
