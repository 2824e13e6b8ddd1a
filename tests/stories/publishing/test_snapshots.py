"""Every publication, correction and withdrawal leaves a copy that nobody can change."""

import hashlib
import json
import zipfile
from io import BytesIO

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from goda_exempel import roles
from stories.models import Story
from stories.pictures.storing import original_name
from stories.publishing.models import Snapshot
from stories.publishing.snapshots import digest_of, is_intact
from stories.states import StoryState
from stories.workflow import ENGINE
from tests.factories import make_user
from tests.stories.factories import make_published_story, make_stored_picture, make_story

pytestmark = pytest.mark.django_db


def approved(**fields: object) -> Story:
    story = make_story(StoryState.IN_REVIEW, picture=make_stored_picture(), **fields)  # type: ignore[arg-type]
    return ENGINE.perform(story, "approve", by=make_user(roles.EDITOR, name="Erik"), data={"publish_at": story.created})


def test_publishing_and_unpublishing_each_leave_one() -> None:
    story = approved(title="Soppan", body="En **onsdag** tog grytan slut.")
    ENGINE.perform(story, "withdraw", by=make_user(roles.EDITOR, name="Eva"), reason="Fel person på bilden.")
    rows = list(Snapshot.objects.all())
    assert [(row.kind, row.actor_name, row.reason) for row in rows] == [
        ("published", "Erik", ""),
        ("withdrawn", "Eva", "Fel person på bilden."),
    ]
    for row in rows:
        assert "<strong>onsdag</strong>" in row.html
        assert row.metadata["content"]["title"] == "Soppan"
        assert row.metadata["pictures"] == [{"name": f"{story.picture.key}.jpg", "sha256": story.picture.key}]  # type: ignore[union-attr]
        assert list(row.pictures.all()) == [story.picture]
        assert is_intact(row)


def test_what_no_reader_saw_leaves_none_when_it_is_withdrawn() -> None:
    story = make_story(StoryState.APPROVED)
    ENGINE.perform(story, "withdraw", by=make_user(roles.EDITOR), reason="Vi väntar.")
    assert not Snapshot.objects.exists()


def test_the_database_refuses_to_change_or_remove_one() -> None:
    approved()
    for act in (lambda: Snapshot.objects.update(html=""), lambda: Snapshot.objects.all().delete()):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            act()
    editor = Snapshot.objects.get().actor
    assert editor is not None
    editor.delete()
    assert Snapshot.objects.get().actor_name == "Erik"


def test_the_fingerprint_is_of_page_and_facts() -> None:
    row = Snapshot.objects.get(story=approved())
    facts = json.dumps(row.metadata, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert row.digest == hashlib.sha256(f"{row.html}\n{facts}".encode()).hexdigest()
    assert digest_of(row.html, {**row.metadata, "month": "2001-01-01"}) != row.digest


def test_the_desk_downloads_it_whole(client: Client) -> None:
    story = approved()
    row = Snapshot.objects.get(story=story)
    address = reverse("stories:snapshot", args=[story.pk, row.pk])
    client.force_login(make_user(roles.COMMUNICATOR))
    assert address in client.get(story.get_absolute_url()).content.decode()
    response = client.get(address)
    assert response.headers["Content-Disposition"].startswith('attachment; filename="soppan-')
    archive = zipfile.ZipFile(BytesIO(response.content))
    picture = f"{story.picture.key}.jpg"  # type: ignore[union-attr]
    assert sorted(archive.namelist()) == sorted(["index.html", "metadata.json", "sha256.txt", picture])
    assert hashlib.sha256(archive.read(picture)).hexdigest() == story.picture.key  # type: ignore[union-attr]
    assert original_name(story.picture.key).endswith(picture)  # type: ignore[union-attr]


def test_a_copy_is_found_under_its_own_story_alone(client: Client) -> None:
    approved()
    other = make_published_story(picture=make_stored_picture())
    client.force_login(make_user(roles.EDITOR))
    address = reverse("stories:snapshot", args=[other.pk, Snapshot.objects.get().pk])
    assert client.get(address).status_code == 404


def test_publishing_and_withdrawing_in_the_same_second() -> None:
    """The last word counts: readers get 410, and both copies are kept."""
    story = approved()
    ENGINE.perform(story, "withdraw", by=make_user(roles.EDITOR), reason="Direkt.")
    assert Client().get(story.public_url).status_code == 410
    assert Snapshot.objects.count() == 2
