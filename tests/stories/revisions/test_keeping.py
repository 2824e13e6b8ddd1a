"""Every save of substance is a revision with who and when, and none is ever changed."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.utils import timezone

from goda_exempel.accounts.models import User
from goda_exempel.workflow import WrongState
from stories.models import Story
from stories.revisions.keeping import Saving, revision_at
from stories.revisions.models import Revision
from stories.revisions.reading import as_story, values_of
from stories.revisions.workflow import restore
from stories.states import StoryState
from stories.workflow import OutdatedError, begin, change
from stories.writing.presence import arrive
from tests.factories import make_user
from tests.stories.factories import make_idea_in_use, make_picture, make_story

pytestmark = pytest.mark.django_db
Kind = Revision.Kind
BY_ITSELF = Saving(Kind.AUTOSAVED)


@pytest.fixture
def siv() -> User:
    return make_user("communicator", name="Siv Skribent")


def rows(story: Story) -> list[tuple[int, str, str, str]]:
    return [(row.number, row.kind, row.actor_name, row.get("lead")) for row in story.revisions.order_by("number")]


def save(story: Story, by: User, how: Saving = Saving(), **values: Any) -> Story:  # noqa: B008
    now = Story.objects.get(pk=story.pk)
    return change(now, values, by=by, seen=now.version, how=how)


def test_the_first_is_what_the_story_began_with(siv: User) -> None:
    story = begin([make_idea_in_use(summary="Barnen lagar soppan.")], by=siv, month=date(2026, 6, 1))
    (row,) = story.revisions.all()
    assert (row.number, row.kind, row.actor, row.at) == (1, "begun", siv, story.changed)
    assert row.content == {
        **{name: None if value is None else str(value) for name, value in story.content.items()},
        "unit_id": story.unit_id, "slug": story.slug, "month": "2026-06-01", "picture_id": None,
    } | {name: value for name, value in story.content.items() if isinstance(value, bool)}  # fmt: skip


def test_a_save_is_a_revision_and_what_it_replaced_is_one_too(siv: User) -> None:
    story = make_story(lead="Före.")
    after = save(story, siv, lead="Efter.")
    assert rows(story) == [(1, "begun", "", "Före."), (2, "saved", "Siv Skribent", "Efter.")]
    newest = story.revisions.get(number=2)
    assert (newest.at, newest.digest) == (after.changed, after.fingerprint)
    assert revision_at(story, story.version) == story.revisions.get(number=1)


def test_white_space_is_no_substance_but_a_space_that_does_not_break_is(siv: User) -> None:
    story = make_story(lead="Tio kr kostar den.", body="<p>Ett stycke.</p>")
    same: list[dict[str, Any]] = [
        {"lead": "Tio  kr\nkostar den. "}, {"body": "<p>Ett \n stycke.</p>"}, {"lead": story.lead}, {},
    ]  # fmt: skip
    for values in same:
        save(story, siv, **values)
    assert (rows(story), Story.objects.get(pk=story.pk).version) == ([], story.version)
    save(story, siv, lead="Tio\u00a0kr kostar den.")
    assert [row[3] for row in rows(story)] == ["Tio kr kostar den.", "Tio\u00a0kr kostar den."]


def test_what_saves_itself_is_gathered_while_one_person_writes(siv: User) -> None:
    with time_machine.travel("2026-05-20T10:00:00Z", tick=False) as clock:
        story = make_story(lead="Före.")
        for text in ("E", "Ef", "Efter."):
            save(story, siv, BY_ITSELF, lead=text)
            clock.shift(timedelta(minutes=3))
        save(story, siv, BY_ITSELF, lead="Efter en stund.")
        clock.shift(timedelta(minutes=3))
        save(story, siv, BY_ITSELF, lead="En kvart senare.")
        save(story, siv, lead="Med knappen.")
        save(story, siv, BY_ITSELF, lead="Och vidare.")
    assert [row[1:] for row in rows(story)] == [
        ("begun", "", "Före."),
        ("autosaved", "Siv Skribent", "Efter en stund."),
        ("autosaved", "Siv Skribent", "En kvart senare."),
        ("saved", "Siv Skribent", "Med knappen."),
        ("autosaved", "Siv Skribent", "Och vidare."),
    ]


@pytest.mark.parametrize(
    "after", ["<p>Kvar.</p>", "<p>Kvar.</p><p>Något helt annat som klistrats in över det.</p>", ""]
)
def test_what_is_deleted_again_stays_in_a_revision(siv: User, after: str) -> None:
    story, written = make_story(body="<p>Kvar.</p>"), "<p>Kvar.</p><p>Ett stycke som skrevs.</p>"
    for body in ("<p>Kvar.</p><p>Ett stycke</p>", written, after):
        save(story, siv, BY_ITSELF, body=body)
    assert [row.get("body") for row in story.revisions.order_by("number")] == ["<p>Kvar.</p>", written, after]


def test_a_picture_that_is_replaced_stays_in_a_revision(siv: User) -> None:
    story, first, second = make_story(picture=None), make_picture(), make_picture()
    for picture in (first, second):
        save(story, siv, BY_ITSELF, picture=picture)
    pictures = [row.get("picture_id") for row in story.revisions.order_by("number")]
    assert pictures == [None, first.pk, second.pk]


def test_a_press_of_the_button_keeps_what_had_saved_itself(siv: User) -> None:
    story = make_story(lead="Före.")
    save(story, siv, BY_ITSELF, lead="Ett")
    for _ in range(2):
        save(story, siv, lead="Ett")
    save(story, siv, BY_ITSELF, lead="Två")
    assert [row[1:] for row in rows(story)] == [
        ("begun", "", "Före."),
        ("autosaved", "Siv Skribent", "Ett"),
        ("saved", "Siv Skribent", "Ett"),
        ("autosaved", "Siv Skribent", "Två"),
    ]


def test_what_another_has_open_or_another_wrote_is_not_gathered_into(siv: User) -> None:
    story, olle = make_story(lead="Före."), make_user("editor", name="Olle")
    save(story, siv, BY_ITSELF, lead="Ett.")
    opened = Story.objects.get(pk=story.pk).version
    arrive(story, olle, timezone.now())
    save(story, siv, BY_ITSELF, lead="Två.")
    save(story, olle, BY_ITSELF, lead="Tre.")
    assert [row[3] for row in rows(story)] == ["Före.", "Ett.", "Två.", "Tre."]
    base = revision_at(story, opened)
    assert base is not None
    assert base.get("lead") == "Ett."


def test_what_was_stored_past_the_workflow_is_kept_too(siv: User) -> None:
    story = make_story(lead="Ett.")
    save(story, siv, lead="Två.")
    Story.objects.filter(pk=story.pk).update(lead="Tre, utanför.")
    save(story, siv, lead="Fyra.")
    assert [row[3] for row in rows(story)] == ["Ett.", "Två.", "Tre, utanför.", "Fyra."]


@pytest.mark.parametrize("version", ["", "i går", "2026-13-45", "2026-05-20T10:00:00+00:00"])
def test_an_unknown_version_has_no_revision(siv: User, version: str) -> None:
    story = make_story()
    save(story, siv, lead="Efter.")
    assert revision_at(story, version) is None


def test_the_database_refuses_to_change_or_remove_one(siv: User) -> None:
    story = make_story()
    save(story, siv, BY_ITSELF, lead="Av sig själv.")
    save(story, siv, lead="Med knappen.")
    kept = list(story.revisions.values())
    every = Revision.objects.filter(story=story)
    attempts = [
        lambda: every.update(content={}),
        lambda: every.filter(kind="autosaved").update(content={}),
        lambda: every.filter(kind="saved").update(actor_name="Någon annan"),
        lambda: every.filter(number=3).update(number=4),
        every.delete,
        every.filter(kind="saved").delete,
    ]
    for attempt in attempts:
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            attempt()
    assert list(story.revisions.values()) == kept


def test_a_person_who_is_deleted_leaves_the_name(siv: User) -> None:
    story = make_story()
    save(story, siv, lead="Efter.")
    Story.objects.filter(pk=story.pk).update(last_editor=None)
    siv.delete()
    row = story.revisions.get(number=2)
    assert (row.actor, row.actor_label) == (None, "Siv Skribent")


def test_going_back_is_a_new_revision(siv: User) -> None:
    story = make_story(title="Grytan", lead="Före.", in_use_since=date(2026, 1, 12), slug="grytan")
    save(story, siv, lead="Efter.", title="Soppan", in_use_since=None, picture=None, slug="soppan")
    now = Story.objects.get(pk=story.pk)
    restore(now, story.revisions.get(number=1), by=make_user("editor", name="Olle"), seen=now.version)
    back = Story.objects.get(pk=story.pk)
    assert (back.fingerprint, back.slug) == (story.fingerprint, "soppan")
    assert [row[:3] for row in rows(story)] == [
        (1, "begun", ""), (2, "saved", "Siv Skribent"), (3, "restored", "Olle"),
    ]  # fmt: skip
    assert story.revisions.get(number=3).restored_from == story.revisions.get(number=1)
    restore(back, story.revisions.get(number=1), by=siv, seen=back.version)
    assert story.revisions.count() == 3


def test_going_back_asks_the_same_as_a_save(siv: User) -> None:
    story = make_story()
    old = story.version
    save(story, siv, lead="Efter.")
    first = story.revisions.get(number=1)
    with pytest.raises(OutdatedError):
        restore(story, first, by=siv, seen=old)
    Story.objects.filter(pk=story.pk).update(state=StoryState.WITHDRAWN)
    now = Story.objects.get(pk=story.pk)
    with pytest.raises(WrongState):
        restore(now, first, by=siv, seen=now.version)
    assert story.revisions.count() == 2


def test_a_revision_is_read_with_what_still_exists(siv: User) -> None:
    lost = make_picture()
    story = make_story(picture=lost)
    save(story, siv, picture=make_picture())
    row = story.revisions.get(number=1)
    lost.delete()
    row.content = {**row.content, "came_and_went": "x"}
    del row.content["lead"]
    assert values_of(row).keys() == set(Story.CONTENT_FIELDS) - {"lead", "picture"}
    now = Story.objects.get(pk=story.pk)
    then = as_story(row, now)
    assert (then.picture, then.lead, then.title, then.in_use_since) == (
        now.picture, now.lead, story.title, story.in_use_since,
    )  # fmt: skip


def test_a_clock_that_is_set_back_makes_no_two_versions_the_same(siv: User) -> None:
    with time_machine.travel("2026-10-25T02:30:00Z", tick=False) as clock:
        story = make_story(lead="Före.")
        save(story, siv, lead="Ett.")
        clock.shift(timedelta(hours=-1))
        save(story, siv, lead="Två.")
    stamps = list(story.revisions.order_by("number").values_list("at", flat=True))
    assert (len(stamps), stamps) == (3, sorted(set(stamps)))
