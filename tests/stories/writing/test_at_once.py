"""An edit and an approval in the same second, and two first saves, each over a connection of its own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from goda_exempel.workflow import MoveRefused, WrongState
from stories.models import Story
from stories.revisions.models import Revision
from stories.states import StoryState
from stories.workflow import ENGINE, OutdatedError, change
from stories.writing.models import Presence
from stories.writing.presence import arrive, leave
from tests.factories import make_user
from tests.stories.factories import make_story

PATIENCE = 20  # seconds


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(3))
def test_of_an_edit_and_an_approval_one_is_made_and_no_unread_text_is_approved(attempt: int) -> None:
    story, writer, editor = (
        make_story(StoryState.IN_REVIEW, lead="Läst."),
        make_user("communicator"),
        make_user("editor"),
    )
    barrier = Barrier(2)

    def approve() -> bool:
        data = {"publish_at": timezone.now(), "digest": story.fingerprint}
        try:
            barrier.wait(PATIENCE)
            ENGINE.perform(Story.objects.get(pk=story.pk), "approve", by=editor, data=data)
        except MoveRefused:
            return False
        finally:
            connection.close()
        return True

    def edit() -> bool:
        try:
            barrier.wait(PATIENCE)
            change(story, {"lead": "Oläst."}, by=writer, seen=story.version)
        except (WrongState, OutdatedError):
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        approval, saving = pool.submit(approve), pool.submit(edit)
        approved, edited = approval.result(PATIENCE), saving.result(PATIENCE)
    after = Story.objects.get(pk=story.pk)
    assert approved != edited
    assert (after.edition and after.edition.lead, after.lead) == (("Läst.", "Läst.") if approved else (None, "Oläst."))


@pytest.mark.django_db(transaction=True)
def test_of_two_first_saves_each_text_is_a_revision_once() -> None:
    story, people, barrier = make_story(lead="Före."), [make_user("communicator") for _ in range(2)], Barrier(2)

    def save(number: int) -> bool:
        try:
            barrier.wait(PATIENCE)
            arrive(story, people[0], timezone.now())
            change(story, {"lead": f"Text {number}."}, by=people[number], seen=story.version)
        except OutdatedError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        kept = list(pool.map(save, range(2)))
    texts = [row.get("lead") for row in Revision.objects.filter(story=story).order_by("number")]
    assert (sorted(kept), texts) == ([False, True], ["Före.", f"Text {kept.index(True)}."])


@pytest.mark.django_db(transaction=True)
def test_of_two_stories_saved_to_one_free_address_one_gets_it_and_the_other_hears_of_it() -> None:
    stories, writer, barrier = [make_story(), make_story()], make_user("communicator"), Barrier(2)

    def save(story: Story) -> list[str]:
        try:
            barrier.wait(PATIENCE)
            change(story, {"slug": "grytan"}, by=writer, seen=story.version)
        except ValidationError as error:
            return list(error.message_dict)
        finally:
            connection.close()
        return []

    with ThreadPoolExecutor(2) as pool:
        faults = list(pool.map(save, stories))
    assert sorted(faults) == [[], ["slug"]]
    assert list(Story.objects.filter(slug="grytan")) == [stories[faults.index([])]]


@pytest.mark.django_db(transaction=True)
def test_one_tab_leaves_while_another_says_that_it_is_there() -> None:
    story, writer, barrier = make_story(), make_user("communicator"), Barrier(2)

    def come_and_go(is_leaving: bool) -> None:
        try:
            barrier.wait(PATIENCE)
            for _ in range(60):
                arrive(story, writer, timezone.now())
                if is_leaving:
                    leave(story, writer)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(come_and_go, (True, False)))
    arrive(story, writer, timezone.now())
    assert Presence.objects.count() == 1
