"""What every move does, whichever workflow it belongs to."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils.translation import override
from django_tasks_db.models import DBTaskResult

from goda_exempel import roles
from goda_exempel.notices.models import Notice
from goda_exempel.workflow import Blocked, WrongState
from ideas.states import IdeaState
from ideas.workflow import ENGINE
from tests.factories import make_idea, make_user
from tests.workflow.situations import SITUATIONS, Situation

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=ZoneInfo("Europe/Stockholm"))

every_workflow = pytest.mark.parametrize("situation_of", SITUATIONS, ids=lambda make: make.__name__)
Make = Callable[[], Situation]


def what_is_written(situation: Situation) -> tuple[str, int, int, int]:
    """The state, and how many rows of history, notices and queued letters there are."""
    state = type(situation.subject).objects.get(pk=situation.subject.pk).state
    return state, situation.subject.history.count(), Notice.objects.count(), DBTaskResult.objects.count()


@every_workflow
def test_a_move_changes_the_state_and_leaves_a_row(situation_of: Make) -> None:
    with time_machine.travel(NOON, tick=False):
        situation = situation_of()
        before = situation.subject.state_at(NOON)
        presser, _other = situation.rivals
        moved = situation.press(presser, reason="  Därför. ")
    (row,) = situation.rows
    assert moved.state == situation.target
    assert (row.at, row.actor, row.actor_name) == (NOON, presser, "Första Fingret")
    assert (row.from_state, row.to_state, row.reason) == (before, situation.target, "Därför.")


@every_workflow
def test_those_concerned_are_told_and_nobody_else(situation_of: Make) -> None:
    situation = situation_of()
    Notice.objects.all().delete()
    letters = DBTaskResult.objects.count()
    situation.press(situation.rivals[0])
    assert {notice.person for notice in Notice.objects.all()} == situation.told
    assert Notice.objects.count() == DBTaskResult.objects.count() - letters == len(situation.told)


@every_workflow
def test_whoever_comes_second_reads_who_was_first(situation_of: Make) -> None:
    with time_machine.travel(NOON, tick=False), override("sv"):
        situation = situation_of()
        first, second = situation.rivals
        situation.press(first)
        written = what_is_written(situation)
        with pytest.raises(WrongState) as refusal:
            situation.press(second)
    assert str(refusal.value) == situation.second
    assert what_is_written(situation) == written


@every_workflow
def test_nobody_moves_what_they_have_not_seen(situation_of: Make) -> None:
    situation = situation_of()
    written = what_is_written(situation)
    with pytest.raises(WrongState):
        situation.press(situation.rivals[0], seen="another state")
    assert what_is_written(situation) == written


@every_workflow
def test_who_may_not_changes_nothing(situation_of: Make) -> None:
    situation = situation_of()
    written = what_is_written(situation)
    with pytest.raises(PermissionDenied):
        situation.press(situation.stranger)
    assert what_is_written(situation) == written


@every_workflow
def test_a_notice_that_fails_takes_the_whole_move_back(situation_of: Make) -> None:
    situation = situation_of()
    written = what_is_written(situation)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE notices_notice ADD CONSTRAINT full_up CHECK (false) NOT VALID")
    with pytest.raises(IntegrityError, match="full_up"):
        situation.press(situation.rivals[0])
    assert what_is_written(situation) == written


@every_workflow
def test_history_is_never_changed(situation_of: Make) -> None:
    situation = situation_of()
    situation.press(situation.rivals[0])
    table = situation.subject.history.model._meta.db_table
    for statement in (f"UPDATE {table} SET reason = 'Nej.'", f"DELETE FROM {table}"):
        with pytest.raises(IntegrityError, match="history rows are never changed"), transaction.atomic():
            connection.cursor().execute(statement)
    assert [row.reason for row in situation.rows] == ["Därför."]


@every_workflow
def test_a_person_who_is_deleted_keeps_the_name_in_history(situation_of: Make) -> None:
    situation = situation_of()
    presser, _other = situation.rivals
    situation.press(presser)
    presser.delete()
    (row,) = situation.rows
    assert (row.actor, row.actor_name, row.actor_label) == (None, "Första Fingret", "Första Fingret")


def test_what_is_missing_blocks_a_move() -> None:
    coach = make_user(roles.COACH)
    idea = make_idea(IdeaState.IN_REVIEW, coach=coach)
    with override("sv"), pytest.raises(Blocked) as refusal:
        ENGINE.perform(idea, "start_trial", by=coach)
    assert str(refusal.value) == "Först måste en chef äga idén. Utan linjeägare dör en idé."
    idea.refresh_from_db()
    assert (idea.state, idea.history.filter(move="start_trial").count()) == (IdeaState.IN_REVIEW, 0)


@pytest.mark.parametrize("reason", ["", "   \n "])
def test_a_reason_that_is_required_has_to_be_written(reason: str) -> None:
    coach = make_user(roles.COACH)
    idea = make_idea(IdeaState.IN_REVIEW, coach=coach)
    with pytest.raises(ValidationError) as errors:
        ENGINE.perform(idea, "ask", by=coach, reason=reason)
    assert list(errors.value.message_dict) == ["reason"]
    idea.refresh_from_db()
    assert idea.state == IdeaState.IN_REVIEW


def test_the_portal_itself_may_move_and_is_named() -> None:
    idea = make_idea(IdeaState.SUBMITTED)
    ENGINE.perform(idea, "take", by=None)
    row = idea.history.get(move="take")
    with override("sv"):
        assert (row.actor, row.actor_label) == (None, "Portalen")
