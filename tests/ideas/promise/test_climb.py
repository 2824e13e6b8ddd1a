"""A missed promise climbs from the coach to the manager to the coordinator, each step once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from goda_exempel import roles
from goda_exempel.accounts.models import User
from goda_exempel.clock.jobs import run_due
from goda_exempel.notices.models import Notice
from ideas.models import Idea
from ideas.promise.models import Climb
from ideas.promise.tasks import climb
from ideas.workflow import ENGINE
from tests.factories import make_idea, make_unit, make_user

pytestmark = pytest.mark.django_db

FRIDAY = date(2026, 3, 6)
PATIENCE = 20  # seconds


def at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))


class Cast:
    """An idea whose reply was promised by a Friday in March, and everybody who may hear of it."""

    def __init__(self, state: str = "in_review", **fields: object) -> None:
        self.top = make_unit("Förvaltningen")
        self.unit = make_unit("Köket", parent=self.top)
        self.coach = make_user(roles.COACH, name="Ulla")
        self.manager = make_user(roles.MANAGER, units=(self.unit,), name="Maria")
        self.head = make_user(roles.MANAGER, units=(self.top,), name="Hans")
        self.coordinator = make_user(roles.COORDINATOR, name="Cilla")
        self.administrator = make_user(roles.ADMINISTRATOR, name="Ada")
        self.idea = make_idea(state, unit=self.unit, coach=self.coach, title="Hemlig rubrik")
        Idea.objects.filter(pk=self.idea.pk).update(reply_due=FRIDAY, coach=self.coach, **fields)
        Notice.objects.all().delete()

    def told(self, day: date) -> list[str]:
        """Who is told when the clock runs that day."""
        Notice.objects.all().delete()
        climb(at(day))
        return [notice.person.name for notice in Notice.objects.order_by("pk").select_related("person")]


def test_each_step_is_taken_on_its_day_and_once() -> None:
    cast = Cast()
    days = [FRIDAY + timedelta(days=number) for number in range(14)]
    assert {day.isoformat(): names for day in days if (names := cast.told(day))} == {
        "2026-03-07": ["Ulla"],  # the day after
        "2026-03-12": ["Maria"],  # three working days have passed
        "2026-03-17": ["Cilla"],  # and three more
    }
    assert [(row.step, row.told) for row in Climb.objects.order_by("pk")] == [
        ("coach", "Ulla"),
        ("manager", "Maria"),
        ("coordinator", "Cilla"),
    ]


def test_days_are_a_setting(settings: Settings) -> None:
    settings.CLIMB_DAYS = 1
    cast = Cast()
    assert cast.told(date(2026, 3, 10)) == ["Ulla", "Maria"]


def test_clock_that_stood_still_tells_everybody_who_is_due() -> None:
    assert Cast().told(FRIDAY + timedelta(days=60)) == ["Ulla", "Maria", "Cilla"]


@pytest.mark.parametrize("state", ["in_use", "in_trial", "parked", "declined", "needs_info", "withdrawn", "draft"])
def test_answered_and_closed_ideas_climb_no_more(state: str) -> None:
    idea = make_idea(state)
    Idea.objects.filter(pk=idea.pk).exclude(reply_due=None).update(reply_due=FRIDAY)
    climb(at(FRIDAY + timedelta(days=60)))
    assert Climb.objects.count() == 0


def test_answer_between_two_steps_stops_the_climb() -> None:
    cast = Cast()
    assert cast.told(FRIDAY + timedelta(days=1)) == ["Ulla"]
    ENGINE.perform(cast.idea, "ask", by=cast.coach, reason="Hur många?")
    assert cast.told(FRIDAY + timedelta(days=60)) == []


def test_idea_taken_up_again_has_no_second_promise() -> None:
    cast = Cast()
    data = {"parked_until": FRIDAY + timedelta(days=90)}
    ENGINE.perform(cast.idea, "park", by=cast.coach, reason="Pengar.", data=data)
    ENGINE.perform(cast.idea, "resume", by=cast.coach)
    assert cast.told(FRIDAY + timedelta(days=60)) == []


def test_managers_of_the_unit_above_are_told_where_the_unit_has_none() -> None:
    cast = Cast()
    cast.manager.delete()
    assert cast.told(FRIDAY + timedelta(days=6)) == ["Ulla", "Hans"]


@pytest.mark.parametrize("part", ["coach", "author"])
def test_manager_with_a_part_in_the_idea_is_passed_over(part: str) -> None:
    cast = Cast()
    cast.manager.add_roles(roles.COACH)
    field = {"coach": cast.manager} if part == "coach" else {"submitter": cast.manager}
    Idea.objects.filter(pk=cast.idea.pk).update(**field)
    assert cast.told(FRIDAY + timedelta(days=6))[1:] == ["Hans"]


def test_administrators_are_told_where_there_is_no_coordinator() -> None:
    cast = Cast()
    cast.coordinator.delete()
    assert cast.told(FRIDAY + timedelta(days=60)) == ["Ulla", "Maria", "Ada"]


def test_all_coaches_are_told_of_an_idea_without_one() -> None:
    cast = Cast(state="submitted")
    other = make_user(roles.COACH, name="Olof")
    Idea.objects.filter(pk=cast.idea.pk).update(coach=None)
    assert sorted(cast.told(FRIDAY + timedelta(days=1))) == [other.name, "Ulla"]


def test_confidential_idea_passes_those_who_may_not_see_it_and_says_nothing() -> None:
    cast = Cast(confidential=True)
    assert cast.told(FRIDAY + timedelta(days=1)) == ["Ulla"]
    assert cast.told(FRIDAY + timedelta(days=6)) == ["Ada"]  # no manager and no coordinator may see it
    assert [(row.step, row.told) for row in Climb.objects.order_by("pk")] == [
        ("coach", "Ulla"),
        ("manager", ""),
        ("coordinator", "Ada"),
    ]
    assert not any("Hemlig" in f"{notice.subject}{notice.body}" for notice in Notice.objects.all())


def test_disabled_people_are_not_told() -> None:
    cast = Cast()
    User.objects.filter(pk__in=[cast.coach.pk, cast.manager.pk]).update(is_active=False)
    other = make_user(roles.COACH, name="Olof")
    assert cast.told(FRIDAY + timedelta(days=6)) == [other.name, "Hans"]


def test_the_clock_runs_it() -> None:
    cast = Cast()
    assert "climb with missed promises" in run_due(at(FRIDAY + timedelta(days=1)))
    assert Climb.objects.get().idea == cast.idea


def test_page_tells_the_people_of_the_idea_and_no_stranger(client: Client) -> None:
    cast = Cast()
    cast.told(FRIDAY + timedelta(days=60))
    assert cast.idea.submitter is not None
    shown = {}
    for name, person in (
        ("author", cast.idea.submitter),
        ("coach", cast.coach),
        ("coordinator", cast.coordinator),
        ("staff", make_user()),
    ):
        client.force_login(person)
        page = client.get(cast.idea.get_absolute_url()).content.decode()
        shown[name] = 'id="svarslofte"' in page and "Maria" in page
    assert shown == {"author": True, "coach": True, "coordinator": True, "staff": False}


@pytest.mark.django_db(transaction=True)
def test_two_clocks_at_once_tell_each_once() -> None:
    cast, barrier = Cast(), Barrier(2)

    def run(_number: int) -> None:
        try:
            connection.ensure_connection()
            barrier.wait(PATIENCE)
            climb(at(FRIDAY + timedelta(days=60)))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(run, range(2)))
    assert Climb.objects.filter(idea=cast.idea).count() == 3
    assert sorted(Notice.objects.values_list("person__name", flat=True)) == ["Cilla", "Maria", "Ulla"]
