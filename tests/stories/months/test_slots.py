"""Months are planned before there are stories, filled from the shelf, and counted."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from goda_exempel import roles
from goda_exempel.accounts.models import User
from stories.models import Story, StoryAddress
from stories.months.models import MonthSlot
from stories.months.reading import streak
from stories.months.workflow import ensure_slots
from stories.states import StoryState
from tests.factories import make_user
from tests.stories.factories import make_published_story, make_stored_picture, make_story

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
DUE = {
    "interview_due": "2026-12-01",
    "text_due": "2026-12-10",
    "fact_check_due": "2026-12-15",
    "picture_due": "2026-12-16",
    "approval_due": "2026-12-21",
}


@pytest.fixture(autouse=True)
def in_november() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def writer(client: Client) -> User:
    user = make_user(roles.COMMUNICATOR, name="Lisa")
    client.force_login(user)
    return user


def on_shelf(**fields: object) -> Story:
    story = make_story(StoryState.APPROVED, picture=make_stored_picture(), **fields)  # type: ignore[arg-type]
    Story.objects.filter(pk=story.pk).update(on_shelf=True, publish_at=None)
    story.refresh_from_db()
    return story


def test_twelve_months_ahead_have_a_slot_and_are_made_once() -> None:
    assert (ensure_slots(NOW), ensure_slots(NOW)) == (13, 0)
    months = list(MonthSlot.objects.values_list("month", flat=True))
    assert (months[0], months[-1], len(months)) == (date(2026, 11, 1), date(2027, 11, 1), 13)


def test_the_days_are_counted_back_in_working_days() -> None:
    """January begins on Monday the 4th; Christmas, New Year and the weekends are no days of work."""
    slot = MonthSlot.planned(date(2027, 1, 1))
    assert [day for _name, _label, day in slot.due] == [
        date(2026, 12, 1), date(2026, 12, 9), date(2026, 12, 16), date(2026, 12, 17), date(2026, 12, 23),
    ]  # fmt: skip


def test_a_plan_is_saved_and_shown(client: Client, writer: User) -> None:
    editor = make_user(roles.EDITOR, name="Erik")
    address = reverse("stories:slot", args=[2027, 1])
    assert client.post(address, {"owner": writer.pk, "deputy": editor.pk, **DUE}).status_code == 302
    slot = MonthSlot.objects.get()
    assert (slot.month, slot.owner, slot.deputy, slot.text_due) == (
        date(2027, 1, 1),
        writer,
        editor,
        date(2026, 12, 10),
    )
    text = " ".join(client.get(reverse("stories:calendar"), {"ar": 2027}).content.decode().split())
    assert "Lisa, ersättare Erik · näst på tur: intervju 1 december 2026" in text


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("text_due", "2026-11-30", "Dagen kan inte vara före ”intervju” (1 december 2026)."),
        ("picture_due", "2026-02-31", "Skriv datumet som år, månad och dag, till exempel 2026-11-24."),
        ("approval_due", "", "Detta fält måste fyllas i."),
    ],
)
def test_a_day_that_can_not_be_is_said_at_its_field(
    client: Client, writer: User, field: str, value: str, sentence: str
) -> None:
    response = client.post(reverse("stories:slot", args=[2027, 1]), {**DUE, field: value})
    assert response.context["form"].errors[field] == [sentence]
    assert not MonthSlot.objects.exists()


def test_the_deputy_is_somebody_else_and_works_at_the_desk(client: Client, writer: User) -> None:
    stranger = make_user()
    address = reverse("stories:slot", args=[2027, 1])
    errors = client.post(address, {"owner": stranger.pk, "deputy": writer.pk, **DUE}).context["form"].errors
    assert set(errors) == {"owner"}
    errors = client.post(address, {"owner": writer.pk, "deputy": writer.pk, **DUE}).context["form"].errors
    assert errors == {"deputy": ["Ersättaren måste vara någon annan."]}


@pytest.mark.parametrize("month", [(1999, 12), (2026, 0), (2026, 13), (99999, 1)])
def test_what_is_no_month_is_not_found(client: Client, writer: User, month: tuple[int, int]) -> None:
    assert client.get(reverse("stories:slot", args=month)).status_code == 404


def test_one_press_fills_an_empty_month(client: Client, writer: User) -> None:
    story = on_shelf(slug="stugan", month=date(2026, 6, 1))
    assert client.post(reverse("stories:slot_fill", args=[2027, 1]), {"story": story.pk}).status_code == 302
    story.refresh_from_db()
    assert (story.month, story.on_shelf, story.state) == (date(2027, 1, 1), False, StoryState.APPROVED)
    assert story.publish_at == datetime(2027, 1, 4, 7, tzinfo=UTC)
    assert [row.move for row in story.history.all()] == ["fill_month"]
    assert StoryAddress.objects.filter(story=story, month=date(2027, 1, 1), slug="stugan").exists()


def test_a_month_under_way_is_filled_at_once_and_readers_see_it(client: Client, writer: User) -> None:
    story = on_shelf(month=date(2026, 6, 1))
    client.post(reverse("stories:slot_fill", args=[2026, 11]), {"story": story.pk})
    story.refresh_from_db()
    assert client.get(story.public_url).status_code == 200
    assert story.publish_at == NOW


def test_a_month_that_has_a_story_is_not_filled(client: Client, writer: User) -> None:
    make_story(month=date(2027, 1, 1), title="Redan här")
    story = on_shelf()
    response = client.post(reverse("stories:slot_fill", args=[2027, 1]), {"story": story.pk})
    assert response.status_code == 409
    assert [str(row) for row in get_messages(response.wsgi_request)] == [
        "Någon hann före: månaden har redan ”Redan här”."
    ]
    story.refresh_from_db()
    assert story.on_shelf


def test_a_story_taken_by_somebody_else_is_said_kindly(client: Client, writer: User) -> None:
    story = make_story(StoryState.APPROVED)
    response = client.post(reverse("stories:slot_fill", args=[2027, 1]), {"story": story.pk})
    assert (response.status_code, Story.objects.get().month) == (409, story.month)


def test_what_is_on_the_shelf_is_not_public_and_fills_no_month_by_itself(client: Client, writer: User) -> None:
    story = on_shelf(month=date(2026, 11, 1))
    assert client.get(story.public_url).status_code == 404
    months = client.get(reverse("stories:calendar")).context["months"]
    assert months[10].slot.is_empty
    assert [month.slot.month.month for month in months if month.may_be_filled] == [11, 12]


def test_the_editor_puts_a_story_on_the_shelf(client: Client) -> None:
    story = make_story(StoryState.IN_REVIEW)
    client.force_login(make_user(roles.EDITOR))
    move = reverse("stories:move", args=[story.pk, "approve"])
    assert client.post(move, {"on_shelf": "on", "publish_day": "2027-01-04"}).status_code == 302
    story.refresh_from_db()
    assert (story.state, story.on_shelf, story.publish_at) == (StoryState.APPROVED, True, None)
    assert story.edition is not None


def test_months_in_a_row_are_counted(client: Client, writer: User) -> None:
    assert streak(NOW) == 0
    for month in (7, 9, 10):
        make_published_story(datetime(2026, month, 3, 8, tzinfo=UTC))
    assert streak(NOW) == 2  # November has until its last day
    make_published_story(datetime(2026, 11, 3, 8, tzinfo=UTC))
    on_shelf(month=date(2026, 8, 1))
    assert streak(NOW) == 3
    assert "3 månader i rad med ett gott exempel" in client.get(reverse("stories:desk")).content.decode()
    assert streak(NOW + timedelta(days=38)) == 0  # December stayed empty


@pytest.mark.parametrize("name", ["calendar_subscribe", "calendar_unsubscribe"])
def test_others_have_no_calendar(client: Client, name: str) -> None:
    client.force_login(make_user(roles.COACH))
    assert client.post(reverse(f"stories:{name}")).status_code == 403


def test_the_year_costs_the_same_whatever_is_planned(
    client: Client, writer: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ensure_slots(NOW)
    for wanted in (1, 12):
        while Story.objects.on_shelf().count() < wanted:
            on_shelf()
            make_story(month=date(2026, 12, 1))
        MonthSlot.objects.update(owner=writer)
        with django_assert_num_queries(10):
            client.get(reverse("stories:calendar"))
