"""A story that was unpublished: its address says so for ever, and coming back is publishing like any other."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from goda_exempel import roles
from goda_exempel.accounts.models import User
from goda_exempel.clock.models import Heartbeat
from goda_exempel.clock.pulse import pulse
from goda_exempel.workflow import Blocked
from stories.models import FactCheck, Story
from stories.publishing.models import Snapshot
from stories.publishing.workflow import too_late_to_undo
from stories.review.passages import Passage
from stories.review.workflow import comment
from stories.states import StoryState
from stories.workflow import ENGINE
from tests.factories import make_user
from tests.stories.factories import (
    make_fact_check,
    make_published_story,
    make_stored_picture,
    make_story,
    reviewed,
)

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 6, 9, 10, tzinfo=UTC)


@pytest.fixture
def editor() -> User:
    return make_user(roles.EDITOR, name="Erik")


@pytest.fixture
def story() -> Story:
    return make_published_story(picture=make_stored_picture())


def readers_get(story: Story) -> int:
    return Client().get(story.public_url).status_code


def kinds(story: Story) -> list[str]:
    return [row.kind for row in story.snapshots.order_by("pk")]


def shelved(editor: User) -> Story:
    story = make_story(StoryState.IN_REVIEW, picture=make_stored_picture())
    return ENGINE.perform(story, "approve", by=editor, data={"on_shelf": True})


def test_the_address_says_that_it_was_unpublished_whatever_happens_next(story: Story, editor: User) -> None:
    communicator = make_user("communicator")
    for move in ("withdraw", "rework"):
        story = ENGINE.perform(story, move, by=communicator, reason="Fel.")
        assert (move, readers_get(story)) == (move, 410)
    story = reviewed(story, by=communicator)
    later = timezone.now() + timedelta(days=30)
    story = ENGINE.perform(story, "approve", by=editor, data={"publish_at": later})
    assert readers_get(story) == 410
    with time_machine.travel(later + timedelta(hours=1)):
        assert readers_get(story) == 200


def test_coming_back_leaves_a_copy(story: Story, editor: User) -> None:
    ENGINE.perform(story, "withdraw", by=editor, reason="Fel.")
    ENGINE.perform(story, "restore", by=editor, reason="Det var rätt.")
    assert (kinds(story), readers_get(story)) == ([Snapshot.Kind.WITHDRAWN, Snapshot.Kind.PUBLISHED], 200)


def test_it_does_not_come_back_against_a_no(story: Story, editor: User) -> None:
    check = make_fact_check(story, make_user(name="Rut"))
    ENGINE.perform(story, "withdraw", by=editor, reason="Rut säger nej.")
    FactCheck.objects.filter(pk=check.pk).update(answer=FactCheck.Answer.DECLINED)
    with pytest.raises(Blocked, match="Rut"):
        ENGINE.perform(story, "restore", by=editor, reason="Ändå.")
    assert readers_get(story) == 410


def test_it_does_not_come_back_with_an_open_comment(story: Story, editor: User) -> None:
    lisa = make_user("communicator", name="Lisa")
    ENGINE.perform(story, "revise", by=lisa, reason="En siffra.")
    comment(story, by=lisa, field="lead", passage=Passage(""), text="Stämmer inte.")
    ENGINE.perform(story, "withdraw", by=editor, reason="Fel.")
    with pytest.raises(Blocked, match="Lisa"):
        ENGINE.perform(story, "restore", by=editor, reason="Ändå.")


def test_from_the_shelf_it_comes_back_to_the_shelf(editor: User) -> None:
    story = ENGINE.perform(shelved(editor), "withdraw", by=editor, reason="Fel.")
    story = ENGINE.perform(story, "restore", by=editor, reason="Rätt.")
    assert (story.state, story.on_shelf, story.publish_at) == (StoryState.APPROVED, True, None)


def test_filling_a_month_leaves_a_copy_of_where_it_stands(editor: User) -> None:
    with time_machine.travel(NOON, tick=False):
        story = ENGINE.perform(shelved(editor), "fill_month", by=editor, data={"month": date(2026, 7, 1)})
        newest = story.snapshots.order_by("pk").last()
        assert newest is not None
        assert (newest.kind, newest.metadata["month"]) == (Snapshot.Kind.PUBLISHED, "2026-07-01")


def test_a_month_that_has_passed_is_not_filled(editor: User) -> None:
    with time_machine.travel(NOON, tick=False):
        story = shelved(editor)
        with pytest.raises(Blocked, match="Maj 2026 har varit"):
            ENGINE.perform(story, "fill_month", by=editor, data={"month": date(2026, 5, 1)})


def test_undoing_a_correction_keeps_its_note(story: Story, editor: User) -> None:
    communicator = make_user("communicator")
    story = ENGINE.perform(story, "correct", by=communicator, reason="Det var 60 barn.")
    Story.objects.filter(pk=story.pk).update(lead="Sextio barn.")
    story = reviewed(Story.objects.get(pk=story.pk), by=communicator)
    story = ENGINE.perform(story, "approve", by=editor, data={"correction": "Det var 60 barn."})
    assert [row.note for row in story.corrections.all()] == ["Det var 60 barn."]
    story = ENGINE.perform(story, "undo", by=editor)
    assert (story.pending_correction, story.corrections.count()) == ("Det var 60 barn.", 0)


def test_a_clock_set_back_neither_opens_the_undo_nor_lets_the_dead_seem_alive(editor: User) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        story = make_story(StoryState.IN_REVIEW, picture=make_stored_picture())
        story = ENGINE.perform(story, "approve", by=editor, data={"publish_at": NOON})
        Heartbeat.objects.create(name="worker", at=NOON)
        assert (too_late_to_undo(story), pulse(timezone.now()).worker_lives) == ("", True)
        clock.shift(timedelta(hours=-1))
        assert (too_late_to_undo(story) != "", pulse(timezone.now()).worker_lives) == (True, False)
