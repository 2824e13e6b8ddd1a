"""The calendar people subscribe to: what it says, to whom, and how it ends."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from goda_exempel import roles
from goda_exempel.accounts.models import User
from stories.months.workflow import plan
from stories.states import StoryState
from tests.factories import make_user
from tests.stories.factories import make_published_story, make_story

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_november() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


def address_of(client: Client, person: User) -> str:
    client.force_login(person)
    assert client.post(reverse("stories:calendar_subscribe")).status_code == 302
    return str(client.get(reverse("stories:calendar")).context["address"])


def status(address: str) -> int:
    """For a calendar program: no log-in, no cookie."""
    return int(Client().get(address).status_code)


def test_it_has_what_is_due_and_what_is_published(client: Client) -> None:
    lisa = make_user(roles.COMMUNICATOR, name="Lisa")
    plan(date(2026, 12, 1), {"owner": lisa})
    make_published_story(datetime(2026, 11, 3, 7, tzinfo=UTC), title="Med; tecken, \\ och\tmellanrum")
    make_story(StoryState.APPROVED, month=date(2027, 1, 1), publish_at=datetime(2027, 1, 4, 7, tzinfo=UTC), title="Ny")
    response = Client().get(address_of(client, lisa))
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in response.headers["Cache-Control"]
    assert response.cookies == {}
    events = {str(event["summary"]): event for event in Calendar.from_ical(response.content).walk("VEVENT")}
    assert events["Text: december 2026"].decoded("dtstart") == date(2026, 11, 11)
    assert str(events["Text: december 2026"]["description"]) == "Lisa"
    assert events["Med; tecken, \\ och\tmellanrum"].decoded("dtstart") == datetime(2026, 11, 3, 7, tzinfo=UTC)
    assert events["Ny"].decoded("dtstart") == datetime(2027, 1, 4, 7, tzinfo=UTC)
    assert "Text: november 2026" not in events
    assert len({str(event["uid"]) for event in events.values()}) == len(events)


def test_a_new_address_ends_the_old_one_and_it_can_be_ended(client: Client) -> None:
    lisa = make_user(roles.COMMUNICATOR)
    first = address_of(client, lisa)
    second = address_of(client, lisa)
    assert (status(first), status(second)) == (404, 200)
    client.post(reverse("stories:calendar_unsubscribe"))
    assert status(second) == 404
    third = address_of(client, lisa)
    assert (len({first, second, third}), status(third)) == (3, 200)


def test_it_ends_when_the_person_leaves_the_desk(client: Client) -> None:
    lisa, erik = make_user(roles.COMMUNICATOR), make_user(roles.EDITOR)
    addresses = address_of(client, lisa), address_of(client, erik)
    lisa.groups.clear()
    User.objects.filter(pk=erik.pk).update(is_active=False)
    assert [status(address) for address in addresses] == [404, 404]


def test_guesses_are_not_found(client: Client) -> None:
    lisa, other = make_user(roles.COMMUNICATOR), make_user(roles.EDITOR)
    secret = address_of(client, lisa).rpartition("/")[2].removesuffix(".ics")
    address_of(client, other)
    guesses = [(other.pk, secret), (lisa.pk, "0" * 40), (lisa.pk, ""), (0, secret)]
    assert {status(f"/redaktion/kalender/{pk}/{word}.ics") for pk, word in guesses} == {404}
