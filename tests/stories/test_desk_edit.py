"""Writing: what is saved, what is refused, and that nothing anybody wrote is lost."""

from collections.abc import Iterator
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from goda_exempel.accounts.models import User
from stories.forms import ContentForm
from stories.models import Picture, Story, StoryAddress
from stories.states import StoryState
from stories.workflow import ENGINE, change
from tests.factories import make_user
from tests.stories.factories import make_published_story, make_stored_picture, make_story
from tests.stories.uploads import picture_bytes, png_that_claims, turned, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings: LazySettings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(autouse=True)
def _may() -> Iterator[None]:
    with time_machine.travel("2026-05-20T10:00:00Z", tick=True):
        yield


@pytest.fixture
def writer(client: Client) -> User:
    person = make_user("communicator", name="Siv Skribent")
    client.force_login(person)
    return person


def form_of(story: Story, **changed: Any) -> dict[str, Any]:
    """What a browser sends back of the page for a story."""
    form = ContentForm(instance=story, by=make_user("communicator"))
    sent = {name: "" if form[name].value() is None else str(form[name].value()) for name in form.fields}
    key = story.picture.key if story.picture else ""
    return {**sent, "picture_file": "", "picture_key": key, **changed}


def save(client: Client, story: Story, data: dict[str, Any]) -> Any:
    return client.post(reverse("stories:edit", args=[story.pk]), data)


def stored(story: Story) -> Story:
    return Story.objects.get(pk=story.pk)


def test_a_text_is_saved_and_signed(client: Client, writer: User) -> None:
    story = make_story()
    answer = save(client, story, form_of(story, lead="En ny ingress.", slug="Ny-Adress", month="2026-07-01"))
    after = stored(story)
    assert answer.headers["Location"] == f"/redaktion/{story.pk}/"
    assert (after.lead, after.slug, after.month, after.last_editor) == (
        "En ny ingress.", "ny-adress", date(2026, 7, 1), writer,
    )  # fmt: skip


def test_a_save_without_a_change_changes_nothing(client: Client, writer: User) -> None:
    story = make_story()
    save(client, story, form_of(story))
    assert (stored(story).changed, stored(story).last_editor, stored(story).fingerprint) == (
        story.changed, None, story.fingerprint,
    )  # fmt: skip


def test_who_may_write(client: Client) -> None:
    story = make_story()
    address = reverse("stories:edit", args=[story.pk])
    assert save(client, story, {}).headers["Location"] == f"/logga-in/?next={address}"
    client.force_login(make_user("coach", "administrator"))
    assert (client.get(address).status_code, save(client, story, {}).status_code) == (404, 404)
    client.force_login(make_user("editor"))
    assert (client.get(address).status_code, client.put(address).status_code) == (200, 405)


def test_a_save_on_an_older_version_shows_both_and_loses_nothing(client: Client, writer: User) -> None:
    story = make_story(title="Grytan")
    mine = form_of(story, lead="Min ingress.")
    change(
        story,
        {"lead": "Deras ingress.", "body": "<p>Deras text.</p>"},
        by=make_user("editor", name="Olle"),
        seen=story.version,
    )
    answer = save(client, story, mine)
    page = answer.content.decode()
    assert (answer.status_code, stored(story).lead) == (409, "Deras ingress.")
    assert [(row.name, row.changed) for row in answer.context["clashes"]] == [("lead", "both"), ("body", "theirs")]
    assert "Olle sparade texten" in page
    assert 'name="lead"' in page
    again = save(client, story, {**mine, "version": answer.context["version"]})
    assert (again.status_code, stored(story).lead, stored(story).body) == (302, "Min ingress.", story.body)


