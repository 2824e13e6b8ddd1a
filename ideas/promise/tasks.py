"""A promised day of reply that passes climbs: first the coach is told, then a manager, then the coordinators.

The promise is made once, when the idea is handed in, and the first answer with content keeps it. Taking up an idea
that was parked or declined is such an answer's sequel, so it begins no second promise: the coach who does it is
responsible, and what the figures say about the first answer stays true.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from goda_exempel import roles
from goda_exempel.accounts.models import User
from goda_exempel.notices.kinds import NoticeKind
from goda_exempel.working_days import add_working_days
from ideas.models import Idea, people_of
from ideas.promise.models import Climb
from ideas.responsible import responsible
from ideas.telling import tell_about
from ideas.workflow import with_units_above

Step = Climb.Step
STEPS: Final = tuple(Step)


def climb(now: datetime) -> None:
    """Tell whoever is next of each idea whose reply is late. Safe to run twice, and by two clocks at once."""
    today = timezone.localdate(now)
    for pk in Idea.objects.late(today).order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            idea = Idea.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=pk).late(today).first()
            if idea is not None:
                _climb(idea, now)


def last_day_before(step: Step, promised: date) -> date:
    """The step is taken when this day has passed: the promised one, or some working days later."""
    return add_working_days(promised, STEPS.index(step) * settings.CLIMB_DAYS)


def _is_due(step: Step, idea: Idea, now: datetime) -> bool:
    return idea.reply_due is not None and timezone.localdate(now) > last_day_before(step, idea.reply_due)


def _climb(idea: Idea, now: datetime) -> None:
    """Take every step that is due. Where nobody of a step may see the idea, the next one is due in its place."""
    taken = {row.step: row for row in idea.climbs.all()}
    skipped = False
    for step in STEPS:
        if step not in taken and (skipped or _is_due(step, idea, now)):
            taken[step] = _take(idea, step, _who(step, idea), now)
        skipped = step in taken and not taken[step].told


def _take(idea: Idea, step: Step, people: list[User], now: datetime) -> Climb:
    told = ", ".join(person.name for person in people)[:1000]
    row = Climb.objects.create(idea=idea, step=step, at=now, told=told)
    tell_about(idea, people, letter=f"ideas/late_{step}", kind=NoticeKind.TASK)
    return row


def _who(step: Step, idea: Idea) -> list[User]:
    """Who is told: the first group of which somebody may see the idea and has no part in it."""
    apart = people_of(idea) | ({idea.coach} if step != Step.COACH else set())
    for group in _groups(step, idea):
        people = [person for person in group if person not in apart and _may_see(person, idea)]
        if people:
            return people
    return []


def _groups(step: Step, idea: Idea) -> Iterator[list[User]]:
    """The nearest first."""
    if step == Step.COACH:
        coach = responsible(idea)
        yield [coach] if coach is not None else []
        yield list(User.objects.with_role(roles.COACH))
    elif step == Step.MANAGER:
        for unit in with_units_above(idea.unit):
            yield list(User.objects.with_role(roles.MANAGER).filter(units=unit))
    else:
        yield list(User.objects.with_role(roles.COORDINATOR))
        yield list(User.objects.with_role(roles.ADMINISTRATOR))


def _may_see(person: User, idea: Idea) -> bool:
    return Idea.objects.visible_to(person).filter(pk=idea.pk).exists()
