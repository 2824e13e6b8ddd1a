"""Approving alone in an emergency: by whom, why, who is told, and what it does not get round."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from goda_exempel import roles
from goda_exempel.accounts.models import User
from goda_exempel.notices.models import Notice
from goda_exempel.workflow import Blocked, WrongState
from stories.models import Story
from stories.states import StoryState
from stories.workflow import ENGINE, change
from tests.factories import make_user
from tests.stories.factories import make_fact_check, make_stored_picture, make_story, reviewed

pytestmark = pytest.mark.django_db
WHY = "Alla andra redaktörer är sjuka, och månaden tar slut i kväll."


def alone(story: Story, by: User, reason: str = WHY) -> Story:
    return ENGINE.perform(story, "approve_alone", by=by, reason=reason, data={"publish_at": timezone.now()})


def mine(**fields: Any) -> tuple[Story, User]:
    editor = make_user("editor", name="Ensam Redaktör")
    return make_story(StoryState.IN_REVIEW, last_editor=editor, picture=make_stored_picture(), **fields), editor


def test_the_last_editor_alone_approves_in_an_emergency_and_never_otherwise() -> None:
    story, editor = mine()
    with pytest.raises(PermissionDenied):
        ENGINE.perform(story, "approve", by=editor, data={"publish_at": timezone.now()})
    for other in (make_user("editor"), make_user("communicator"), make_user("administrator")):
        with pytest.raises(PermissionDenied):
            alone(story, other)
    assert alone(story, editor).state == StoryState.APPROVED


def test_a_communicator_who_wrote_last_has_no_emergency() -> None:
    writer = make_user("communicator")
    with pytest.raises(PermissionDenied):
        alone(make_story(StoryState.IN_REVIEW, last_editor=writer), writer)


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_it_needs_a_reason(client: Client, reason: str) -> None:
    story, editor = mine()
    with pytest.raises(ValidationError):
        alone(story, editor, reason)
    client.force_login(editor)
    answer = client.post(story.move_url("approve_alone"), {"reason": reason, "digest": story.fingerprint})
    assert (answer.status_code, Story.objects.get(pk=story.pk).state) == (200, StoryState.IN_REVIEW)


def test_it_is_logged_and_shown_and_the_heads_are_told_why(client: Client) -> None:
    writer, head = make_user("communicator", name="Siv"), make_user("editor", name="Eva")
    make_user("editor", name="Borta", is_active=False)
    make_user("administrator", name="Admin")
    story, editor = mine(writer=writer, title="Soppan")
    client.force_login(editor)
    sent = {"reason": WHY, "digest": story.fingerprint, "seen": "in_review"}
    assert client.post(story.move_url("approve_alone"), sent).status_code == 302
    row = story.history.get()
    assert (row.move, row.actor, row.reason) == ("approve_alone", editor, WHY)
    assert row.label == "Godkänt i ett nödläge av den som ändrade texten sist"
    told = Notice.objects.exclude(person__name__startswith="Person").values_list("person__name", "subject")
    assert sorted(told) == [("Eva", "Godkänt i ett nödläge: Soppan"), ("Siv", "Godkänt: Soppan")]
    assert WHY in Notice.objects.get(person=head).body
    assert WHY not in Notice.objects.get(person=writer).body
    content = client.get(story.get_absolute_url()).content.decode()
    assert "Godkänt i ett nödläge." in content
    assert WHY in content


def test_with_no_other_editor_the_administrators_are_told() -> None:
    make_user(roles.ADMINISTRATOR, name="Admin")
    story, editor = mine(title="Soppan")
    alone(story, editor)
    told = Notice.objects.filter(subject="Godkänt i ett nödläge: Soppan")
    assert list(told.values_list("person__name", flat=True)) == ["Admin"]


def test_an_emergency_does_not_get_round_the_gate() -> None:
    story, editor = mine(photographer="")
    make_fact_check(story, make_user(name="Bo"))
    with pytest.raises(Blocked, match=r"fotograf.*Bo"):
        alone(story, editor)


def test_it_can_be_undone_within_its_minute() -> None:
    story, editor = mine()
    story = alone(story, editor)
    assert ENGINE.perform(story, "undo", by=editor).state == StoryState.IN_REVIEW


def test_every_edit_after_an_approval_needs_a_new_one() -> None:
    """An approved text can not be changed; what is opened for a change is a draft, and goes the whole way again."""
    writer, editor = make_user("communicator"), make_user("editor")
    tomorrow = timezone.now() + timedelta(days=1)
    story = make_story(StoryState.APPROVED, publish_at=tomorrow, picture=make_stored_picture())
    with pytest.raises(WrongState):
        change(story, {"lead": "Smygändrad."}, by=writer, seen=story.version)
    story = ENGINE.perform(story, "revise", by=writer, reason="Ett fel.")
    story = change(story, {"lead": "Ändrad."}, by=writer, seen=story.version)
    with pytest.raises(WrongState):
        ENGINE.perform(story, "approve", by=editor, data={"publish_at": tomorrow})
    assert not Story.objects.published(tomorrow).exists()
    story = reviewed(story, by=writer)
    assert ENGINE.perform(story, "approve", by=editor, data={"publish_at": tomorrow}).edition.number == 2  # type: ignore[union-attr]


def test_an_edit_after_a_withdrawal_is_not_published_again_without_an_approval() -> None:
    writer, editor = make_user("communicator"), make_user("editor")
    story = make_story(StoryState.APPROVED, picture=make_stored_picture())
    story = ENGINE.perform(story, "withdraw", by=writer, reason="Fel.")
    with pytest.raises(WrongState):
        change(story, {"lead": "Smygändrad."}, by=writer, seen=story.version)
    story = ENGINE.perform(story, "rework", by=writer, reason="Rättas.")
    story = change(story, {"lead": "Ändrad."}, by=writer, seen=story.version)
    with pytest.raises(WrongState):
        ENGINE.perform(story, "restore", by=editor, reason="Ut igen.")
    Story.objects.filter(pk=story.pk).update(state=StoryState.WITHDRAWN)
    with pytest.raises(Blocked):
        ENGINE.perform(story, "restore", by=editor, reason="Ut igen.")
