"""Two people act at the same moment, each over a database connection of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goda_exempel.accounts.models import User
from goda_exempel.notices.models import Notice
from goda_exempel.workflow import MoveRefused
from ideas.models import Idea
from stories.facts.links import sign
from stories.facts.models import Kind
from stories.facts.workflow import answer
from stories.models import Story
from stories.review.passages import Passage
from stories.review.workflow import comment
from stories.schedule import next_month
from stories.states import StoryState
from stories.workflow import ENGINE, OutdatedError, change, start
from tests.factories import make_user
from tests.stories.factories import make_idea_in_use, make_published_story, make_stored_picture, make_story
from tests.stories.facts.asking import make_asked

PATIENCE = 20  # seconds


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_one_is_kept_and_the_other_is_told() -> None:
    story, people, barrier = make_story(), [make_user("communicator") for _ in range(2)], Barrier(2)

    def save(person: User) -> bool:
        try:
            barrier.wait(PATIENCE)
            change(story, {"lead": person.name}, by=person, seen=story.version)
        except OutdatedError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        kept = list(pool.map(save, people))
    after = Story.objects.get(pk=story.pk)
    assert sorted(kept) == [False, True]
    assert after.lead == after.last_editor.name == people[kept.index(True)].name  # type: ignore[union-attr]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_start_on_the_same_idea_one_has_a_story() -> None:
    idea, people, barrier = make_idea_in_use(), [make_user("communicator") for _ in range(2)], Barrier(2)

    def begin(person: User) -> bool:
        try:
            barrier.wait(PATIENCE)
            start(Idea.objects.filter(pk=idea.pk), by=person, month=idea.created.date())
        except MoveRefused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(begin, people)) == [False, True]
    assert Story.objects.get().ideas.get() == idea


def at_once(*acts: Callable[[], object]) -> list[bool]:
    """Whether each of the acts was done, when all are begun in the same moment over a connection each."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], object]) -> bool:
        try:
            barrier.wait(PATIENCE)
            act()
        except (MoveRefused, OutdatedError):
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


TRIES = 8


def in_review() -> Story:
    """With an earlier edition that readers see, and pictures that can be kept with a new one."""
    story = make_published_story(lead="Det gamla.", picture=make_stored_picture())
    Story.objects.filter(pk=story.pk).update(state=StoryState.IN_REVIEW, lead="Det granskade.")
    story.refresh_from_db()
    return story


def approve(story: Story, editor: User) -> Callable[[], object]:
    data = {"publish_at": timezone.now(), "digest": story.fingerprint}
    return lambda: ENGINE.perform(story, "approve", by=editor, data=data, seen="in_review")


@pytest.mark.django_db(transaction=True)
def test_approved_in_the_same_second_as_an_edit_readers_see_what_was_read() -> None:
    editor, writer = make_user("editor"), make_user("communicator")
    for _number in range(TRIES):
        story = in_review()
        edit = partial(change, story, {"lead": "Smygändrat."}, by=writer, seen=story.version)
        approved, edited = at_once(approve(story, editor), edit)
        after = Story.objects.select_related("edition").get(pk=story.pk)
        assert approved is not edited
        assert after.edition is not None
        assert (after.state, after.lead, after.edition.lead) == (
            ("approved", "Det granskade.", "Det granskade.") if approved else ("in_review", "Smygändrat.", "Det gamla.")
        )


@pytest.mark.django_db(transaction=True)
def test_approved_in_the_same_second_as_a_comment_nothing_open_is_published() -> None:
    editor, other = make_user("editor"), make_user("editor")
    for _number in range(TRIES):
        story = in_review()
        say = partial(comment, story, by=other, field="lead", passage=Passage(""), text="Stopp!")
        approved, said = at_once(approve(story, editor), say)
        after = Story.objects.get(pk=story.pk)
        assert approved is not said
        assert (after.state == "approved", after.review_comments.count()) == (approved, int(said))


@pytest.mark.django_db(transaction=True)
def test_published_in_the_same_second_as_a_withdrawal_readers_see_one_of_the_two() -> None:
    editor, other = make_user("editor"), make_user("communicator")
    for _number in range(TRIES):
        story = in_review()
        withdraw = partial(ENGINE.perform, story, "withdraw", by=other, reason="Fel.", seen="in_review")
        approved, withdrawn = at_once(approve(story, editor), withdraw)
        after = Story.objects.select_related("edition").get(pk=story.pk)
        assert approved is not withdrawn
        assert after.is_published() is approved
        assert (after.state, [row.move for row in after.history.all()]) == (
            ("approved", ["approve"]) if approved else ("withdrawn", ["withdraw"])
        )


