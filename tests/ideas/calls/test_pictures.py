"""The picture of a call: re-encoded, with words, served to those who may see the call and to nobody else."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image
from pytest_django import DjangoCaptureOnCommitCallbacks

from goda_exempel import roles
from goda_exempel.accounts.models import User
from ideas.calls.models import Call, CallPicture
from ideas.calls.pictures import forget_unused
from tests.factories import make_unit, make_user
from tests.ideas.calls.factories import make_call, make_call_picture
from tests.ideas.calls.test_making import filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(client: Client) -> User:
    user = make_user(roles.COORDINATOR)
    client.force_login(user)
    return user


def upload(name: str = "bild.jpg", data: bytes | None = None) -> SimpleUploadedFile:
    if data is None:
        exif = Image.Exif()
        exif[0x0112], exif[0x010E] = 6, "Hemlig plats"  # turned; a description
        out = BytesIO()
        Image.new("RGB", (640, 400), "teal").save(out, "JPEG", exif=exif)
        data = out.getvalue()
    return SimpleUploadedFile(name, data)


def post(client: Client, **fields: Any) -> Any:
    return client.post("/ideer/upprop/nytt/", filled(make_user(roles.COACH), **fields))


def test_an_uploaded_picture_is_upright_and_without_its_metadata(client: Client, coordinator: User) -> None:
    post(client, picture_file=upload(), picture_alt="En tallrik.")
    picture = Call.objects.get().picture
    assert picture is not None
    assert (picture.width, picture.height) == (400, 640)
    served = client.get("/ideer/upprop/mindre-matsvinn/bild/400.jpg")
    assert served.headers["Content-Type"] == "image/jpeg"
    assert served.headers["Cache-Control"] == "private, no-cache"
    assert b"Hemlig plats" not in served.content
    page = client.get("/ideer/upprop/mindre-matsvinn/").content.decode()
    assert 'alt="En tallrik."' in page
    assert client.get("/ideer/upprop/mindre-matsvinn/bild/400.webp").headers["Content-Type"] == "image/webp"


def test_a_picture_needs_words_and_is_not_sent_twice(client: Client, coordinator: User) -> None:
    response = post(client, picture_file=upload())
    assert set(response.context["form"].errors) == {"picture_alt"}
    token = response.context["form"].kept_token
    assert f'name="picture_kept" value="{token}"' in response.content.decode()
    post(client, picture_kept=token, picture_alt="En tallrik.")
    assert Call.objects.get().picture == CallPicture.objects.get()


@pytest.mark.parametrize(
    "file",
    [
        upload("tom.jpg", b""),
        upload("bild.gif", b"GIF89a<script>alert(1)</script>"),
        upload("bild.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        upload("bild.jpg", b"\xff\xd8\xff\xe0 cut"),
    ],
    ids=lambda file: file.name,
)
def test_what_is_no_picture_is_refused_and_the_text_kept(
    client: Client, coordinator: User, file: SimpleUploadedFile
) -> None:
    file.seek(0)
    response = post(client, picture_file=file, picture_alt="En tallrik.")
    assert set(response.context["form"].errors) == {"picture_file"}
    assert "Hur slänger vi mindre?" in response.content.decode()


@pytest.mark.parametrize("token", ["", "abc", "abc:def", "x" * 199])
def test_a_forged_token_gives_nobody_a_picture(client: Client, coordinator: User, token: str) -> None:
    make_call_picture()
    post(client, picture_kept=token, picture_alt="En tallrik.")
    assert Call.objects.get().picture is None


def test_only_those_who_may_see_the_call_get_its_picture(client: Client) -> None:
    unit = make_unit("Parken")
    call = make_call(units=(unit,), picture=make_call_picture())
    address = f"{call.get_absolute_url()}bild/480.webp"
    assert client.get(address).status_code == 302
    for user, status in ((make_user(), 404), (make_user(units=(unit,)), 200)):
        client.force_login(user)
        answer = client.get(address)
        assert answer.status_code == status
    assert client.get(address, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("file", ["481.webp", "480.png", "480.svg", "0.jpg", "999999999999.jpg", "../480.jpg"])
def test_there_are_no_other_files(client: Client, coordinator: User, file: str) -> None:
    call = make_call(picture=make_call_picture())
    assert client.get(f"{call.get_absolute_url()}bild/{file}").status_code == 404


def test_without_a_picture_there_is_none(client: Client, coordinator: User) -> None:
    assert client.get(f"{make_call().get_absolute_url()}bild/480.webp").status_code == 404


def test_a_picture_can_be_taken_away(client: Client, coordinator: User) -> None:
    from tests.ideas.calls.test_making import edited

    call = make_call("drafted", maker=coordinator, picture=make_call_picture())
    data = edited(call, no_picture="on", picture_alt=call.picture_alt)
    assert client.post(f"{call.get_absolute_url()}andra/", data).status_code == 302
    call.refresh_from_db()
    assert (call.picture, call.picture_alt) == (None, "")


def test_pictures_that_no_call_has_are_forgotten_after_some_days(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    used, unused = make_call_picture("navy"), make_call_picture("olive")
    make_call(picture=used)
    name = f"calls/{unused.key[:2]}/{unused.key}-480.webp"
    for days, left in ((1, 2), (3, 1), (3, 1)):
        with django_capture_on_commit_callbacks(execute=True):
            forget_unused(timezone.now() + timedelta(days=days))
        assert (CallPicture.objects.count(), default_storage.exists(name)) == (left, left == 2)
