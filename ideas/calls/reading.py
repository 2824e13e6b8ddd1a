"""What pages say about calls for ideas: which are open to a person, what came in, and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Case, Count, IntegerField, QuerySet, Value, When
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goda_exempel.accounts.models import User
from ideas.calls.models import Call
from ideas.models import Idea
from ideas.states import IDEA_WORKFLOW, IdeaState

# In the order that matters to those who have asked: what is used first.
IN_ORDER: Final = (
    IdeaState.IN_USE,
    IdeaState.IN_TRIAL,
    IdeaState.IN_REVIEW,
    IdeaState.NEEDS_INFO,
    IdeaState.SUBMITTED,
    IdeaState.PARKED,
    IdeaState.DECLINED,
    IdeaState.WITHDRAWN,
)


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many ideas are in a state; ``kind`` is the shape of its badge."""

    state: IdeaState
    label: str
    kind: str
    number: int


def open_call(slug: str, user: User) -> Call | None:
    """The call that this person may hand in an idea through now, or None."""
    return Call.objects.visible_to(user).open(timezone.localdate()).filter(slug=slug).first() if slug else None


def closed_call(slug: str, user: User) -> Call | None:
    """The call with this address where it has closed and this person may see it, or None."""
    return Call.objects.visible_to(user).closed(timezone.localdate()).filter(slug=slug).first() if slug else None


def closed_sentence(slug: str, user: User) -> str:
    """Why nothing can be handed in through a call that this person may know of; empty where it is open or unknown."""
    call = Call.objects.visible_to(user).filter(slug=slug).first() if slug else None
    if call is None or call.is_open:
        return ""
    if call.is_draft:
        return _("The call “%(call)s” has not opened yet. It opens on %(day)s.") % {
            "call": call,
            "day": date_format(call.opens),
        }
    return _("The call “%(call)s” has closed. You can hand in your idea as an ordinary one.") % {"call": call}


def came_in(call: Call, user: User) -> QuerySet[Idea]:
    """The ideas handed in through a call that this person may see, what is in use first, then the newest."""
    place = Case(
        *(When(state=state, then=Value(number)) for number, state in enumerate(IN_ORDER)), output_field=IntegerField()
    )
    ideas = Idea.objects.visible_to(user).filter(call=call, submitted_at__isnull=False)
    return ideas.order_by(place, "-submitted_at", "-pk")


def counts(ideas: QuerySet[Idea]) -> list[StateCount]:
    """State by state, those that no idea is in left out."""
    found = dict(ideas.order_by().values_list("state").annotate(number=Count("pk")))
    return [
        StateCount(state, IDEA_WORKFLOW.label(state), IDEA_WORKFLOW.kinds[state], found[state])
        for state in IN_ORDER
        if state in found
    ]


def summaries(calls: Iterable[Call], user: User) -> dict[int, str]:
    """Call → in one sentence what came in and what became of it, as this person may know it. One query."""
    ideas = Idea.objects.visible_to(user).filter(call__in=list(calls), submitted_at__isnull=False)
    found: dict[int, dict[str, int]] = {}
    for call, state, number in ideas.order_by().values_list("call", "state").annotate(number=Count("pk")):
        found.setdefault(call, {})[state] = number
    return {pk: in_words(sum(by_state.values()), by_state.get(IdeaState.IN_USE, 0)) for pk, by_state in found.items()}


def in_words(number: int, in_use: int) -> str:
    if not number:
        return _("No idea has come in yet.")
    came = ngettext("%(number)s idea has come in", "%(number)s ideas have come in", number) % {"number": number}
    used = ngettext("%(number)s is in use", "%(number)s are in use", in_use) % {"number": in_use}
    return f"{came}, {used}." if in_use else f"{came}."
