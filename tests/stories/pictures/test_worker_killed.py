"""The worker is killed while it makes renditions: no half file is ever served, and the next one makes them all."""

import os
import signal
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import LazySettings, settings
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from goda_exempel.renditions import KINDS
from stories.models import Picture
from stories.pictures.making import AFTER, make_missing
from stories.pictures.storing import store
from tests.portal import environment
from tests.stories.factories import make_published_story
from tests.stories.uploads import upload

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

LONGEST = 60  # seconds


def noisy() -> bytes:
    """A picture that takes a while to encode."""
    out = BytesIO()
    Image.effect_noise((3000, 2000), 90).convert("RGB").save(out, "JPEG", quality=80)
    return out.getvalue()


def worker(media: Path, temporary: Path, *more: str) -> subprocess.Popen[bytes]:
    """A real one, on the database of this test."""
    command = [sys.executable, "manage.py", "db_worker", "--no-startup-delay", "--interval", "0.1", "--batch", *more]
    name = str(connection.settings_dict["NAME"])
    variables = environment(name, GODA_MEDIA_ROOT=str(media), TMPDIR=str(temporary))
    quiet = subprocess.DEVNULL
    return subprocess.Popen(
        command, cwd=settings.BASE_DIR, env={**os.environ, **variables}, stdin=quiet, stdout=quiet, stderr=quiet
    )


def wait_for(temporary: Path, name: str) -> None:
    deadline = time.monotonic() + LONGEST
    while not list(temporary.glob(f"goda-exempel-picture-*/{name}")):
        assert time.monotonic() < deadline, "the worker never began"
        time.sleep(0.005)


def answers(client: Client, picture: Picture) -> dict[str, int]:
    every = [(width, ext) for width in (480, 960, 1600) for ext in KINDS]
    return {
        f"{width}.{ext}": client.get(reverse("picture", args=[picture.key, width, ext])).status_code
        for width, ext in every
    }


def test_killed_in_the_middle_and_then_again(client: Client, settings: LazySettings, tmp_path: Path) -> None:
    media, temporary = tmp_path / "media", tmp_path / "temporary"
    temporary.mkdir()
    settings.MEDIA_ROOT = media
    picture = store(upload(noisy()), by=None)
    story = make_published_story(picture=picture)
    killed = worker(media, temporary)
    wait_for(temporary, "1600.*")  # the first of nine is there
    killed.send_signal(signal.SIGKILL)
    assert killed.wait() == -signal.SIGKILL

    picture.refresh_from_db()
    assert picture.kinds == ""
    served = answers(client, picture)
    assert {name for name, status in served.items() if status == 200} == {"480.jpg"}
    assert f"/bilder/{picture.key}-480.jpg" in client.get(story.public_url).content.decode()

    make_missing(timezone.now() + AFTER * 2)
    assert worker(media, temporary).wait(LONGEST) == 0
    picture.refresh_from_db()
    assert picture.kinds == "avif webp jpg"
    assert set(answers(client, picture).values()) == {200}
    for width in (480, 960, 1600):
        for ext in KINDS:
            data = client.get(reverse("picture", args=[picture.key, width, ext])).content
            image = Image.open(BytesIO(data))
            image.load()
            assert image.width == width
    assert [path.name for path in media.rglob(".*")] == []
