"""An approval can be undone for a minute, by whoever gave it, and readers see what they saw before."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from goda_exempel import roles
from goda_exempel.accounts.models import User
from stories.models import Story
from stories.publishing.models import Correction
from stories.states import StoryState
from stories.workflow import ENGINE, change
from tests.factories import make_user
from tests.stories.factories import make_published_story, make_stored_picture, make_story, reviewed

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 6, 9, 10, tzinfo=UTC)


@pytest.fixture
def editor() -> User:
    return make_user(roles.EDITOR, name="Erik")


def press(client: Client, story: Story, move: str, **data: Any) -> int:
    return int(client.post(story.move_url(move), {"reason": "Därför.", **data}).status_code)


def readers_get(story: Story) -> int:
    return int(Client().get(story.public_url).status_code)


def approved_at_once(client: Client, editor: User) -> Story:
    story = make_story(StoryState.IN_REVIEW, picture=make_stored_picture())
    client.force_login(editor)
    assert press(client, story, "approve") == 302
    story.refresh_from_db()
    return story


def test_within_a_minute_it_is_as_if_it_had_not_been_published(client: Client, editor: User) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        story = approved_at_once(client, editor)
        assert readers_get(story) == 200
        clock.shift(timedelta(seconds=59))
        assert "Ångra godkännandet" in client.get(story.get_absolute_url()).content.decode()
        assert press(client, story, "undo") == 302
        story.refresh_from_db()
        assert (story.state, story.edition, story.publish_at) == (StoryState.IN_REVIEW, None, None)
        assert readers_get(story) == 404
        assert press(client, story, "approve") == 302
        assert readers_get(story) == 200


def test_after_a_minute_it_is_too_late(client: Client, editor: User) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        story = approved_at_once(client, editor)
        clock.shift(timedelta(seconds=61))
        page = client.post(story.move_url("undo"))
        assert page.status_code == 409
        assert "Det är för sent att ångra" in page.content.decode()
        assert "Ångra godkännandet" not in client.get(story.get_absolute_url()).content.decode()
        assert readers_get(story) == 200


def test_only_whoever_approved_it(client: Client, editor: User) -> None:
    story = approved_at_once(client, editor)
    for other in (make_user(roles.EDITOR), make_user(roles.COMMUNICATOR)):
        client.force_login(other)
        assert press(client, story, "undo") == 403
    assert readers_get(story) == 200


def test_a_changed_text_gives_way_to_the_one_before(client: Client, editor: User) -> None:
    story = make_published_story(title="Före", picture=make_stored_picture())
    writer = make_user(roles.COMMUNICATOR)
    published = story.publish_at
    story = ENGINE.perform(story, "correct", by=writer, reason="Det var tio barn, inte hundra.")
    story = change(story, {"title": "Efter"}, by=writer, seen=story.version)
    story = reviewed(story, by=writer)
    client.force_login(editor)
    assert press(client, story, "approve", correction="Det var tio barn, inte hundra.") == 302
    text = Client().get(story.public_url).content.decode()
    assert "Efter" in text
    assert "Det var tio barn" in text
    assert press(client, story, "undo") == 302
    text = Client().get(story.public_url).content.decode()
    assert "Före" in text
    assert "Det var tio barn" not in text
    story.refresh_from_db()
    assert (story.state, story.publish_at) == (StoryState.IN_REVIEW, published)
    assert not Correction.objects.exists()
