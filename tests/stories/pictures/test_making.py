"""Renditions are made by the worker, in a process of its own; until then a page shows what there is."""

import re
import subprocess
import sys
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from PIL import Image

from goda_exempel.models import ContentVersion
from goda_exempel.renditions import KINDS
from stories.models import Picture
from stories.pictures.making import AFTER, make, make_missing
from stories.pictures.showing import shown
from stories.pictures.storing import file_name, original_name, store
from stories.pictures.tasks import make_renditions
from tests.stories.factories import make_published_story, make_stored_picture
from tests.stories.uploads import arrow, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings: LazySettings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def uploaded(size: tuple[int, int] = (1200, 800)) -> Picture:
    out = BytesIO()
    arrow().resize(size).save(out, "JPEG")
    return store(upload(out.getvalue()), by=None)


def queued() -> list[int]:
    rows = DBTaskResult.objects.ready().filter(task_path=make_renditions.module_path).order_by("enqueued_at")
    return [args[0] for args in rows.values_list("args_kwargs__args", flat=True)]


def work() -> None:
    """What the worker does with what is queued (a real one is at work in ``test_worker_killed``)."""
    for picture in queued():
        make_renditions.func(picture)
    DBTaskResult.objects.all().delete()


def files(folder: Path) -> set[str]:
    return {path.name.partition("-")[2] or "original" for path in folder.rglob("*") if path.is_file()}


def addresses(page: str) -> list[str]:
    return re.findall(r"/bilder/[0-9a-f]{64}-\d+\.\w+", page)


def test_an_upload_makes_one_small_jpeg_and_asks_for_the_rest(tmp_path: Path) -> None:
    picture = uploaded()
    assert (files(tmp_path), picture.kinds, queued()) == ({"480.jpg", "original"}, "", [picture.pk])


def test_the_worker_makes_all_widths_in_three_formats(tmp_path: Path) -> None:
    picture = uploaded()
    work()
    picture.refresh_from_db()
    wanted = {f"{width}.{ext}" for width in (480, 960, 1200) for ext in ("avif", "webp", "jpg")}
    assert (picture.kinds, files(tmp_path)) == ("avif webp jpg", {*wanted, "original"})
    for width, height in ((480, 320), (960, 640), (1200, 800)):
        for ext, kind in (("avif", "AVIF"), ("webp", "WEBP"), ("jpg", "JPEG")):
            with default_storage.open(file_name(picture.key, width, ext)) as file:
                image = Image.open(BytesIO(file.read()))
                assert (image.format, image.size, dict(image.getexif())) == (kind, (width, height), {})


def test_a_page_never_shows_a_picture_that_is_not_there(client: Client) -> None:
    story = make_published_story(picture=uploaded())
    for _ in range(2):
        for page in (reverse("home"), story.public_url, reverse("archive")):
            wanted = addresses(client.get(page).content.decode())
            assert wanted
            assert {client.get(address).status_code for address in wanted} == {200}
        work()


def test_pages_name_the_renditions_as_soon_as_they_are_there(client: Client) -> None:
    story = make_published_story(picture=uploaded())
    assert story.picture is not None
    before = client.get(story.public_url)
    assert set(addresses(before.content.decode())) == {f"/bilder/{story.picture.key}-480.jpg"}
    version = ContentVersion.objects.values_list("number", flat=True).first() or 0
    work()
    page = client.get(story.public_url, headers={"If-None-Match": before["ETag"]})
    assert (page.status_code, ContentVersion.objects.get().number) == (200, version + 1)
    text = page.content.decode()
    assert re.findall(r'<source type="([^"]+)"', text)[:2] == ["image/avif", "image/webp"]
    assert f'src="/bilder/{story.picture.key}-960.jpg"' in text
    assert 'width="960" height="640"' in text
    for ext in KINDS:
        assert all(f"/bilder/{story.picture.key}-{width}.{ext} {width}w" in text for width in (480, 960, 1200))


def test_a_picture_that_waits_is_shown_in_the_one_size_there_is() -> None:
    seen = shown(make_published_story(picture=uploaded()))
    assert seen is not None
    assert (seen.width, seen.height, seen.srcset_avif, seen.srcset_webp, seen.srcset_jpeg) == (480, 320, "", "", "")


def test_what_is_not_ready_is_not_served_though_its_file_lies_there(client: Client) -> None:
    story = make_published_story(picture=uploaded())
    assert story.picture is not None
    with default_storage.open(file_name(story.picture.key, 960, "webp"), "wb") as file:
        file.write(b"half")
    assert client.get(reverse("picture", args=[story.picture.key, 960, "webp"])).status_code == 404
    work()
    answer = client.get(reverse("picture", args=[story.picture.key, 960, "webp"]))
    assert Image.open(BytesIO(answer.content)).size == (960, 640)


def test_a_picture_that_can_not_be_made_stays_as_it_is_and_is_asked_for_again(client: Client) -> None:
    story = make_published_story(picture=uploaded())
    picture = story.picture
    assert picture is not None
    with default_storage.open(original_name(picture.key), "wb") as file:
        file.write(b"\xff\xd8\xff broken")
    assert not make(picture.pk)
    picture.refresh_from_db()
    assert picture.kinds == ""
    assert client.get(reverse("picture", args=[picture.key, 480, "jpg"])).status_code == 200
    DBTaskResult.objects.all().delete()
    now = timezone.now()
    make_missing(now + AFTER / 2)
    assert queued() == []
    make_missing(now + AFTER * 2)
    assert queued() == [picture.pk]
    make_missing(now + AFTER * 2)
    assert queued() == [picture.pk]
    DBTaskResult.objects.all().delete()
    make_missing(now + timedelta(days=8))
    assert queued() == []


def test_a_format_that_came_later_is_added_little_by_little() -> None:
    pictures = [make_stored_picture(colour) for colour in ("red", "green", "blue")]
    assert {picture.kinds for picture in pictures} == {"webp jpg"}
    make_missing(timezone.now() + AFTER * 2)
    assert queued() == [picture.pk for picture in pictures[:2]]
    work()
    assert list(Picture.objects.order_by("pk").values_list("kinds", flat=True)) == [
        "avif webp jpg", "avif webp jpg", "webp jpg",
    ]  # fmt: skip


def test_making_twice_changes_nothing() -> None:
    picture = uploaded()
    assert make(picture.pk)
    version = ContentVersion.objects.values_list("number", flat=True).first()
    assert make(picture.pk)
    assert ContentVersion.objects.values_list("number", flat=True).first() == version
    assert not make(0)


def test_the_process_that_makes_them_has_a_limit_of_memory() -> None:
    greedy = "from goda_exempel.renditions import MOST_MEMORY, limit_this_process as limit; limit(); {}"
    commands = [greedy.format("bytearray(MOST_MEMORY)"), greedy.format("bytearray(MOST_MEMORY // 4)")]
    ended = [subprocess.run([sys.executable, "-c", line], check=False, capture_output=True) for line in commands]
    assert [("MemoryError" in one.stderr.decode(), one.returncode) for one in ended] == [(True, 1), (False, 0)]
