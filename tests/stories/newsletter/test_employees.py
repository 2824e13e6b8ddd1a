"""An employee's one press for the newsletter, and the administrators who can remove an address."""

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goda_exempel import roles
from goda_exempel.accounts.models import User
from stories.newsletter.models import Subscriber
from stories.newsletter.subscribing import ask_for, confirm, opt_in
from tests.factories import make_user
from tests.stories.newsletter.factories import make_subscriber

pytestmark = pytest.mark.django_db

SWITCH = "/mig/nyhetsbrev/"


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def active() -> list[str]:
    return [row.address for row in Subscriber.objects.active()]


def test_one_press_and_no_question() -> None:
    person = make_user()
    client = signed_in(person)
    page = client.get("/mig/").content.decode()
    assert (f'action="{SWITCH}"' in page, 'name="on" value="1"' in page) == (True, True)
    for _press in range(2):
        assert client.post(SWITCH, {"on": "1"}).headers["Location"] == "/mig/"
    assert active() == [person.email]
    assert 'name="on" value="0"' in client.get("/mig/").content.decode()
    for _press in range(2):
        client.post(SWITCH, {"on": "0"})
    assert not Subscriber.objects.exists()


def test_the_switch_is_of_ones_own_and_needs_log_in_and_post() -> None:
    other = make_user()
    opt_in(other)
    assert signed_in(make_user()).post(SWITCH, {"on": "0", "person": other.pk}).status_code == 302
    assert active() == [other.email]
    assert signed_in(other).get(SWITCH).status_code == 405
    assert Client().post(SWITCH, {"on": "0"}).headers["Location"].startswith("/logga-in/")
    assert active() == [other.email]


def test_what_a_citizen_had_asked_for_with_the_same_address_becomes_the_employees() -> None:
    make_subscriber("eva@exempelkommunen.example")
    person = make_user(email="eva@exempelkommunen.example")
    opt_in(person)
    assert [(row.person, row.email) for row in Subscriber.objects.all()] == [(person, "")]


def test_an_employees_address_that_is_asked_for_in_public_stays_theirs() -> None:
    person = make_user()
    opt_in(person)
    row = ask_for(person.email.upper(), "sv")
    confirm(row)
    assert [(row.person, row.email) for row in Subscriber.objects.all()] == [(person, "")]


def test_letters_follow_an_employee_to_a_new_address_and_end_with_the_account() -> None:
    person = make_user()
    opt_in(person)
    person.email = "ny@exempelkommunen.example"
    person.save(update_fields=["email"])
    assert active() == ["ny@exempelkommunen.example"]
    person.is_active = False
    person.save(update_fields=["is_active"])
    assert active() == []
    person.delete()
    assert not Subscriber.objects.exists()


def test_letters_that_came_back_are_said_and_one_press_begins_again() -> None:
    person = make_user()
    opt_in(person)
    Subscriber.objects.update(bounced_at=timezone.now())
    client = signed_in(person)
    page = client.get("/mig/").content.decode()
    assert ("note-warning" in page, 'name="on" value="1"' in page) == (True, True)
    client.post(SWITCH, {"on": "1"})
    assert active() == [person.email]


LIST = "/admin/stories/subscriber/"
ROW = 'class="field-masked"'


def test_administrators_find_an_address_by_all_of_it_and_remove_it() -> None:
    row = make_subscriber("karin@hemma.example")
    make_subscriber("nisse@hemma.example")
    client = signed_in(make_user(roles.ADMINISTRATOR))
    page = client.get(LIST).content.decode()
    assert ("karin@" in page, page.count(ROW)) == (False, 2)
    for words, found in (("karin", 0), ("hemma.example", 0), ("Karin@hemma.example", 1)):
        assert client.get(LIST, {"q": words}).content.decode().count(ROW) == found
    assert client.post(reverse("admin:stories_subscriber_delete", args=[row.pk]), {"post": "yes"}).status_code == 302
    assert active() == ["nisse@hemma.example"]
    assert "karin" not in LogEntry.objects.get().object_repr


def test_administrators_neither_add_nor_change_an_address() -> None:
    row = make_subscriber("karin@hemma.example")
    client = signed_in(make_user(roles.ADMINISTRATOR))
    assert client.get(f"{LIST}add/").status_code == 403
    page = client.get(f"{LIST}{row.pk}/change/").content.decode()
    assert ("karin@" in page, 'name="email"' in page) == (False, False)


@pytest.mark.parametrize("role", [roles.COMMUNICATOR, roles.EDITOR, roles.COACH])
def test_nobody_else_sees_the_list_at_all(role: str) -> None:
    make_subscriber("karin@hemma.example")
    assert signed_in(make_user(role)).get(LIST).status_code in (302, 403)
