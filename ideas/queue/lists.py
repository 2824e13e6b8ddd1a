"""The lists of the coach's queue, by the name of their tab in the address, and the filters over them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from goda_exempel.accounts.models import Unit, User
from ideas.models import Idea
from ideas.querysets import IdeaQuerySet
from ideas.queue.forms import CLOSED, DEFAULT, QueueFilter
from ideas.states import IdeaState

Ideas = Callable[[IdeaQuerySet, User], IdeaQuerySet]


def _all(ideas: IdeaQuerySet, coach: User) -> IdeaQuerySet:
    return ideas.waiting_for_coach().by_others(coach)


def _late(ideas: IdeaQuerySet, coach: User) -> IdeaQuerySet:
    return _all(ideas, coach).late(timezone.localdate())


def _asked(ideas: IdeaQuerySet, coach: User) -> IdeaQuerySet:
    return _all(ideas, coach).filter(state=IdeaState.NEEDS_INFO)


def _to_resume(ideas: IdeaQuerySet, coach: User) -> IdeaQuerySet:
    return ideas.time_to_resume(timezone.localdate()).by_others(coach)


def _orphaned(ideas: IdeaQuerySet, coach: User) -> IdeaQuerySet:
    return ideas.orphaned().by_others(coach)


LISTS: Final[dict[str, tuple[StrPromise, Ideas]]] = {
    "mina": (_("Waiting for me"), lambda ideas, coach: ideas.waiting_for_answer_of(coach)),
    DEFAULT: (_("All that wait"), _all),
    "forsenade": (_("Late"), _late),
    "fragor": (_("Waiting for the author"), _asked),
    "ater": (_("To take up again"), _to_resume),
    "utan-ansvarig": (_("Nobody responsible"), _orphaned),
}


@dataclass(frozen=True, slots=True)
class Tab:
    name: str
    label: Any
    url: str
    count: int


def listed(form: QueueFilter, coach: User) -> IdeaQuerySet:
    """The ideas of the chosen tab that the filters leave, in the order of the queue."""
    return _listed(form, coach, form.tab)


def tabs(form: QueueFilter, coach: User) -> list[Tab]:
    """Each with how many it holds under the same filters; what is closed to the coach is never filtered."""
    found = [
        Tab(name, label, _url(form, name), _listed(form, coach, name).count()) for name, (label, _) in LISTS.items()
    ]
    closed = Idea.objects.closed_to(coach).count()
    return [*found, Tab(CLOSED, _("Closed to me"), _url(form, CLOSED), closed)] if closed else found


def _listed(form: QueueFilter, coach: User, tab: str) -> IdeaQuerySet:
    if tab not in LISTS:
        return Idea.objects.none()
    ideas = LISTS[tab][1](Idea.objects.visible_to(coach), coach)
    return _narrowed(ideas, **form.filters)


def _narrowed(
    ideas: IdeaQuerySet,
    *,
    q: str = "",
    tillstand: str = "",
    enhet: Unit | None = None,
    coach: User | None = None,
    sen: bool = False,
) -> IdeaQuerySet:
    ideas = ideas.matching(q) if q else ideas
    ideas = ideas.filter(state=tillstand) if tillstand else ideas
    ideas = ideas.filter(Unit.within("unit", enhet)) if enhet else ideas
    ideas = ideas.filter(coach=coach) if coach else ideas
    return ideas.late(timezone.localdate()) if sen else ideas


def _url(form: QueueFilter, tab: str) -> str:
    query = urlencode({**form.as_query, "flik": tab})
    return f"{reverse('ideas:queue')}?{query}"