def test_a_text_that_may_not_be_changed_any_more_is_shown_and_not_lost(client: Client, writer: User) -> None:
    story = make_story(StoryState.IN_REVIEW)
    mine = form_of(story, lead="Skrivet medan någon godkände.")
    ENGINE.perform(story, "approve", by=make_user("editor"), data={"publish_at": story.created})
    answer = save(client, story, mine)
    assert (answer.status_code, stored(story).lead) == (409, story.lead)
    assert "Skrivet medan någon godkände." in answer.content.decode()
    assert "Nu är det ”Godkänt" in answer.content.decode() or "Godkän" in answer.context["refusal"]
    assert client.get(reverse("stories:edit", args=[story.pk])).headers["Location"] == f"/redaktion/{story.pk}/"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "x" * 121),
        ("lead", "x" * 601),
        ("body", "x" * 60_001),
        ("lead", "Ett \x07 pip"),
        ("in_use_since", "12/1 2026"),
        ("slug", "två ord"),
        ("slug", ""),
        ("month", "2026-06-15"),
        ("unit", "0"),
        ("new_where", "månen"),
        ("benefit_kind", ""),
    ],
)
def test_a_fault_is_said_at_its_field_and_everything_else_is_kept(
    client: Client, writer: User, field: str, value: str
) -> None:
    story = make_story()
    answer = save(client, story, form_of(story, **{"how_to": "Gör så här.", field: value}))
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, [field])
    assert "Gör så här." in answer.content.decode()
    assert stored(story).fingerprint == story.fingerprint


@pytest.mark.parametrize("text", ["Emoji 🌱 och عربي", "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_any_text_is_kept_as_it_is_and_shown_as_text(client: Client, writer: User, text: str) -> None:
    story = make_story()
    save(client, story, form_of(story, title=text, lead=text, body=text))
    assert (stored(story).title, stored(story).body) == (text, f"<p>{escape(text, quote=False)}</p>")
    for name in ("work", "edit", "preview"):
        page = client.get(reverse(f"stories:{name}", args=[story.pk])).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_an_address_is_never_used_again(client: Client, writer: User) -> None:
    first, second = make_story(slug="grytan"), make_story()
    change(first, {"slug": "soppan"}, by=writer, seen=first.version)
    answer = save(client, second, form_of(second, slug="grytan"))
    assert "har eller har haft" in str(answer.context["form"].errors["slug"]).replace(",", "")
    assert set(StoryAddress.objects.filter(story=first).values_list("slug", flat=True)) == {"grytan", "soppan"}
    back = save(client, first, form_of(stored(first), slug="grytan"))
    assert (back.status_code, stored(first).slug) == (302, "grytan")


def test_an_uploaded_picture_is_used(client: Client, writer: User) -> None:
    story = make_story(picture=None)
    save(client, story, form_of(story, picture_file=upload(turned(6), "IMG_1.JPG")))
    picture = stored(story).picture
    assert picture is not None
    assert (picture.width, picture.height, picture.uploaded_by) == (600, 400, writer)
    assert client.get(reverse("stories:picture", args=[story.pk, 480, "jpg"])).status_code == 200


def test_a_picture_is_kept_while_something_else_is_corrected(client: Client, writer: User) -> None:
    story = make_story(picture=make_stored_picture("red"))
    first = save(client, story, form_of(story, title="", picture_file=upload(picture_bytes(colour=(0, 0, 255)))))
    kept = Picture.objects.latest("pk")
    assert (first.status_code, stored(story).picture) == (200, story.picture)
    assert f'name="picture_key" value="{kept.key}"' in first.content.decode()
    save(client, story, form_of(story, picture_key=kept.key))
    assert stored(story).picture == kept


def test_a_picture_nobody_has_uploaded_changes_nothing(client: Client, writer: User) -> None:
    story = make_story()
    save(client, story, form_of(story, picture_key="../../etc/passwd"))
    assert stored(story).picture == story.picture


BAD = {
    "text.jpg": b"Bara text",
    "tom.jpg": b"",
    "bild.gif": picture_bytes("GIF"),
    "bild.svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "bild.png": picture_bytes("JPEG"),
    "halv.jpg": turned(1)[:-900],
    "bomb.png": png_that_claims(60_000, 60_000),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_picture_is_refused_at_its_field_and_the_text_is_kept(client: Client, writer: User, name: str) -> None:
    story = make_story()
    known = Picture.objects.count()
    answer = save(client, story, form_of(story, lead="Min ingress.", picture_file=upload(BAD[name], name)))
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["picture_file"])
    assert "Min ingress." in answer.content.decode()
    assert (Picture.objects.count(), stored(story).picture) == (known, story.picture)


def test_a_new_text_of_a_published_story_waits_for_approval(client: Client, writer: User) -> None:
    story = make_published_story(lead="Det gamla.")
    ENGINE.perform(story, "revise", by=writer, reason="En siffra.")
    now = stored(story)
    save(client, now, form_of(now, lead="Det nya."))
    edition = stored(story).edition
    assert (edition and edition.lead, stored(story).lead) == ("Det gamla.", "Det nya.")
