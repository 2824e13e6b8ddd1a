"""Once a protected identity is noted, no change undoes it, and it holds in the whole portal."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.forms import model_to_dict
from django.test import Client
from django.urls import reverse

from stories.faces.models import Portrayed
from tests.factories import make_user
from tests.stories.faces.factories import NAME, make_person, make_story_about_her

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