@pytest.mark.django_db(transaction=True)
def test_put_in_a_month_in_the_same_second_as_a_withdrawal_it_is_withdrawn() -> None:
    """Both may be done, one after the other; but what was withdrawn is never seen."""
    people = make_user("editor"), make_user("communicator")
    for month in range(1, TRIES + 1):
        story = make_story(StoryState.APPROVED, picture=make_stored_picture())
        Story.objects.filter(pk=story.pk).update(on_shelf=True, publish_at=None)
        fill = partial(ENGINE.perform, story, "fill_month", by=people[0], data={"month": date(2025, month, 1)})
        withdraw = partial(ENGINE.perform, story, "withdraw", by=people[1], reason="Fel.")
        _filled, withdrawn = at_once(fill, withdraw)
        after = Story.objects.get(pk=story.pk)
        assert (withdrawn, after.state, after.is_published(), after.on_shelf) == (True, "withdrawn", False, False)


@pytest.mark.django_db(transaction=True)
def test_two_approve_at_once_and_one_edition_is_made() -> None:
    story, editors = in_review(), [make_user("editor"), make_user("editor")]
    assert sorted(at_once(*(approve(story, editor) for editor in editors))) == [False, True]
    assert story.editions.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_stories_from_the_shelf_one_fills_a_month() -> None:
    editor, month, barrier = make_user("editor"), timezone.localdate().replace(day=1), Barrier(2)
    stories = [make_story(StoryState.IN_REVIEW, picture=make_stored_picture()) for _ in range(2)]
    stories = [ENGINE.perform(story, "approve", by=editor, data={"on_shelf": True}) for story in stories]

    def fill(story: Story) -> bool:
        try:
            barrier.wait(PATIENCE)
            ENGINE.perform(story, "fill_month", by=make_user("editor"), data={"month": month})
        except MoveRefused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(fill, stories)) == [False, True]
    assert Story.objects.of_month(month).that_count().count() == 1


@pytest.mark.django_db(transaction=True)
def test_three_presses_of_the_same_answer_at_once_are_one_answer() -> None:
    check = make_asked()
    token, digest = sign(check), check.story.fingerprint
    press = partial(answer, token, Kind.APPROVE, digest=digest)
    assert at_once(press, press, press) == [True] * 3
    assert [row.kind for row in check.answers.all()] == ["approve"]
    assert [row.move for row in check.story.history.all()] == ["ask_facts", "confirm_facts"]
    told = Notice.objects.filter(person=check.story.writer)
    assert [notice.person for notice in told] == [check.story.writer]


@pytest.mark.django_db(transaction=True)
def test_two_who_begin_at_once_take_a_month_each() -> None:
    ideas, people = [make_idea_in_use() for _ in range(2)], [make_user("communicator") for _ in range(2)]

    def press(person: User, idea: Idea) -> None:
        client = Client()
        client.force_login(person)
        client.post(reverse("stories:begin", args=[idea.pk]))

    assert at_once(*(partial(press, *row) for row in zip(people, ideas, strict=True))) == [True, True]
    today = timezone.localdate().replace(day=1)
    assert sorted(Story.objects.values_list("month", flat=True)) == [today, next_month(today)]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_choose_the_same_month_at_once_one_is_asked() -> None:
    ideas, person, month = [make_idea_in_use() for _ in range(2)], make_user("editor"), date(2027, 1, 1)
    acts = [partial(start, [idea], by=person, month=month) for idea in ideas]
    assert sorted(at_once(*acts)) == [False, True]
    assert Story.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_stories_of_the_same_title_begun_at_once_have_an_address_each() -> None:
    ideas, person = [make_idea_in_use(title="Vår idé") for _ in range(3)], make_user("editor")
    acts = [partial(start, [idea], by=person, month=date(2027, 1, 1), anyway=True) for idea in ideas]
    assert at_once(*acts) == [True] * 3
    assert sorted(story.slug for story in Story.objects.all()) == ["var-ide", "var-ide-2", "var-ide-3"]
