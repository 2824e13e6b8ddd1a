"""What the desk of the idea coaches looks like on an ordinary day: notes, questions, a missed promise, an orphan."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Final

from django.utils import timezone

from goda_exempel import roles
from goda_exempel.accounts.models import User
from goda_exempel.demonstration.loading.people import Cast
from goda_exempel.demonstration.loading.steps import in_office_hours
from goda_exempel.working_days import add_working_days
from ideas.models import Idea, IdeaHistory
from ideas.notes.models import Note
from ideas.owning.models import LineOwnership
from ideas.promise.models import Climb
from ideas.promise.tasks import STEPS, last_day_before
from ideas.queue.models import BulkRow, BulkRun, SavedFilter
from ideas.states import IdeaState

NOTES: Final = (
    "Ringde och tackade. Kollegorna på kvällspasset har provat något liknande, be dem berätta.",
    "Kolla med ekonomi om materialet ryms i årets ram innan vi frågar chefen.",
)
RESOURCES: Final = (
    ("Två timmar i veckan för en person under försöket, och en skärm från förrådet.", 40, 0),
    ("Ett studiebesök och material till tre platser.", 25, 12_000),
)
FILTERS: Final = (("Försenade just nu", "sen=on"), ("Mina att svara på", "flik=mina"))
WHY: Final = "Idén rör er vardag mest. Kan du ta dig an den?"


def load(cast: Cast, now: datetime) -> None:
    coach = cast.people["karin"]
    _write_notes(coach, now)
    _ask_a_manager(cast, now)
    _climb(now)
    _orphan(now)
    for row, (resources, hours, kronor) in zip(_accepted(), RESOURCES, strict=False):
        LineOwnership.objects.filter(pk=row.pk).update(resources=resources, hours=hours, kronor=kronor)
    SavedFilter.objects.bulk_create(SavedFilter(person=coach, name=name, query=query) for name, query in FILTERS)
    _report(coach, now)


def _in(*states: str) -> Iterable[Idea]:
    return Idea.objects.filter(state__in=states).with_people().order_by("-submitted_at", "pk")


def _accepted() -> Iterable[LineOwnership]:
    rows = LineOwnership.objects.filter(answer="accepted", idea__state__in=[IdeaState.IN_REVIEW, IdeaState.IN_TRIAL])
    return rows.order_by("pk")


def _write_notes(coach: User, now: datetime) -> None:
    for idea in list(_in(IdeaState.IN_REVIEW, IdeaState.IN_TRIAL))[:4]:
        begun = idea.submitted_at or now
        for place, text in enumerate(NOTES, 1):
            at = min(now, in_office_hours(begun + (now - begun) * place / 3, now, minute=20 + place))
            Note.objects.create(idea=idea, author=coach, author_name=coach.name, text=text, written_at=at)


def _ask_a_manager(cast: Cast, now: datetime) -> None:
    """The manager whose page is shown first has a question that has waited for a while."""
    anders, coach = cast.people["anders"], cast.people["karin"]
    idea = next((row for row in _in(IdeaState.IN_REVIEW) if row.owner is None), None)
    if idea is None:
        return
    begun = idea.submitted_at or now
    at = in_office_hours(begun + (now - begun) * 2 / 3, now, minute=31)
    LineOwnership.objects.create(idea=idea, person=anders, person_name=anders.name, asked_at=at)
    IdeaHistory.objects.create(
        subject=idea, at=at, actor=coach, actor_name=coach.name, move="ask_owner",
        from_state=idea.state, to_state=idea.state, reason=WHY,
    )  # fmt: skip


def _climb(now: datetime) -> None:
    """What the clock would have told of the promises that are missed."""
    today = timezone.localdate(now)
    for idea in Idea.objects.late(today).with_people():
        for step in STEPS:
            day = idea.reply_due and add_working_days(last_day_before(step, idea.reply_due), 1)
            if day is not None and day <= today:
                at = min(now, timezone.make_aware(datetime.combine(day, time(8, 5))))
                Climb.objects.create(idea=idea, step=step, at=at, told=_told(step, idea))


def _told(step: str, idea: Idea) -> str:
    people = {
        Climb.Step.COACH: [idea.coach],
        Climb.Step.MANAGER: User.objects.with_role(roles.MANAGER).filter(units__in=[idea.unit, idea.unit.parent]),
        Climb.Step.COORDINATOR: User.objects.with_role(roles.COORDINATOR),
    }[Climb.Step(step)]
    return ", ".join(person.name for person in people if person is not None)


def _orphan(now: datetime) -> None:
    """A coach who has left, with two ideas that nobody has been named for yet."""
    former = User.objects.create(email="gunnar@demo.example", name="Gunnar Demo", is_active=False)
    former.set_unusable_password()
    former.save(update_fields=["password"])
    former.add_roles(roles.STAFF, roles.COACH)
    for idea in list(_in(IdeaState.SUBMITTED, IdeaState.PARKED))[-2:]:
        Idea.objects.filter(pk=idea.pk).update(coach=former)


def _report(coach: User, now: datetime) -> None:
    """Ideas taken in one go this morning; somebody had been first with one of them."""
    run = BulkRun.objects.create(person=coach, move="take", at=now - timedelta(hours=2))
    for idea in list(_in(IdeaState.IN_REVIEW))[:3]:
        BulkRow.objects.create(run=run, idea=idea, outcome=BulkRow.Outcome.DONE)
    for idea in list(_in(IdeaState.IN_TRIAL))[:1]:
        reason = f"Läget är ”{idea.state_label}”."
        BulkRow.objects.create(run=run, idea=idea, outcome=BulkRow.Outcome.REFUSED, reason=reason)
