"""Once a protected identity is noted, no change undoes it, and it holds in the whole portal."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.forms import model_to_dict
from django.test import Client
from django.urls import reverse

from goda_exempel import caching
from stories.faces.hidden import hidden
from stories.faces.models import Portrayed
from stories.models import Story
from stories.pictures.needs import gate_needs
from tests.factories import make_user
from tests.stories.faces.factories import NAME, make_person, make_story_about_her
from tests.stories.factories import make_picture, make_published_story, make_story

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings: LazySettings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def save(client: Client, row: Portrayed, **changed: Any) -> Any:
    values = {name: value for name, value in model_to_dict(row).items() if value is not None}
    values |= {"user": row.user.email if row.user else "", "is_protected": "on", **changed}
    address = reverse("stories:person", args=[row.story_id, row.pk])
    return client.post(address, {name: value for name, value in values.items() if value is not None})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("is_protected", None),
        ("name", "Någon Annan"),
        ("picture", ""),
        ("user", ""),
        ("also_written", "Gullan"),
    ],
)
@pytest.mark.parametrize("role", ["communicator", "editor"])
def test_nobody_undoes_it_by_a_change(client: Client, role: str, field: str, value: str | None) -> None:
    row = make_person(make_story_about_her(), is_protected=True, also_written="Gunnis\nGullan", user=make_user())
    client.force_login(make_user(role))
    covers = {"covers": "name"} if field == "picture" else {}
    answer = save(client, row, **{field: value}, **covers)
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, [field])
    kept = Portrayed.objects.get()
    assert (kept.is_protected, kept.name, kept.picture_id, kept.user_id) == (True, NAME, row.picture_id, row.user_id)
    assert client.get(reverse("picture", args=[row.picture.key, 480, "jpg"])).status_code == 404  # type: ignore[union-attr]


def test_what_undoes_nothing_is_saved(client: Client) -> None:
    row = make_person(make_story_about_her(), is_protected=True, also_written="Gunnis")
    client.force_login(make_user("communicator"))
    assert save(client, row, also_written="Gunnis\r\nGullan", scope="Ingenstans").status_code == 302
    row.refresh_from_db()
    assert (row.also_written.split(), row.scope) == (["Gunnis", "Gullan"], "Ingenstans")


def stops(story: Story) -> list[str]:
    return [need.label for need in gate_needs(Story.objects.get(pk=story.pk))]


@pytest.mark.parametrize(
    ("fields", "is_stopped"),
    [
        ({"body": f"Vi frågar {NAME}."}, True),
        ({"byline": NAME.upper()}, True),
        ({"picture_caption": "Gunhild Ek, som hon heter på jobbet."}, True),
        ({"body": "Gunhild Åkerman och Lisa Björkmarker är andra."}, False),
    ],
)
def test_another_story_with_the_whole_name_is_not_approved(fields: dict[str, Any], is_stopped: bool) -> None:
    make_person(make_story_about_her(), is_protected=True, user=make_user(name="Gunhild Ek"))
    story = make_story(picture=make_picture(without_faces=True), **fields)
    assert stops(story) == (["text och bilder utan personen som har skyddad identitet"] if is_stopped else [])


@pytest.mark.parametrize("same", ["account", "name", "neither"])
def test_another_entry_of_the_same_person_is_not_approved(same: str) -> None:
    colleague = make_user(name="Gunhild Ek")
    make_person(make_story_about_her(), is_protected=True, user=colleague)
    story = make_story(picture=make_picture())
    name = NAME.upper() if same == "name" else "G. B."
    make_person(story, name=name, user=colleague if same == "account" else None, covers="picture")
    assert len(stops(story)) == (same != "neither")


def test_other_stories_that_are_published_lose_the_whole_name(client: Client) -> None:
    other = make_published_story(lead=f"{NAME} var med.", body="Lisa Björkmarker också.")
    third = make_published_story(title="Gunhild Åkerman sår")
    make_person(make_story_about_her(), is_protected=True)
    caching.raise_content_version()
    page = client.get(other.public_url).content.decode()
    assert (NAME in page, "En person var med." in page, "Lisa Björkmarker också" in page) == (False, True, True)
    assert hidden().names_in(third.pk) == ()
