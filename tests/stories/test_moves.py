"""What the moves of a story do beyond the move."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from goda_exempel.accounts.models import User
from goda_exempel.models import ContentVersion
from goda_exempel.notices.models import Notice
from goda_exempel.workflow import Blocked, WrongState
from stories.models import FactCheck, Story
from stories.states import StoryState
from stories.workflow import ENGINE, change
from tests.factories import make_user
from tests.stories.factories import make_idea_in_use, make_published_story, make_story

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 6, 3, 10, tzinfo=UTC)


def content_version() -> int:
    return ContentVersion.objects.values_list("number", flat=True).first() or 0


def in_review(writer: User, **fields: Any) -> Story:
    return make_story(StoryState.IN_REVIEW, last_editor=writer, **fields)


def approved(story: Story, by: User, at: datetime) -> Story:
    return ENGINE.perform(story, "approve", by=by, data={"publish_at": at})


def is_seen(story: Story, at: datetime | None = None) -> bool:
    return Story.objects.published(at or timezone.now()).filter(pk=story.pk).exists()


def test_nobody_approves_what_they_last_edited() -> None:
    writer, other = make_user("editor"), make_user("editor")
    story = in_review(writer)
    with pytest.raises(PermissionDenied):
        approved(story, writer, NOON)
    story = change(story, {"lead": "En ny ingress."}, by=other, seen=story.version)
    with pytest.raises(PermissionDenied):
        approved(story, other, NOON)
    assert approved(story, writer, NOON).state == StoryState.APPROVED


def test_a_save_that_changes_nothing_makes_nobody_the_last_editor() -> None:
    writer = make_user("communicator")
    story = in_review(writer)
    same = change(story, {"lead": story.lead, "month": story.month}, by=make_user("editor"), seen=story.version)
    assert (same.last_editor, same.version) == (writer, story.version)


@pytest.mark.parametrize(
    ("field", "value", "word"),
    [
        ("lead", "", "ingress"),
        ("picture", None, "bild"),
        ("picture_alt", "", "vad bilden visar (alternativtext)"),
        ("photographer", "", "fotograf"),
        ("new_evidence", "", "beviset att det är nytt"),
        ("useful_for", "", "beviset att det är nyttigt"),
        ("in_use_where", "", "beviset att det är nyttiggjort"),
    ],
)
def test_an_approval_needs_everything(field: str, value: object, word: str) -> None:
    story = in_review(make_user("communicator"), **{field: value})
    with pytest.raises(Blocked, match="Det här saknas") as refused:
        approved(story, make_user("editor"), NOON)
    assert str(refused.value) == f"Det här saknas: {word}."


def test_all_that_is_missing_is_said_at_once() -> None:
    story = in_review(make_user("communicator"), lead="", body=" ", picture_alt="", photographer="")
    with pytest.raises(Blocked) as refused:
        approved(story, make_user("editor"), NOON)
    assert str(refused.value) == "Det här saknas: ingress, text, vad bilden visar (alternativtext), fotograf."


def test_an_approval_is_for_the_wording_that_was_read() -> None:
    story = in_review(make_user("communicator"))
    read = story.fingerprint
    change(story, {"lead": "Något annat."}, by=make_user("communicator"), seen=story.version)
    with pytest.raises(Blocked):
        ENGINE.perform(story, "approve", by=make_user("editor"), data={"publish_at": NOON, "digest": read})
    assert Story.objects.get(pk=story.pk).edition is None


def asked_story() -> tuple[Story, User, User]:
    """A story whose facts one person has confirmed."""
    person, writer = make_user(), make_user("communicator")
    story = make_story(ideas=[make_idea_in_use(submitter=person)], last_editor=writer, writer=writer)
    ENGINE.perform(story, "ask_facts", by=writer)
    ENGINE.perform(story, "confirm_facts", by=person)
    return Story.objects.get(pk=story.pk), person, writer


def test_the_ideas_people_are_asked_for_the_facts_and_told() -> None:
    story, person, _writer = asked_story()
    assert list(story.fact_checks.values_list("person", "answer")) == [(person.pk, "confirmed")]
    assert Notice.objects.filter(person=person, subject=f"Stämmer det här? {story.title}").count() == 1


def test_everybody_told_is_led_to_a_page_of_their_own() -> None:
    story, person, writer = asked_story()
    stranger = make_user()
    assert [story.url_for(somebody) for somebody in (writer, person, stranger)] == [
        f"/redaktion/{story.pk}/", f"/redaktion/{story.pk}/faktakoll/", story.public_url,
    ]  # fmt: skip
    assert set(Notice.objects.filter(person=person, subject__startswith="Stämmer").values_list("url", flat=True)) == {
        f"/redaktion/{story.pk}/faktakoll/"
    }


def test_an_edit_voids_the_answers_and_tells_those_who_gave_them() -> None:
    story, person, writer = asked_story()
    changed = change(story, {"body": "En helt annan text."}, by=writer, seen=story.version)
    with pytest.raises(Blocked, match=person.name):
        ENGINE.perform(changed, "ask_review", by=writer)
    assert Notice.objects.filter(person=person, subject__startswith="Ändrat sedan du bekräftade").count() == 1
    ENGINE.perform(changed, "confirm_facts", by=person)
    assert ENGINE.perform(changed, "ask_review", by=writer).state == StoryState.IN_REVIEW


def test_a_wish_for_a_change_stops_the_story_until_it_is_answered_anew() -> None:
    story, person, writer = asked_story()
    ENGINE.perform(story, "dispute_facts", by=person, reason="Det var 63, inte 60.")
    check = FactCheck.objects.get()
    assert (check.answer, check.comment) == ("disputed", "Det var 63, inte 60.")
    with pytest.raises(Blocked):
        ENGINE.perform(story, "ask_review", by=writer)


def test_whoever_has_left_stops_nothing() -> None:
    story, person, writer = asked_story()
    story = change(story, {"body": "En helt annan text."}, by=writer, seen=story.version)
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert ENGINE.perform(story, "ask_review", by=writer).state == StoryState.IN_REVIEW


def test_a_story_appears_by_the_clock_alone() -> None:
    with time_machine.travel(NOON - timedelta(days=1), tick=False) as clock:
        story = approved(in_review(make_user("communicator")), make_user("editor"), NOON)
        assert not is_seen(story)
        clock.move_to(NOON - timedelta(seconds=1))
        assert (is_seen(story), story.is_published()) == (False, False)
        clock.move_to(NOON)
        assert (is_seen(story), story.is_published()) == (True, True)


def test_a_withdrawn_story_is_gone_at_once_and_comes_back_as_it_was() -> None:
    story, editor = make_published_story(), make_user("editor")
    published, before = story.publish_at, content_version()
    story = ENGINE.perform(story, "withdraw", by=editor, reason="En uppgift är fel.")
    assert (is_seen(story), story.state, content_version()) == (False, StoryState.WITHDRAWN, before + 1)
    story = ENGINE.perform(story, "restore", by=make_user("editor"), reason="Den var rätt.")
    assert (is_seen(story), story.publish_at, story.editions.count(), content_version()) == (
        True, published, 1, before + 2,
    )  # fmt: skip


def test_a_withdrawn_story_that_was_changed_is_approved_anew() -> None:
    story, writer = make_published_story(), make_user("communicator")
    ENGINE.perform(story, "withdraw", by=writer, reason="Fel.")
    story = ENGINE.perform(story, "rework", by=writer, reason="Rättas.")
    change(story, {"lead": "Rättad."}, by=writer, seen=story.version)
    Story.objects.filter(pk=story.pk).update(state=StoryState.WITHDRAWN)
    with pytest.raises(Blocked, match="ändrats"):
        ENGINE.perform(story, "restore", by=make_user("editor"), reason="Åter.")


def test_readers_see_the_approved_text_while_a_new_one_is_written() -> None:
    story, writer = make_published_story(lead="Det gamla."), make_user("communicator")
    published = story.publish_at
    story = ENGINE.perform(story, "revise", by=writer, reason="En siffra är fel.")
    story = change(story, {"lead": "Det nya."}, by=writer, seen=story.version)
    seen = Story.objects.published(timezone.now()).get()
    assert (seen.edition and seen.edition.lead, seen.lead) == ("Det gamla.", "Det nya.")
    Story.objects.filter(pk=story.pk).update(state=StoryState.IN_REVIEW)
    story = approved(story, make_user("editor"), timezone.now() + timedelta(days=9))
    assert (story.edition and story.edition.lead, story.edition and story.edition.number) == ("Det nya.", 2)
    assert (is_seen(story), story.publish_at) == (True, published)


def test_an_approval_nobody_has_seen_the_result_of_is_void_when_the_text_is_changed() -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    story = make_story(StoryState.APPROVED, publish_at=tomorrow)
    story = ENGINE.perform(story, "revise", by=make_user("communicator"), reason="Ett fel till.")
    assert (story.state, story.edition, is_seen(story, tomorrow)) == (StoryState.DRAFT, None, False)


@pytest.mark.parametrize("state", [StoryState.APPROVED, StoryState.WITHDRAWN])
def test_an_approved_text_is_not_changed_without_being_opened_for_it(state: str) -> None:
    story = make_story(state)
    with pytest.raises(WrongState):
        change(story, {"lead": "Smygändrad."}, by=make_user("editor"), seen=story.version)
    assert Story.objects.get(pk=story.pk).lead == story.lead
