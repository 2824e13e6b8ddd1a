"""The desk's pages of people: entered, changed, withdrawn, each act kept."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from goda_exempel import roles
from goda_exempel.accounts.models import User
from stories.faces.models import Portrayed, PortrayedHistory
from stories.models import Story
from stories.states import StoryState
from stories.workflow import ENGINE
from tests.factories import make_user
from tests.stories.faces.factories import NAME, make_person, make_story_about_her, taken_out
from tests.stories.factories import make_fact_check, make_stored_picture, make_story, reviewed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings: LazySettings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def writer(client: Client) -> User:
    person = make_user(roles.COMMUNICATOR, name="Siv Skribent")
    client.force_login(person)
    return person


def sent(story: Story, **changed: Any) -> dict[str, Any]:
    picture = story.picture
    given = {
        "picture": picture.pk if picture else "", "name": NAME, "also_written": "", "user": "", "covers": "both",
        "basis": "consent", "guardian": "", "informed_on": "2026-05-02", "scope": "Webben", "since": "2026-05-03",
        "ends": "2031-05-03",
    }  # fmt: skip
    return {**given, **changed}


def enter(client: Client, story: Story, **changed: Any) -> Any:
    return client.post(reverse("stories:person_new", args=[story.pk]), sent(story, **changed))


def test_a_person_is_entered_with_all_that_is_asked_for(client: Client, writer: User) -> None:
    story, colleague = make_story(picture=make_stored_picture()), make_user("staff")
    answer = enter(client, story, user=colleague.email.upper())
    row = Portrayed.objects.get()
    assert answer.headers["Location"] == reverse("stories:person", args=[story.pk, row.pk])
    assert (row.story, row.picture, row.name, row.user, row.basis) == (story, story.picture, NAME, colleague, "consent")
    assert (row.informed_on, row.since, row.ends) == (date(2026, 5, 2), date(2026, 5, 3), date(2031, 5, 3))
    assert [(line.act, line.actor_name) for line in row.history.all()] == [("added", "Siv Skribent")]
    assert "basis" in {change[0] for change in row.history.get().changes}


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"basis": "guardian"}, "guardian", "Skriv vem som har sagt ja för barnet."),
        ({"since": ""}, "since", "Skriv dagen då samtycket gavs."),
        ({"picture": ""}, "covers", "Välj bilden, eller ange att det bara gäller namnet."),
        ({"ends": "2026-05-02"}, "ends", "Sista dagen kan inte vara före dagen då det gavs."),
        ({"user": "ingen@example.com"}, "user", "Ingen här har den adressen."),
        ({"name": "Gunhild 19121212-1212"}, "name", "ser ut som ett personnummer"),
        ({"picture": "999999"}, "picture", ""),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(
    client: Client, writer: User, changed: dict[str, str], field: str, sentence: str
) -> None:
    story = make_story(picture=make_stored_picture())
    make_stored_picture("red")  # somebody else's
    answer = enter(client, story, scope="Bara webben, sa hon", **changed)
    assert set(answer.context["form"].errors) == {field}
    assert sentence in answer.context["form"].errors[field][0]
    assert "Bara webben, sa hon" in answer.content.decode()
    assert not Portrayed.objects.exists()


def test_a_picture_of_another_story_can_not_be_chosen(client: Client, writer: User) -> None:
    story, other = make_story(picture=make_stored_picture()), make_story(picture=make_stored_picture("red"))
    answer = enter(client, story, picture=str(other.picture_id))
    assert set(answer.context["form"].errors) >= {"picture"}


def test_what_is_sent_twice_is_entered_once(client: Client, writer: User) -> None:
    story = make_story(picture=make_stored_picture())
    with time_machine.travel("2026-11-24 12:00+01:00", tick=False) as clock:
        first, again = enter(client, story), enter(client, story)
        assert again.headers["Location"] == first.headers["Location"]
        assert (Portrayed.objects.count(), PortrayedHistory.objects.count()) == (1, 1)
        enter(client, story, name="Någon Annan")
        enter(client, story, picture="", covers="name")
        clock.shift(61)
        enter(client, story)
    assert Portrayed.objects.count() == 4


def test_two_presses_at_the_same_time_enter_one(client: Client, writer: User) -> None:
    story = make_story(picture=make_stored_picture())
    with CaptureQueriesContext(connection) as queries:
        enter(client, story)
    said = [query["sql"] for query in queries]
    lock = next(number for number, sql in enumerate(said) if "stories_story" in sql and "FOR NO KEY UPDATE" in sql)
    assert lock < next(number for number, sql in enumerate(said) if sql.startswith('INSERT INTO "stories_portrayed"'))


def test_a_change_is_kept_with_what_it_was(client: Client, writer: User) -> None:
    story = make_story_about_her()
    row = make_person(story, scope="Webben")
    address = reverse("stories:person", args=[story.pk, row.pk])
    assert client.post(address, sent(story, scope="Webben och tryck", basis="interest", since="")).status_code == 302
    line = PortrayedHistory.objects.get()
    assert (line.act, line.actor) == ("changed", writer)
    assert ["scope", "Webben", "Webben och tryck"] in line.changes
    assert "Webben och tryck (var: Webben)" in client.get(address).content.decode()
    for act in (lambda: PortrayedHistory.objects.update(act="added"), line.delete):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            act()


def test_withdrawing_needs_a_reason_and_shows_where_it_was(client: Client, writer: User) -> None:
    story = make_story_about_her()
    row = make_person(story)
    address = reverse("stories:person_withdraw", args=[story.pk, row.pk])
    assert client.post(address, {"what": "both", "reason": ""}).context["form"].errors["reason"]
    assert Portrayed.objects.get().withdrawn_at is None
    answer = client.post(address, {"what": "both", "reason": "Hon ringde."}, follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain == [(reverse("stories:person", args=[story.pk, row.pk]), 302)]
    assert f'<a href="{story.public_url}">Reportagets sida</a>' in page
    assert "Hon ringde." in page
    again = client.post(address, {"what": "name", "reason": "Igen."})
    assert (again.status_code, "Siv Skribent återkallade det" in again.content.decode()) == (409, True)
    assert "Igen." in again.content.decode()
    assert Portrayed.objects.get().withdrawn_reason == "Hon ringde."


def test_a_name_without_a_picture_is_withdrawn_as_a_name_alone(client: Client, writer: User) -> None:
    story = make_story_about_her()
    row = make_person(story, picture=None, covers="name")
    address = reverse("stories:person_withdraw", args=[story.pk, row.pk])
    assert client.post(address, {"what": "picture", "reason": "Nej."}).context["form"].errors["what"]
    assert client.post(address, {"what": "name", "reason": "Nej."}).status_code == 302


def test_nobody_else_reads_or_writes_of_people(client: Client) -> None:
    """Whoever checks the facts may know of the story, but not of this."""
    story, checker = make_story_about_her(), make_user("staff")
    row = make_person(story, guardian="Modern")
    make_fact_check(story, checker)
    addresses = [
        reverse("stories:person_new", args=[story.pk]),
        reverse("stories:person", args=[story.pk, row.pk]),
        reverse("stories:person_withdraw", args=[story.pk, row.pk]),
        reverse("stories:pictures", args=[story.pk]),
    ]
    for person, status in ((checker, 403), (make_user("juror"), 404)):
        client.force_login(person)
        assert [client.get(address).status_code for address in addresses] == [status] * 4
        assert [client.post(address, sent(story)).status_code for address in addresses[:3]] == [status] * 3
    client.logout()
    assert [client.get(address).status_code for address in addresses] == [302] * 4
    assert (Portrayed.objects.count(), Portrayed.objects.get().withdrawn_at) == (1, None)


def test_a_person_of_another_story_is_not_found_here(client: Client, writer: User) -> None:
    row, other = make_person(make_story_about_her()), make_story()
    assert client.get(reverse("stories:person", args=[other.pk, row.pk])).status_code == 404
    assert client.post(reverse("stories:person_withdraw", args=[other.pk, row.pk])).status_code == 404


def test_the_storys_page_shows_what_has_to_be_corrected(client: Client, writer: User) -> None:
    story = make_story_about_her()
    taken_out(make_person(story))
    page = client.get(story.get_absolute_url()).content.decode()
    assert "Dolt för läsarna. Texten behöver rättas." in page


@pytest.mark.parametrize("fields", [{"is_protected": True}, {"is_protected": True, "picture": None, "covers": "name"}])
def test_a_protected_identity_is_never_approved(fields: dict[str, Any]) -> None:
    story = make_story(title=f"{NAME} odlar", picture=make_stored_picture())
    make_person(story, **fields)
    story = reviewed(story, by=make_user(roles.COMMUNICATOR))
    blocked = {"publish_at": timezone.now()}
    with pytest.raises(Exception, match="skyddad identitet"):
        ENGINE.perform(story, "approve", by=make_user(roles.EDITOR), data=blocked)
    story.refresh_from_db()
    assert (story.state, story.edition) == (StoryState.IN_REVIEW, None)
    Story.objects.filter(pk=story.pk).update(title="Någon odlar", picture=make_stored_picture("red"))
    story = Story.objects.get(pk=story.pk)
    story.fact_checks.update(digest=story.fingerprint)
    assert ENGINE.perform(story, "approve", by=make_user(roles.EDITOR), data=blocked).state == StoryState.APPROVED
