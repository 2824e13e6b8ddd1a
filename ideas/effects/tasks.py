"""What the clock does: asks, some months after an idea was put in use, whether it still is.

Each question is asked at most twice, to the line owner or else to the coach. Where the clock has stood still, only
the latest question that is due is asked, and none that was due more than ``LATEST`` ago: so neither a portal that
has just begun to ask, nor one that has taken in ideas in use since long, floods anybody. An earlier question that was
never asked is left out.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation

from goda_exempel.accounts.models import User
from goda_exempel.notices.kinds import NoticeKind
from ideas.effects.models import FollowUp
from ideas.effects.months import add_months
from ideas.effects.querysets import FollowUpQuerySet
from ideas.models import Idea
from ideas.states import IdeaState
from ideas.telling import tell_about

LATEST: Final = timedelta(days=45)  # a clock may stand still for more than a month
_SLACK: Final = timedelta(days=4)  # months differ in length


def ask_what_is_due(now: datetime) -> None:
    """Safe to run twice, and after any pause."""
    _make_due(timezone.localdate(now))
    for row in _in_use(FollowUp.objects.never_asked()):
        _ask(row, now, "asked_at")
    again = now - timedelta(days=settings.FOLLOW_UP_AGAIN_DAYS)
    for row in _in_use(FollowUp.objects.to_ask_again(again)):
        _ask(row, now, "asked_again_at")


def _make_due(today: date) -> None:
    FollowUp.objects.bulk_create(
        (FollowUp(idea=idea, months=months, due=due) for idea, months, due in _due(today)), ignore_conflicts=True
    )


def _due(today: date) -> Iterator[tuple[Idea, int, date]]:
    """Ideas in use with the latest question that has come due lately."""
    lately = Q()
    for months in FollowUp.AFTER:
        begun = add_months(today, -months)
        lately |= Q(in_use_since__range=(begun - LATEST - _SLACK, begun + _SLACK))
    for idea in Idea.objects.filter(lately, state=IdeaState.IN_USE):
        assert idea.in_use_since is not None  # noqa: S101 (constraint idea_in_use_has_a_date)
        due = {months: add_months(idea.in_use_since, months) for months in FollowUp.AFTER}
        passed = [months for months in FollowUp.AFTER if due[months] <= today]
        if passed and due[passed[-1]] >= today - LATEST:
            yield idea, passed[-1], due[passed[-1]]


def _in_use(rows: FollowUpQuerySet) -> FollowUpQuerySet:
    people = ("idea__submitter", "idea__coach", "idea__unit")
    return (
        rows.filter(idea__state=IdeaState.IN_USE).select_related(*people).prefetch_related("idea__ownerships__person")
    )


def _ask(row: FollowUp, now: datetime, moment: str) -> None:
    """Ask once: whoever marks the row first sends the letter. Where nobody can be asked, the row waits for somebody."""
    person = whom_to_ask(row.idea)
    if person is None:
        return
    unasked = FollowUp.objects.filter(pk=row.pk, answer="", **{moment: None})
    if not unasked.update(**{moment: now, "asked_person": person, "asked_name": person.name}):
        return
    context = {"months": row.months, "again": moment == "asked_again_at"}
    with translation.override(settings.LANGUAGE_CODE):
        url = reverse("ideas:follow_up", args=[row.idea.number, row.months])
    tell_about(row.idea, {person}, letter="ideas/follow_up", kind=NoticeKind.TASK, context=context, url=url)


def whom_to_ask(idea: Idea) -> User | None:
    """The line owner who accepted, else the coach; nobody who can not log in, or may not see the idea (any more)."""
    owner = idea.owner
    people = [owner.person if owner is not None and owner.is_accepted else None, idea.coach]
    return next((person for person in people if person is not None and _can_answer(person, idea)), None)


def _can_answer(person: User, idea: Idea) -> bool:
    return person.is_active and Idea.objects.visible_to(person).filter(pk=idea.pk).exists()
