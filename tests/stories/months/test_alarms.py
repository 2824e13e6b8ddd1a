"""A month that is about to stay empty is warned about: to owner, deputy and editors, each alarm once."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from goda_exempel import roles
from goda_exempel.clock.jobs import run_due
from goda_exempel.notices.models import Notice
from stories.models import Story
from stories.months.models import MonthAlarm
from stories.months.workflow import give_alarms, plan
from stories.states import StoryState
from tests.factories import make_user
from tests.stories.factories import make_story

pytestmark = pytest.mark.django_db
MONTH = date(2026, 11, 1)


def on_day(day: int) -> list[str]:
    """The alarms given on a day of November."""
    return [alarm.kind for alarm in give_alarms(datetime(2026, 11, day, 9, tzinfo=UTC))]


def told() -> list[tuple[str, str]]:
    return sorted((notice.person.name, notice.subject) for notice in Notice.objects.select_related("person"))


def test_each_alarm_is_given_on_its_day_once() -> None:
    given = {day: kinds for day in range(1, 31) if (kinds := on_day(day))}
    assert given == {16: ["no_draft"], 23: ["not_approved"], 29: ["not_scheduled"]}


def test_a_clock_that_stood_still_gives_what_is_due() -> None:
    assert (on_day(30), on_day(30)) == (["no_draft", "not_approved", "not_scheduled"], [])


def test_owner_deputy_and_editors_are_told_and_nobody_else() -> None:
    owner, deputy = make_user(roles.COMMUNICATOR, name="Olle"), make_user(roles.COMMUNICATOR, name="Dag")
    make_user(roles.EDITOR, name="Eva")
    make_user(roles.COMMUNICATOR, name="Annan")
    make_user(roles.EDITOR, name="Borta", is_active=False)
    plan(MONTH, {"owner": owner, "deputy": deputy})
    on_day(16)
    assert told() == [(name, "Inget är påbörjat för november 2026") for name in ("Dag", "Eva", "Olle")]


def test_no_alarm_where_the_month_is_on_its_way() -> None:
    story = make_story(month=MONTH)
    assert (on_day(16), on_day(23)) == ([], ["not_approved"])
    Story.objects.filter(pk=story.pk).delete()
    approved = make_story(StoryState.APPROVED, month=MONTH, publish_at=datetime(2026, 12, 1, 8, tzinfo=UTC))
    assert on_day(29) == ["no_draft", "not_scheduled"][1:]
    MonthAlarm.objects.all().delete()
    Story.objects.filter(pk=approved.pk).update(publish_at=datetime(2026, 11, 30, 22, 59, tzinfo=UTC))
    assert on_day(30) == []


def test_the_clock_gives_them() -> None:
    make_user(roles.EDITOR, name="Eva")
    with time_machine.travel(datetime(2026, 11, 23, 9, tzinfo=UTC), tick=False) as clock:
        run_due(datetime.now(UTC))
        clock.shift(timedelta(hours=2))
        run_due(datetime.now(UTC))
    assert [subject for _name, subject in told()] == [
        "Inget är godkänt för november 2026",
        "Inget är påbörjat för november 2026",
    ]
