"""Whoever withdraws one entry is told of the others of the same person."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from tests.factories import make_user
from tests.stories.faces.factories import NAME, make_person, make_story_about_her, taken_out
from tests.stories.factories import make_story

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings: LazySettings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_the_form_and_the_receipt_list_them_with_links(client: Client) -> None:
    colleague = make_user()
    story, other = make_story_about_her(), make_story()
    row = make_person(story, user=colleague)
    left = [
        make_person(story, picture=None, covers="name", name=NAME.upper()),
        make_person(other, name="Gullan", user=colleague),
        taken_out(make_person(other), "name"),
    ]
    gone = [make_person(other, name="Någon Annan"), make_person(other, is_protected=True)]
    gone.append(taken_out(make_person(other)))
    gone.append(taken_out(make_person(other, picture=None, covers="name"), "name"))
    client.force_login(make_user("communicator"))
    address = reverse("stories:person_withdraw", args=[story.pk, row.pk])
    form = client.get(address).content.decode()
    receipt = client.post(address, {"what": "both", "reason": "Hon ringde."}, follow=True).content.decode()
    for page in (form, receipt):
        links = [f'href="{reverse("stories:person", args=[entry.story_id, entry.pk])}"' for entry in (*left, *gone)]
        assert [link in page for link in links] == [True] * 3 + [False] * 4
