"""The disk is full while somebody uploads: a sentence at the field, nothing lost, nothing half."""

import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from goda_exempel.accounts.models import User
from stories.models import Picture
from stories.pictures.models import StoryPicture
from tests.factories import make_user
from tests.stories.factories import make_story
from tests.stories.test_desk_edit import form_of
from tests.stories.uploads import turned, upload

pytestmark = pytest.mark.django_db

SENTENCE = "Bilden gick inte att spara just nu. Försök igen om en stund."


@pytest.fixture
def writer(client: Client) -> User:
    person = make_user("communicator")
    client.force_login(person)
    return person


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file can grow beyond this: the system refuses in the middle of a write, as a full disk does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)


def test_in_the_form_of_the_text(client: Client, writer: User, settings: LazySettings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    story = make_story(picture=None)
    before = Picture.objects.count()
    data = form_of(story, lead="En lång ingress som inte får försvinna.", picture_file=upload(turned(1)))
    with room_for(1000):
        answer = client.post(reverse("stories:edit", args=[story.pk]), data)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert answer.context["form"].errors["picture_file"] == [SENTENCE]
    assert "En lång ingress som inte får försvinna." in page
    assert (Picture.objects.count(), [path for path in tmp_path.rglob("*") if path.is_file()]) == (before, [])


def test_beside_the_text(client: Client, writer: User, settings: LazySettings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    story = make_story(picture=None)
    address = reverse("stories:picture_new", args=[story.pk])
    with room_for(1000):
        answer = client.post(address, {"file": upload(turned(1)), "alt": "Grytan på spisen", "caption": "Onsdag"})
    assert answer.context["form"].errors["file"] == [SENTENCE]
    assert 'value="Grytan på spisen"' in answer.content.decode()
    assert (StoryPicture.objects.count(), [path for path in tmp_path.rglob("*") if path.is_file()]) == (0, [])
    again = client.post(address, {"file": upload(turned(1)), "alt": "Grytan på spisen", "caption": "Onsdag"})
    assert (again.status_code, StoryPicture.objects.get().alt) == (302, "Grytan på spisen")
