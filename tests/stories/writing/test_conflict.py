"""A save on an older version: mine, theirs and the difference, and a form that keeps both."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from goda_exempel.accounts.models import User
from stories.models import Picture, Story
from stories.revisions.models import Revision
from stories.workflow import change, save_content
from stories.writing.models import PutAside
from tests.factories import make_user
from tests.stories.factories import make_stored_picture, make_story
from tests.stories.uploads import picture_bytes, upload
from tests.stories.writing.forms import form_of, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def siv(client: Client) -> User:
    person = make_user("communicator", name="Siv")
    client.force_login(person)
    return person


@pytest.fixture
def olle() -> User:
    return make_user("editor", name="Olle")


def save(client: Client, story: Story, data: dict[str, Any]) -> Any:
    return client.post(reverse("stories:edit", args=[story.pk]), data)


def shown(answer: Any) -> dict[str, Any]:
    """What the form of the page would send back."""
    form = answer.context["form"]
    sent = {name: "" if form[name].value() is None else str(form[name].value()) for name in form.fields}
    choices = {f"valj_{row.name}": "form" for row in answer.context["clashes"]}
    mine = {f"mitt_{row.name}": row.text for row in answer.context["clashes"]}
    key = form.picture.key if form.picture else ""
    return {**sent, **choices, **mine, "picture_file": "", "picture_key": key, "version": answer.context["version"]}


def conflict(client: Client, olle: User) -> tuple[Story, Any]:
    """Siv changed title and lead and the fact box, Olle lead and body; both began with the same text."""
    story = make_story(title="Grytan", lead="Före.", body="<p>Ett stycke.</p>", fact_box="<p>Fakta.</p>")
    mine = form_of(story, title="Sivs rubrik", lead="Sivs ingress.", fact_box="Sivs fakta.")
    change(story, {"lead": "Olles ingress.", "body": "<p>Ett nytt stycke.</p>"}, by=olle, seen=story.version)
    return story, save(client, story, mine)


def test_it_says_who_changed_what_and_changes_nothing(client: Client, siv: User, olle: User) -> None:
    story, answer = conflict(client, olle)
    assert (answer.status_code, stored(story).lead, stored(story).title) == (409, "Olles ingress.", "Grytan")
    rows = {row.name: row for row in answer.context["clashes"]}
    assert {name: row.changed for name, row in rows.items()} == {
        "title": "mine", "lead": "both", "body": "theirs", "fact_box": "mine",
    }  # fmt: skip
    pieces = [(piece.op, piece.text) for piece in rows["lead"].between[0].pieces]
    assert pieces == [("removed", "Olles"), ("added", "Sivs"), ("same", " ingress.")]
    page = answer.content.decode()
    for words in ("Sivs rubrik", "Olle sparade texten", "</span>Olles</del>", "</span>Sivs</ins>"):
        assert words in page
    assert PutAside.objects.get(person=siv).fields["lead"] == "Sivs ingress."


def test_one_press_keeps_what_both_did(client: Client, siv: User, olle: User) -> None:
    story, answer = conflict(client, olle)
    done = save(client, story, shown(answer))
    after = stored(story)
    assert (done.status_code, after.last_editor) == (302, siv)
    assert (after.title, after.lead, after.body, after.fact_box) == (
        "Sivs rubrik", "Sivs ingress.", "<p>Ett nytt stycke.</p>", "<p>Sivs fakta.</p>",
    )  # fmt: skip
    assert [row.get("lead") for row in Revision.objects.filter(story=story)] == [
        "Sivs ingress.", "Olles ingress.", "Före.",
    ]  # fmt: skip
    assert PutAside.objects.count() == 0


def test_each_field_can_be_chosen(client: Client, siv: User, olle: User) -> None:
    story, answer = conflict(client, olle)
    chosen = {"valj_lead": "theirs", "valj_body": "mine", "valj_title": "theirs", "fact_box": "Sammanskrivet."}
    save(client, story, {**shown(answer), **chosen})
    after = stored(story)
    assert (after.title, after.lead, after.body, after.fact_box) == (
        "Grytan", "Olles ingress.", "<p>Ett stycke.</p>", "<p>Sammanskrivet.</p>",
    )  # fmt: skip


def test_a_third_save_meanwhile_is_shown_too(client: Client, siv: User, olle: User) -> None:
    story, answer = conflict(client, olle)
    now = stored(story)
    change(now, {"lead": "Eva också."}, by=make_user("editor", name="Eva"), seen=now.version)
    again = save(client, story, {**shown(answer), "valj_lead": "theirs"})
    assert (again.status_code, stored(story).lead) == (409, "Eva också.")
    assert {row.name: row.changed for row in again.context["clashes"]}["lead"] == "both"
    assert "Eva sparade texten" in again.content.decode()


def test_without_the_version_both_began_with_nothing_is_guessed(client: Client, siv: User, olle: User) -> None:
    story = make_story(lead="Före.")
    now = save_content(story, by=olle, fields=[])
    now.lead = "Olles."
    save_content(now, by=olle, fields=["lead"])
    answer = save(client, story, form_of(story, lead="Sivs.", version="2020-01-01T00:00:00+00:00"))
    assert (answer.status_code, answer.context["has_base"]) == (409, False)
    assert [(row.name, row.changed) for row in answer.context["clashes"]] == [("lead", "both")]
    assert answer.context["form"]["lead"].value() == "Sivs."


def test_pictures_months_and_days_are_compared_too(client: Client, siv: User, olle: User) -> None:
    old, new = make_stored_picture("red"), make_stored_picture("blue")
    story = make_story(picture=old, in_use_since=date(2026, 1, 12), month=date(2026, 6, 1))
    mine = form_of(story, in_use_since="2026-02-01", month="2026-07-01", new_where="sweden")
    change(story, {"picture": new}, by=olle, seen=story.version)
    answer = save(client, story, mine)
    rows = {row.name: row.changed for row in answer.context["clashes"]}
    assert rows == {"picture": "theirs", "new_where": "mine", "in_use_since": "mine", "month": "mine"}
    save(client, story, shown(answer))
    after = stored(story)
    assert (after.picture, after.in_use_since, after.month) == (new, date(2026, 2, 1), date(2026, 7, 1))


def test_the_choice_of_the_other_text_works_for_a_picture(client: Client, siv: User, olle: User) -> None:
    old, new = make_stored_picture("red"), make_stored_picture("blue")
    story = make_story(picture=old)
    mine = form_of(story, lead="Sivs.")
    change(story, {"picture": new}, by=olle, seen=story.version)
    save(client, story, {**shown(save(client, story, mine)), "valj_picture": "mine"})
    assert (stored(story).picture, stored(story).lead) == (old, "Sivs.")


def test_a_picture_uploaded_in_a_conflicting_save_is_kept(client: Client, siv: User, olle: User) -> None:
    old = make_stored_picture("red")
    story = make_story(picture=old)
    mine = form_of(story, picture_file=upload(picture_bytes()))
    change(story, {"lead": "Olles."}, by=olle, seen=story.version)
    answer = save(client, story, mine)
    new = Picture.objects.latest("pk")
    assert {row.name: row.text for row in answer.context["clashes"] if row.changed == "mine"} == {"picture": new.key}
    assert PutAside.objects.get().fields["picture_key"] == new.key
    save(client, story, shown(answer))
    assert (stored(story).picture, stored(story).lead) == (new, "Olles.")
