"""The desk's page of a story's pictures: what is there, another one, focal point and licence."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from goda_exempel import roles
from goda_exempel.accounts.models import User
from stories.models import Picture, Story
from stories.pictures.models import StoryPicture
from stories.pictures.workflow import put_beside
from stories.states import StoryState
from tests.factories import make_user
from tests.notices.letters import swedish
from tests.stories.faces.factories import make_person, taken_out
from tests.stories.factories import make_fact_check, make_picture, make_published_story, make_stored_picture, make_story
from tests.stories.pictures.test_upload import BAD
from tests.stories.uploads import turned, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings: LazySettings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def writer(client: Client) -> User:
    person = make_user(roles.COMMUNICATOR)
    client.force_login(person)
    return person


def sent(**changed: Any) -> dict[str, Any]:
    given = {"photographer": "Eva", "licence": "own", "licence_ends": "", "focus_x": "50", "focus_y": "50"}
    return {**given, **changed}


def test_an_upload_is_put_beside_the_text_with_its_words(client: Client, writer: User) -> None:
    story = make_story()
    address = reverse("stories:picture_new", args=[story.pk])
    answer = client.post(address, {"file": upload(turned(6), "IMG.JPG"), "alt": "En <gryta>", "caption": "Onsdag"})
    row = StoryPicture.objects.get()
    assert (answer.status_code, row.story, row.alt, row.added_by) == (302, story, "En <gryta>", writer)
    source = f"/redaktion/bilder/{row.picture.key}/720.jpg"
    assert row.figure == f'<figure><img src="{source}" alt="En &lt;gryta&gt;"><figcaption>Onsdag</figcaption></figure>'
    page = client.get(reverse("stories:pictures", args=[story.pk])).content.decode()
    assert "Används inte i texten ännu" in page
    assert f'value="&lt;figure&gt;&lt;img src=&quot;{source}&quot; alt=&quot;En &amp;lt;gryta&amp;gt;&quot;' in page


def test_the_editor_of_texts_gets_json(client: Client, writer: User) -> None:
    story = make_story()
    address = reverse("stories:picture_new", args=[story.pk])
    data = {"file": upload(turned(1)), "alt": "Gryta", "caption": ""}
    answer = client.post(address, data, headers={"Accept": "application/json"})
    key = StoryPicture.objects.get().picture.key
    assert (answer.status_code, json.loads(answer.content)) == (
        200,
        {
            "src": f"/redaktion/bilder/{key}/720.jpg", "key": key, "width": 600, "height": 400,
            "alt": "Gryta", "caption": "",
        },
    )  # fmt: skip
    assert client.get(f"/redaktion/bilder/{key}/720.jpg").status_code == 200
    bad = client.post(address, {"file": upload(b"", "tom.jpg")}, headers={"Accept": "application/json"})
    assert bad.status_code == 400
    assert bad.json()["errors"]["file"][0]["message"] == "Filen är tom (0 byte). Välj bilden igen."


@pytest.mark.parametrize(("name", "data", "sentence"), BAD, ids=[row[0] for row in BAD])
def test_a_bad_file_is_said_at_the_field_and_the_words_stay(
    client: Client, writer: User, name: str, data: bytes, sentence: str
) -> None:
    story, before = make_story(), Picture.objects.count()
    answer = client.post(
        reverse("stories:picture_new", args=[story.pk]), {"file": upload(data, name), "alt": "Orden stannar"}
    )
    assert answer.context["form"].errors["file"][0].startswith(sentence)
    assert 'value="Orden stannar"' in answer.content.decode()
    assert (StoryPicture.objects.count(), Picture.objects.count()) == (0, before)


def test_others_do_not_upload(client: Client) -> None:
    story, checker = make_story(), make_user("staff")
    make_fact_check(story, checker)
    address = reverse("stories:picture_new", args=[story.pk])
    statuses = [client.post(address, {"file": upload(turned(1))}).status_code]
    for person in (make_user("staff"), checker):
        client.force_login(person)
        statuses.append(client.post(address, {"file": upload(turned(1))}).status_code)
    assert (statuses, StoryPicture.objects.count()) == ([302, 404, 403], 0)
    client.force_login(make_user("communicator"))
    assert client.get(address).status_code == 405


def test_focal_point_photographer_and_licence_are_saved_and_readers_see_them(client: Client, writer: User) -> None:
    story = make_published_story(picture=make_stored_picture())
    assert story.picture is not None
    before = client.get(story.public_url)
    assert "focus-x-" not in before.content.decode()
    address = reverse("stories:picture_describe", args=[story.pk, story.picture.key])
    assert 'type="range" name="focus_x" value="50"' in client.get(address).content.decode()
    data = sent(focus_x="18", focus_y="90", licence="cc_by", licence_ends="2031-01-31", without_faces="on")
    assert client.post(address, data).status_code == 302
    picture = Picture.objects.get(pk=story.picture.pk)
    assert (picture.focus_x, picture.focus_y, picture.licence, picture.licence_ends) == (
        18,
        90,
        "cc_by",
        date(2031, 1, 31),
    )
    assert (picture.without_faces, picture.faces_checked_by) == (True, writer)
    after = client.get(story.public_url, headers={"If-None-Match": before["ETag"]})
    assert (after.status_code, 'class="focus-x-20 focus-y-90"' in after.content.decode()) == (200, True)


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"focus_x": "101"}, "focus_x"), ({"focus_y": "-1"}, "focus_y"), ({"licence": "x"}, "licence"),
     ({"licence_ends": "i morgon"}, "licence_ends"), ({"focus_x": ""}, "focus_x")],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field(client: Client, writer: User, changed: dict[str, str], field: str) -> None:
    story = make_story(picture=make_stored_picture())
    assert story.picture is not None
    address = reverse("stories:picture_describe", args=[story.pk, story.picture.key])
    answer = client.post(address, sent(photographer="Någon annan", **changed))
    assert set(answer.context["form"].errors) == {field}
    assert Picture.objects.get(pk=story.picture.pk).photographer == ""


def test_nobody_says_that_there_is_no_face_where_one_is_entered(client: Client, writer: User) -> None:
    story = make_story(picture=make_stored_picture())
    make_person(story)
    address = reverse("stories:picture_describe", args=[story.pk, story.picture.key])  # type: ignore[union-attr]
    answer = client.post(address, sent(without_faces="on"))
    assert list(answer.context["form"].errors) == ["without_faces"]


def test_a_picture_of_another_story_is_not_described_here(client: Client, writer: User) -> None:
    story, other = make_story(), make_stored_picture("red")
    address = reverse("stories:picture_describe", args=[story.pk, other.key])
    assert (client.get(address).status_code, client.post(address, sent()).status_code) == (404, 404)


@pytest.mark.parametrize("count", [1, 5])
def test_the_page_takes_the_same_queries_with_one_and_many(
    client: Client, writer: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    story = make_story(picture=make_stored_picture())
    for _ in range(count):
        picture = make_picture()
        put_beside(story, picture, alt="a", caption="", by=writer)
        make_person(story, picture=picture)
    client.get(reverse("stories:desk"))
    with django_assert_num_queries(11):
        assert client.get(reverse("stories:pictures", args=[story.pk])).status_code == 200


def test_a_licence_that_ends_takes_the_picture_from_readers_at_midnight(client: Client) -> None:
    with time_machine.travel(swedish("2026-11-20 12:00"), tick=False) as clock:
        picture = make_stored_picture()
        picture.licence_ends = date(2026, 11, 24)
        picture.save()
        story = make_published_story(picture=picture)
        file = reverse("picture", args=[picture.key, 480, "jpg"])
        clock.move_to(swedish("2026-11-24 23:59:58"))
        before, kept = client.get(story.public_url), client.get(file)
        assert (picture.key in before.content.decode(), kept.status_code) == (True, 200)
        clock.move_to(swedish("2026-11-25 00:00:00"))
        after = client.get(story.public_url, headers={"If-None-Match": before["ETag"]})
        assert (after.status_code, picture.key in after.content.decode()) == (200, False)
        assert client.get(file, headers={"If-None-Match": kept["ETag"]}).status_code == 404
        client.force_login(make_user(roles.COMMUNICATOR))
        assert client.get(reverse("stories:picture", args=[story.pk, 480, "jpg"])).status_code == 200
        page = client.get(reverse("stories:pictures", args=[story.pk])).content.decode()
        assert "Licensen har gått ut, så läsarna ser inte bilden." in page


def test_a_withdrawn_face_is_shown_to_nobody_at_work_either(client: Client, writer: User) -> None:
    story = make_published_story(picture=make_stored_picture())
    assert story.picture is not None
    row = make_person(story)
    files = [
        reverse("stories:picture", args=[story.pk, 480, "jpg"]),
        reverse("stories:body_picture", args=[story.pk, story.picture.key, 480, "jpg"]),
        f"/redaktion/bilder/{story.picture.key}/720.jpg",
    ]
    assert [client.get(file).status_code for file in files] == [200] * 3
    taken_out(row)
    assert [client.get(file).status_code for file in files] == [404] * 3
    Story.objects.filter(pk=story.pk).update(state=StoryState.DRAFT)  # so that the form is shown too
    for page in ("work", "edit", "preview", "pictures"):
        text = client.get(reverse(f"stories:{page}", args=[story.pk])).content.decode()
        assert [part for part in (f"/redaktion/{story.pk}/bild/", "/redaktion/bilder/") if part in text] == []
