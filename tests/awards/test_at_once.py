"""Two people at the same moment, on two real database connections."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from awards.models import Juror, Nomination, Prize, Score
from awards.scoring import save_scores
from awards.states import PrizeState as S
from awards.workflow import ENGINE, hand_in_scores, nominate_the_year, seat_jury
from goda_exempel import roles
from goda_exempel.workflow import WrongState
from tests.awards.factories import give, make_jury_room, make_prize, person
from tests.factories import make_user
from tests.stories.factories import make_published_story

pytestmark = pytest.mark.django_db(transaction=True)


def in_a_thread(pool: ThreadPoolExecutor, act: Callable[[], Any]) -> "Future[Any]":
    def run() -> Any:
        try:
            return act()
        except WrongState as refused:
            return refused
        finally:
            connection.close()

    return pool.submit(run)


def at_once(prize: Prize, *acts: Callable[[], Any]) -> list[Any]:
    """All wait for the same row, then go."""
    with ThreadPoolExecutor(len(acts)) as pool:
        with transaction.atomic():
            Prize.objects.select_for_update().get(pk=prize.pk)
            waiting = [in_a_thread(pool, act) for act in acts]
            wait_for_queue(len(acts))
        return [row.result(timeout=20) for row in waiting]


def wait_for_queue(length: int) -> None:
    """Until as many connections wait for a lock in this database."""
    for _try in range(2000):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
            )
            if cursor.fetchone()[0] >= length:
                return
            cursor.execute("SELECT pg_sleep(0.005)")
    pytest.fail("Nobody came to wait for the lock.")


def test_the_last_two_jurors_hand_in_at_once_and_the_scores_are_opened_once() -> None:
    prize = make_jury_room(weights=(1,), candidates=1)
    jurors = list(prize.jurors.all())
    for juror in jurors:
        give(juror, prize.nominations.get(), 4)
    one, two = (person(juror) for juror in jurors)
    answers = at_once(prize, lambda: hand_in_scores(prize, by=one), lambda: hand_in_scores(prize, by=two))
    assert all(isinstance(answer, Prize) for answer in answers)
    moves = list(prize.history.order_by("pk").values_list("move", flat=True))
    assert moves == ["hand_in_scores", "hand_in_scores", "close_scoring"]


def test_points_saved_while_the_phase_closes_are_refused_in_words() -> None:
    prize = make_jury_room(weights=(1,), candidates=1)
    juror, nomination = prize.jurors.all()[0], prize.nominations.get()
    give(juror, nomination, 2)
    points = {prize.criteria.get(): 5}
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            ENGINE.perform(prize, "close_scoring", by=make_user(roles.JURY_SECRETARY), reason="Alla är klara.")
            late = in_a_thread(pool, lambda: save_scores(juror, nomination, points))
            wait_for_queue(1)
        assert isinstance(late.result(timeout=20), WrongState)
    assert [score.points for score in Score.objects.all()] == [2]


def test_two_secretaries_open_scoring_at_once_and_it_is_opened_once() -> None:
    """Its phase follows from a date, so the time must be taken after the wait, or both would find it still closed."""
    prize = make_jury_room(weights=(1,), candidates=1)
    prize.scoring_from = timezone.now() + timedelta(hours=1)
    prize.save(update_fields=["scoring_from"])
    one, two = make_user(roles.JURY_SECRETARY), make_user(roles.JURY_SECRETARY)

    def open_by(user: Any) -> Callable[[], Any]:
        return lambda: ENGINE.perform(prize, "open_scoring", by=user, reason="Alla är här.")

    answers = at_once(prize, open_by(one), open_by(two))
    assert sorted(type(answer).__name__ for answer in answers) == ["Prize", "WrongState"]
    assert prize.history.count() == 1


def test_two_people_take_in_the_candidates_at_once() -> None:
    prize = make_prize(S.NOMINATING, year=timezone.localdate().year)
    make_published_story()
    answers = at_once(prize, lambda: nominate_the_year(prize), lambda: nominate_the_year(prize))
    assert sorted(answers) == [0, 1]
    assert Nomination.objects.count() == 1


def test_two_juries_are_seated_at_once() -> None:
    prize = make_prize(S.NOMINATING)
    people = [make_user(roles.JUROR), make_user(roles.JUROR)]
    at_once(prize, lambda: seat_jury(prize, people), lambda: seat_jury(prize, people))
    assert Juror.objects.count() == 2
