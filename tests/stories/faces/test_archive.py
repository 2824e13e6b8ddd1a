"""The archive copy of what is withdrawn stays unchanged, and locked."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goda_exempel import roles
from goda_exempel.accounts.models import User
from stories.faces.models import LockedReading
from stories.models import Story
from stories.publishing.models import Snapshot
from stories.publishing.snapshots import is_intact, keep_snapshot
from tests.factories import make_user
from tests.stories.faces.factories import NAME, make_person, make_story_about_her, taken_out
from tests.stories.factories import make_fact_check

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings: LazySettings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def kept(story: Story) -> Snapshot:
    assert story.edition is not None
    return keep_snapshot(story, story.edition, Snapshot.Kind.PUBLISHED, at=timezone.now(), by=None)


def opened(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def as_role(client: Client, role: str) -> User:
    person = make_user(role)
    client.force_login(person)
    return person


def test_a_copy_without_withdrawals_is_whole(client: Client) -> None:
    story = make_story_about_her()
    row = kept(story)
    make_person(story)
    as_role(client, roles.COMMUNICATOR)
    files = opened(client.get(reverse("stories:snapshot", args=[story.pk, row.pk])).content)
    assert set(files) == {"index.html", "metadata.json", "sha256.txt", f"{story.picture.key}.jpg"}  # type: ignore[union-attr]
    assert NAME in files["index.html"].decode()


@pytest.mark.parametrize("role", [roles.COMMUNICATOR, roles.EDITOR])
def test_a_locked_copy_is_given_without_face_and_name(client: Client, role: str) -> None:
    story = make_story_about_her()
    row = kept(story)
    taken_out(make_person(story))
    as_role(client, role)
    files = opened(client.get(reverse("stories:snapshot", args=[story.pk, row.pk])).content)
    assert set(files) == {"index.html", "metadata.json", "sha256.txt", "locked.txt"}
    for data in files.values():
        assert b"Gunhild" not in data
        assert "Björkmarker".encode() not in data
    assert is_intact(Snapshot.objects.get(pk=row.pk))


@pytest.mark.parametrize("role", [roles.EDITOR, roles.ADMINISTRATOR])
def test_editors_and_administrators_open_it_whole_with_a_reason(client: Client, role: str) -> None:
    story = make_story_about_her()
    row = kept(story)
    taken_out(make_person(story))
    person = as_role(client, role)
    address = reverse("stories:snapshot_open", args=[story.pk, row.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"reason": " "})["Content-Type"].startswith("text/html")
    assert not LockedReading.objects.exists()
    files = opened(client.post(address, {"reason": "Begärd ut av en journalist."}).content)
    assert NAME in files["index.html"].decode()
    assert f"{story.picture.key}.jpg" in files  # type: ignore[union-attr]
    reading = LockedReading.objects.get()
    assert (reading.snapshot, reading.actor, reading.reason) == (row, person, "Begärd ut av en journalist.")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        LockedReading.objects.update(reason="")


@pytest.mark.parametrize(("role", "status"), [(roles.COMMUNICATOR, 403), (roles.STAFF, 404), (roles.JUROR, 404)])
def test_others_do_not(client: Client, role: str, status: int) -> None:
    story = make_story_about_her()
    row = kept(story)
    address = reverse("stories:snapshot_open", args=[story.pk, row.pk])
    assert client.post(address, {"reason": "Nyfiken"}).status_code == 302
    person = as_role(client, role)
    assert client.post(address, {"reason": "Nyfiken"}).status_code == status
    if role == roles.STAFF:
        make_fact_check(story, person)
        assert client.post(address, {"reason": "Nyfiken"}).status_code == 403
    assert not LockedReading.objects.exists()


def test_the_page_of_the_story_says_that_it_is_locked(client: Client) -> None:
    story = make_story_about_her()
    row = kept(story)
    address = reverse("stories:snapshot_open", args=[story.pk, row.pk])
    as_role(client, roles.EDITOR)
    assert address not in client.get(story.get_absolute_url()).content.decode()
    taken_out(make_person(story))
    assert address in client.get(story.get_absolute_url()).content.decode()
    as_role(client, roles.COMMUNICATOR)
    page = client.get(story.get_absolute_url()).content.decode()
    assert (address in page, "låst: ansikten och namn" in page) == (False, True)


def test_a_copy_made_after_a_withdrawal_never_had_it(client: Client) -> None:
    story = make_story_about_her()
    taken_out(make_person(story))
    row = kept(story)
    assert (NAME in row.html, list(row.pictures.all()), row.metadata["pictures"]) == (False, [], [])


def test_who_opened_it_whole_when_and_why_is_read_by_editors_alone(client: Client) -> None:
    story, other = make_story_about_her(), make_story_about_her()
    row = kept(story)
    taken_out(make_person(story))
    person = as_role(client, roles.EDITOR)
    client.post(reverse("stories:snapshot_open", args=[story.pk, row.pk]), {"reason": "Begärd ut av en journalist."})
    page = client.get(story.get_absolute_url()).content.decode()
    assert ("Begärd ut av en journalist." in page, f"</time>, {person.name}" in page) == (True, True)
    assert "Begärd ut" not in client.get(other.get_absolute_url()).content.decode()
    as_role(client, roles.COMMUNICATOR)
    assert "Begärd ut" not in client.get(story.get_absolute_url()).content.decode()
