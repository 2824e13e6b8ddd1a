"""Files that are described and taken away, a full disk, and what nothing leads to any more."""

import errno
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.files.uploadhandler import FileUploadHandler
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from goda_exempel import roles
from ideas.files.models import IdeaFile, folder_of, new_key
from ideas.files.workflow import clean
from ideas.models import Idea
from tests.factories import make_idea, make_user
from tests.ideas.files.files import jpeg, make_file, pdf, stored
from tests.ideas.sections import section_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def idea(client: Client) -> Idea:
    idea = make_idea("in_review", coach=make_user(roles.COACH))
    client.force_login(idea.submitter)  # type: ignore[arg-type]
    return idea


def post(client: Client, file: IdeaFile, what: str, **data: str) -> Any:
    return client.post(f"/ideer/{file.idea.number}/filer/{file.pk}/{what}/", data)


class FullDisk(FileSystemStorage):
    """A disk that is full after the first part of a file."""

    def _save(self, name: str, content: Any) -> str:
        if name.endswith("original.jpg"):
            return str(super()._save(name, content))  # type: ignore[misc]
        path = Path(self.path(name))
        path.write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_is_said_and_leaves_nothing_half(client: Client, idea: Idea, settings: Any) -> None:
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": f"{__name__}.FullDisk"}}
    response = client.post(f"/ideer/{idea.number}/filer/", {"file": [jpeg()]})
    assert "Disken är full, så filen gick inte att spara." in response.content.decode()
    assert (stored(), idea.files.count()) == ([], 0)


def test_removing_takes_the_row_and_then_the_parts(
    client: Client, idea: Idea, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    file, other = make_file(idea), make_file(idea, pdf())
    with django_capture_on_commit_callbacks() as after:
        assert post(client, file, "ta-bort")["Location"] == f"/ideer/{idea.number}/#filer"
    assert (list(idea.files.all()), len(stored())) == ([other], 4)
    for callback in after:
        callback()
    assert stored() == [f"{other.folder}/document.pdf"]
    assert not default_storage.exists(file.folder)
    assert post(client, file, "ta-bort").status_code == 302
    assert list(idea.files.all()) == [other]


def test_describing(client: Client, idea: Idea) -> None:
    file = make_file(idea)
    response = post(client, file, "beskriv", description="En hylla med  böcker")
    assert response["Location"] == f"/ideer/{idea.number}/#filer"
    page = client.get(idea.get_absolute_url()).content.decode()
    assert 'alt="En hylla med  böcker"' in page
    assert "Bild utan beskrivning" not in page


@pytest.mark.parametrize("description", ["x" * 301, "a\x07b"])
def test_a_description_that_can_not_be_kept_is_told_at_its_field(client: Client, idea: Idea, description: str) -> None:
    file, other = make_file(idea), make_file(idea, jpeg("red"))
    response = post(client, file, "beskriv", description=description)
    forms = dict(section_in(response, "files")["pictures"])
    assert (forms[file].errors.keys(), forms[other].errors) == ({"description"}, {})
    file.refresh_from_db()
    assert file.description == ""


def test_a_pdf_has_no_description(client: Client, idea: Idea) -> None:
    assert post(client, make_file(idea, pdf()), "beskriv", description="x").status_code == 404


@pytest.mark.parametrize("what", ["beskriv", "ta-bort"])
def test_others_may_not(client: Client, idea: Idea, what: str) -> None:
    file = make_file(idea)
    client.force_login(make_user(roles.COACH))
    assert post(client, file, what, description="x").status_code == 302
    file = make_file(idea, jpeg("red"))
    client.force_login(make_user())
    assert post(client, file, what, description="x").status_code == 403
    assert client.get(f"/ideer/{idea.number}/filer/{file.pk}/{what}/").status_code == 405
    client.logout()
    assert post(client, file, what)["Location"].startswith("/logga-in/")
    assert IdeaFile.objects.filter(pk=file.pk, description="").exists()


@pytest.mark.parametrize("what", ["beskriv", "ta-bort"])
def test_a_withdrawn_idea_keeps_what_it_has(client: Client, idea: Idea, what: str) -> None:
    file = make_file(idea)
    Idea.objects.filter(pk=idea.pk).update(state="withdrawn")
    response = post(client, file, what, description="Hylla")
    assert (response.status_code, IdeaFile.objects.get().description) == (409, "")
    assert ("Hylla" in response.content.decode()) == (what == "beskriv")


@pytest.mark.parametrize("what", ["beskriv", "ta-bort"])
def test_a_file_of_another_idea_is_left_alone(client: Client, idea: Idea, what: str) -> None:
    file = make_file(make_idea())
    client.post(f"/ideer/{idea.number}/filer/{file.pk}/{what}/", {"description": "x"})
    assert IdeaFile.objects.get().description == ""


def age(folder: str) -> None:
    long_ago = (timezone.now() - timedelta(days=2)).timestamp()
    os.utime(default_storage.path(folder), (long_ago, long_ago))


def test_the_clock_deletes_what_nothing_leads_to_and_only_that(idea: Idea) -> None:
    kept, gone, half = make_file(idea), make_file(make_idea("draft")), new_key()
    IdeaFile.objects.filter(pk=gone.pk).delete()
    for key in (half, young := new_key()):
        (Path(default_storage.path(folder_of(key)))).mkdir(parents=True)
        (Path(default_storage.path(folder_of(key))) / "original.jpg").write_bytes(b"half")
    for folder in (kept.folder, gone.folder, folder_of(half)):
        age(folder)
    for _twice in range(2):
        clean(timezone.now())
        assert {name.rpartition("/")[0] for name in stored()} == {kept.folder, folder_of(young)}


def test_the_clock_has_nothing_to_do_where_there_are_no_files() -> None:
    clean(timezone.now())
    assert stored() == []


def test_the_database_keeps_a_file_once_an_idea(idea: Idea) -> None:
    file = make_file(idea)
    with pytest.raises(IntegrityError, match="same_file_once_an_idea"), transaction.atomic():
        idea.files.create(kind="document", name="b.pdf", digest=file.digest, size=1)
    with pytest.raises(IntegrityError, match="a_picture_has_sides"), transaction.atomic():
        idea.files.create(kind="picture", name="b.jpg", digest="b", size=1)


def test_what_is_refused_is_not_stored(idea: Idea) -> None:
    with pytest.raises(ValidationError):
        make_file(idea, jpeg(name="bild.pdf"))
    assert stored() == []


class FullWhileArriving(FileUploadHandler):
    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    def file_complete(self, file_size: int) -> None:
        """Never reached."""


def test_a_disk_that_fills_while_the_file_arrives_is_said_too(client: Client, idea: Idea, settings: Any) -> None:
    settings.FILE_UPLOAD_HANDLERS = [f"{__name__}.FullWhileArriving"]
    client.raise_request_exception = False
    response = client.post(f"/ideer/{idea.number}/filer/", {"file": [jpeg()]})
    assert response.status_code == 507
    assert "Portalens disk är full, så ingenting sparades." in response.content.decode()
    assert (stored(), idea.files.count()) == ([], 0)
