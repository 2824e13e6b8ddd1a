"""A correction is an act of its own: readers see its day and its note. Small changes need none."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from goda_exempel import roles
from stories.models import Story
from stories.publishing.models import Snapshot
from stories.states import StoryState
from stories.workflow import ENGINE, change
from tests.factories import make_user
from tests.stories.factories import make_published_story, make_stored_picture, make_story, reviewed

pytestmark = pytest.mark.django_db
NOTE = "Det stod hundra barn. Det rätta är tio."


def text_of(story: Story) -> str:
    return " ".join(Client().get(story.public_url).content.decode().split())


def changed(story: Story, move: str) -> Story:
    writer = make_user(roles.COMMUNICATOR)
    story = ENGINE.perform(story, move, by=writer, reason=NOTE)
    story = change(story, {"lead": "Tio barn lagar själva."}, by=writer, seen=story.version)
    return reviewed(story, by=writer)


def test_readers_see_the_day_and_the_note(client: Client) -> None:
    story = make_published_story(picture=make_stored_picture())
    with time_machine.travel(datetime(2026, 12, 24, 10, tzinfo=UTC), tick=False):
        story = changed(story, "correct")
        assert NOTE not in text_of(story)
        client.force_login(make_user(roles.EDITOR))
        page = client.get(story.get_absolute_url())
        panel = next(panel for panel in page.context["panels"] if panel.move.name == "approve")
        assert panel.form.initial["correction"] == NOTE
        client.post(story.move_url("approve"), {"correction": NOTE})
        assert f"<b>24 december 2026</b> <span>{NOTE}</span>" in text_of(story)
    assert [row.kind for row in Snapshot.objects.filter(story=story)] == ["corrected"]
    story.refresh_from_db()
    assert story.pending_correction == ""


def test_a_small_change_has_no_note_and_is_an_edition_all_the_same(client: Client) -> None:
    story = changed(make_published_story(picture=make_stored_picture()), "revise")
    client.force_login(make_user(roles.EDITOR))
    client.post(story.move_url("approve"), {"correction": "  "})
    assert "Rättelser" not in text_of(story)
    assert "Tio barn lagar själva." in text_of(story)
    assert [row.kind for row in Snapshot.objects.filter(story=story)] == ["published"]


def test_what_nobody_has_read_is_changed_and_not_corrected(client: Client) -> None:
    story = make_story(StoryState.APPROVED)
    client.force_login(make_user(roles.COMMUNICATOR))
    page = client.post(story.move_url("correct"), {"reason": NOTE})
    assert page.status_code == 409
    assert "Ingen läsare har sett reportaget än" in page.content.decode()


def test_markup_in_a_note_is_text(client: Client) -> None:
    story = changed(make_published_story(picture=make_stored_picture()), "correct")
    client.force_login(make_user(roles.EDITOR))
    client.post(story.move_url("approve"), {"correction": "<img src=x onerror=alert(1)>"})
    assert "&lt;img src=x onerror=alert(1)&gt;" in text_of(story)
