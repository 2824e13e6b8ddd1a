"""Where the pictures of stories are kept, and who may fetch them."""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from goda_exempel import caching
from stories.models import Edition, Picture, Story
from stories.pictures.showing import shown
from stories.pictures.storing import store
from stories.states import StoryState
from tests.factories import make_user
from tests.stories.factories import make_published_story, make_stored_picture, make_story
from tests.stories.uploads import picture_bytes, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh(settings: LazySettings, tmp_path: Path) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path
    caching.forget()
    yield
    caching.forget()


def public_address(picture: Picture, width: int = 480, ext: str = "webp") -> str:
    return reverse("picture", args=[picture.key, width, ext])


def edition_of(story: Story) -> Edition:
    assert story.edition is not None
    return story.edition


def test_the_same_picture_is_stored_once(tmp_path: Path) -> None:
    person = make_user("communicator")
    first, second = (store(upload(picture_bytes()), by=person) for _ in range(2))
    assert first == second
    assert Picture.objects.count() == 1
    assert (
        len([path for path in tmp_path.rglob("*") if path.is_file()]) == 2
    )  # itself, and the smallest width until the rest is made


def test_what_an_interrupted_upload_left_is_written_over() -> None:
    picture = make_stored_picture()
    name = f"pictures/{picture.key[:2]}/{picture.key}-480.webp"
    with default_storage.open(name, "wb") as file:
        file.write(b"half")
    picture.delete()
    make_stored_picture()
    with default_storage.open(name) as file:
        assert Image.open(BytesIO(file.read())).size == (480, 320)


def test_a_full_disk_is_said_in_a_sentence_and_leaves_no_row(settings: LazySettings, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    settings.MEDIA_ROOT = tmp_path / "file"
    with pytest.raises(ValidationError):
        store(upload(picture_bytes()), by=None)
    assert Picture.objects.count() == 0


def test_a_reader_gets_the_picture_of_a_published_story(client: Client) -> None:
    story = make_published_story(picture=make_stored_picture())
    response = client.get(public_address(edition_of(story).picture or make_stored_picture()))
    assert (response.status_code, response["Content-Type"], Image.open(BytesIO(response.content)).size) == (
        200, "image/webp", (480, 320),
    )  # fmt: skip
    assert (dict(response.cookies), response.get("Vary", "")) == ({}, "")
    assert response["Cache-Control"] == "public, max-age=0, s-maxage=1, must-revalidate"
    again = client.get(response.request["PATH_INFO"], headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_picture_is_public_only_while_a_published_story_shows_it(client: Client) -> None:
    """Each of these has a picture of its own that somebody could ask for by its address."""
    now = timezone.now()
    hidden = [
        make_stored_picture("red"),
        make_story(picture=make_stored_picture("green")).picture,
        make_story(StoryState.IN_REVIEW, picture=make_stored_picture("blue")).picture,
        make_story(
            StoryState.APPROVED, publish_at=now + timedelta(hours=1), picture=make_stored_picture("pink")
        ).picture,
        make_story(
            StoryState.WITHDRAWN, publish_at=now - timedelta(days=1), picture=make_stored_picture("gold")
        ).picture,
    ]
    assert [client.get(public_address(picture)).status_code for picture in hidden if picture] == [404] * 5


def test_the_new_picture_of_a_revision_is_not_public_before_it_is_approved(client: Client) -> None:
    story = make_published_story(picture=make_stored_picture("red"))
    story.picture, story.state = make_stored_picture("blue"), StoryState.DRAFT
    story.save()
    assert client.get(public_address(story.picture)).status_code == 404
    assert edition_of(story).picture != story.picture


@pytest.mark.parametrize(
    "tail", ["481.webp", "0.webp", "480.png", "480.gif", "1600.jpg", "480.WEBP", f"{'9' * 4400}.jpg"]
)
def test_there_are_no_other_widths_or_kinds(client: Client, tail: str) -> None:
    story = make_published_story(picture=make_stored_picture())
    key = story.picture.key if story.picture else ""
    assert client.get(f"/bilder/{key}-{tail}").status_code == 404


def test_the_desk_and_those_who_check_facts_see_the_picture_before_readers_do(client: Client) -> None:
    story = make_story(picture=make_stored_picture())
    address = reverse("stories:picture", args=[story.pk, 480, "jpg"])
    assert client.get(address).status_code == 302
    client.force_login(make_user("staff"))
    assert client.get(address).status_code == 404
    client.force_login(make_user("communicator"))
    response = client.get(address)
    assert (response.status_code, response["Cache-Control"]) == (200, "private, no-cache")
    assert client.get(address, headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_addresses_are_public_for_an_edition_and_the_desks_for_a_draft() -> None:
    story = make_published_story(picture=make_stored_picture())
    public, work = shown(edition_of(story)), shown(story)
    assert public is not None
    assert work is not None
    assert (public.src, public.width, public.height) == (f"/bilder/{story.picture.key}-960.jpg", 960, 640)  # type: ignore[union-attr]
    assert public.srcset_webp.split(", ")[0] == f"/bilder/{story.picture.key}-480.webp 480w"  # type: ignore[union-attr]
    assert work.src == f"/redaktion/{story.pk}/bild/960.jpg"
    assert shown(make_story(picture=None)) is None
