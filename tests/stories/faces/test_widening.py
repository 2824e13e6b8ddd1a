"""What was withdrawn in part is withdrawn whole later, and a protected identity is noted when it becomes known."""

from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from stories.faces.hidden import hidden
from stories.faces.models import Portrayed
from tests.factories import make_user
from tests.notices.letters import swedish
from tests.stories.faces.factories import NAME, make_person, make_story_about_her, taken_out

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings: LazySettings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def is_hidden(row: Portrayed) -> tuple[bool, bool]:
    """Picture and name."""
    known = hidden()
    return row.picture_id in known.pictures, NAME in known.names_in(row.story_id)


@pytest.mark.parametrize(("first", "then"), [("name", "both"), ("name", "picture"), ("picture", "both")])
def test_the_rest_is_withdrawn_later(client: Client, first: str, then: str) -> None:
    row = taken_out(make_person(make_story_about_her()), first)
    assert is_hidden(row) == (first == "picture", first == "name")
    client.force_login(make_user("communicator"))
    address = reverse("stories:person_withdraw", args=[row.story_id, row.pk])
    assert address in client.get(reverse("stories:person", args=[row.story_id, row.pk])).content.decode()
    assert client.post(address, {"what": then, "reason": "Hon ringde igen."}).status_code == 302
    assert is_hidden(row) == (True, True)
    row.refresh_from_db()
    assert (row.withdrawn_what, row.history.filter(act="withdrawn").count()) == ("both", 2)
    assert row.story.public_url in {place["url"] for place in row.places}
    assert client.post(address, {"what": first, "reason": "Igen."}).status_code == 409


def test_a_protected_identity_is_noted_on_what_is_withdrawn(client: Client) -> None:
    row = taken_out(make_person(make_story_about_her()), "name")
    client.force_login(make_user("communicator"))
    address = reverse("stories:person_withdraw", args=[row.story_id, row.pk])
    sent = {"what": "name", "reason": "Hon ringde igen.", "is_protected": "on"}
    assert client.post(address, sent).status_code == 302
    assert is_hidden(row) == (True, True)
    assert list(row.history.values_list("act", flat=True)) == ["withdrawn", "withdrawn", "protected"]
    assert client.post(address, sent).status_code == 409


def test_a_consent_that_ends_after_the_name_was_withdrawn_takes_the_picture_too() -> None:
    with time_machine.travel(swedish("2026-11-24 12:00"), tick=False) as clock:
        row = taken_out(make_person(make_story_about_her(), covers="picture", ends=date(2026, 11, 24)), "name")
        assert is_hidden(row) == (False, True)
        clock.move_to(swedish("2026-11-25 00:00:00"))
        assert is_hidden(row) == (True, True)
