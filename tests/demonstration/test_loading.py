"""The command that fills an empty portal: complete, truthful, safe to run again."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django.plugin import DjangoDbBlocker

from awards.models import Prize
from goda_exempel.accounts.models import Unit, User
from goda_exempel.demonstration.loading import everything
from goda_exempel.demonstration.people import LOGINS
from goda_exempel.notices.models import Notice
from goda_exempel.workflow_table import Workflow
from ideas.models import Idea, IdeaHistory, IdeaNumber
from ideas.owning.models import LineOwnership
from ideas.states import IDEA_WORKFLOW, IdeaState
from stories.models import Story, StoryHistory
from stories.pictures.storing import rendition
from stories.states import STORY_WORKFLOW, StoryState

TINY = (60, 40)
NOW = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
"""A Tuesday early in a month, so that this month's story has to be out before its usual day."""


@pytest.fixture(scope="module", autouse=True)
def _filled(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """All tests here read the same demonstration, which is taken back afterwards."""
    from django.db import transaction

    with django_db_blocker.unblock():
        block = transaction.atomic()
        block.__enter__()
        everything.load(TINY, NOW)
        yield
        transaction.set_rollback(True)
        block.__exit__(None, None, None)


pytestmark = pytest.mark.django_db


def published() -> list[Story]:
    return list(Story.objects.published(NOW).order_by("month"))


def test_the_archive_has_59_stories_and_this_year_some_more() -> None:
    assert sum(story.month < date(2020, 1, 1) for story in published()) == 59
    assert len(published()) == 71


def test_this_month_has_its_story() -> None:
    assert published()[-1].month == date(2026, 11, 1)


def test_one_story_waits_for_its_date() -> None:
    approved = Story.objects.filter(state=StoryState.APPROVED, publish_at__gt=NOW)
    assert [story.is_published(NOW) for story in approved] == [False]


def test_stories_stand_in_every_state_but_withdrawn() -> None:
    assert set(Story.objects.values_list("state", flat=True)) == set(StoryState.values) - {StoryState.WITHDRAWN}


def test_an_approval_holds_for_the_text_it_was_given_for() -> None:
    for story in Story.objects.filter(state=StoryState.APPROVED).select_related("edition"):
        assert story.edition is not None
        assert story.edition.digest == story.fingerprint == story.edition.fingerprint


def test_nobody_approved_what_they_last_edited() -> None:
    for row in StoryHistory.objects.filter(move="approve").select_related("subject"):
        assert row.actor_id != row.subject.last_editor_id


def test_a_story_is_published_in_its_month_and_approved_before() -> None:
    for story in Story.objects.filter(edition__isnull=False, on_shelf=False).select_related("edition"):
        assert story.publish_at is not None
        assert story.edition is not None
        assert timezone.localtime(story.publish_at).date().replace(day=1) == story.month
        assert story.edition.approved_at < story.publish_at


def test_every_text_says_whether_it_is_made_up() -> None:
    for story in published():
        assert story.is_demonstration
        assert story.body.endswith("påhittade.</em></p>")


def test_the_pictures_are_stored() -> None:
    story = published()[0]
    assert story.picture is not None
    assert rendition(story.picture, 60, "webp")
    assert all(story.picture_alt.startswith("Demonstrationsbild: ") for story in published())


def assert_history(workflow: Workflow, rows: list[IdeaHistory] | list[StoryHistory], end: str) -> None:
    """The rows lead from a draft to where the subject is, by legal moves, in order of time, none in the future."""
    state = "draft"
    for row in rows:
        move = workflow[row.move]
        assert row.from_state == state
        assert state in move.sources
        assert row.to_state == (move.target or state)
        assert bool(row.reason) or not move.reason
        state = row.to_state
    assert state == end
    assert [row.at for row in rows] == sorted(row.at for row in rows)
    assert all(row.at <= NOW for row in rows)


def test_every_idea_came_where_it_is_by_legal_moves() -> None:
    for idea in Idea.objects.prefetch_related("history"):
        assert_history(IDEA_WORKFLOW, list(idea.history.all()), idea.state)


def test_every_story_came_where_it_is_by_legal_moves() -> None:
    for story in Story.objects.prefetch_related("history"):
        assert_history(STORY_WORKFLOW, list(story.history.all()), story.state)


def test_an_idea_was_in_use_before_its_story_was_begun() -> None:
    for story in Story.objects.prefetch_related("ideas__history"):
        idea = story.ideas.get()
        assert idea.in_use_since is not None
        assert idea.in_use_since < story.created.date()
        assert max(row.at for row in idea.history.all()) < story.created


def test_ideas_stand_in_every_state() -> None:
    assert set(Idea.objects.values_list("state", flat=True)) == set(IdeaState.values)
    assert Idea.objects.count() == 59 + 12 + 4 + 50 + 4


def test_an_idea_on_trial_or_in_use_has_a_line_owner_who_accepted() -> None:
    for idea in Idea.objects.filter(state__in=[IdeaState.IN_TRIAL, IdeaState.IN_USE]).prefetch_related("ownerships"):
        assert [row.answer for row in idea.ownerships.all()] == [LineOwnership.Answer.ACCEPTED]


def test_numbers_follow_each_other_within_a_year() -> None:
    for counter in IdeaNumber.objects.all():
        numbers = Idea.objects.filter(number__startswith=f"IDE-{counter.year}-").order_by("number")
        expected = [f"IDE-{counter.year}-{place:04d}" for place in range(1, counter.last + 1)]
        assert list(numbers.values_list("number", flat=True)) == expected


def test_promises_are_mostly_kept() -> None:
    late = [idea for idea in Idea.objects.exclude(reply_due=None) if idea.reply_due and idea.replied_at is None]
    assert sum(idea.reply_due < NOW.date() for idea in late if idea.reply_due and idea.state != "withdrawn") == 1


def test_units_are_a_tree_of_two_levels() -> None:
    assert Unit.objects.filter(parent=None).count() == 6
    assert Unit.objects.filter(parent__parent=None, parent__isnull=False).count() == 24


def test_everybody_on_the_list_can_log_in() -> None:
    for login in LOGINS:
        assert User.objects.get(email=login.email).check_password(login.password)


def test_five_prizes_are_announced_and_this_year_s_is_being_scored() -> None:
    prizes = list(Prize.objects.order_by("year"))
    assert [prize.state_at(NOW) for prize in prizes] == ["announced"] * 5 + ["scoring"]
    assert [prize.year for prize in prizes] == [2014, 2015, 2016, 2017, 2018, 2026]
    assert all(prize.awards.get().nomination.story.month.year == prize.year for prize in prizes[:5])


def test_the_jury_has_candidates_and_has_begun() -> None:
    prize = Prize.objects.get(year=2026)
    assert prize.is_sealed
    assert prize.nominations.count() == 11
    assert prize.jurors.count() == 3
    assert [juror.declarations.count() for juror in prize.jurors.order_by("pk")] == [5, 1, 0]


def test_people_have_been_told_in_the_past_and_no_letter_waits() -> None:
    notices = list(Notice.objects.select_related("person"))
    assert {"karin@demo.example", "maja@demo.example", "erik@demo.example"} <= {row.person.email for row in notices}
    assert all(row.created <= NOW and row.sent_at == row.created for row in notices)
    assert {row.read_at is None for row in notices} == {True, False}
    assert not DBTaskResult.objects.exists()


def test_run_again_it_changes_nothing() -> None:
    out = StringIO()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        call_command("demonstration", stdout=out)
    assert "already in place" in out.getvalue()
    assert len(queries) == 1


def test_it_refuses_outside_the_demonstration(settings: LazySettings) -> None:
    settings.DEMONSTRATION = False
    with pytest.raises(CommandError, match="GODA_DEMONSTRATION"):
        call_command("demonstration")


def test_it_adds_nothing_to_a_portal_that_is_in_use() -> None:
    Story.objects.update(is_demonstration=False)
    out = StringIO()
    call_command("demonstration", stdout=out)
    assert "content of its own" in out.getvalue()
