"""What a juror may answer and score, and what it adds up to."""

from fractions import Fraction

import pytest
from django.utils import timezone

from awards.models import ConflictOfInterest, Juror, Score
from awards.results import results
from awards.scoring import declare, left_to_do, progress, save_scores
from awards.states import PrizeState as S
from awards.workflow import ENGINE, hand_in_scores
from goda_exempel import roles
from goda_exempel.workflow import Blocked, WrongState
from ideas.models import Contributor
from tests.awards.factories import (
    end_scoring,
    give,
    hand_in,
    make_candidate,
    make_juror,
    make_jury_room,
    make_prize,
    person,
)
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def first(juror: Juror) -> object:
    return juror.prize.nominations.all()[0]


def test_no_points_before_the_answer_about_conflicts() -> None:
    prize = make_jury_room(weights=(1,))
    juror, nomination = prize.jurors.all()[0], prize.nominations.all()[0]
    with pytest.raises(Blocked):
        save_scores(juror, nomination, {prize.criteria.get(): 3})
    assert not Score.objects.exists()


def test_no_points_for_a_disqualified_juror() -> None:
    prize = make_jury_room(weights=(1,))
    juror, nomination = prize.jurors.all()[0], prize.nominations.all()[0]
    give(juror, nomination, 5)
    declare(juror, nomination, is_disqualified=True, reason="Min syster.")
    assert not Score.objects.exists()
    with pytest.raises(Blocked):
        save_scores(juror, nomination, {prize.criteria.get(): 3})
    assert not Score.objects.exists()


@pytest.mark.parametrize("as_contributor", [False, True])
def test_people_of_the_story_are_disqualified_whatever_they_answer(as_contributor: bool) -> None:
    prize = make_jury_room(weights=(1,))
    juror, nomination = prize.jurors.all()[0], prize.nominations.all()[0]
    idea = nomination.story.ideas.get()
    if as_contributor:
        Contributor.objects.create(idea=idea, user=juror.user, name=juror.name)
    else:
        idea.submitter = juror.user
        idea.save(update_fields=["submitter"])
    declaration = declare(juror, nomination, is_disqualified=False)
    assert declaration.is_disqualified
    assert declaration.reason == "En av personerna bakom idén."


@pytest.mark.parametrize("state", sorted(set(S) - {S.SCORING}))
def test_nothing_is_scored_outside_the_phase(state: str) -> None:
    prize = make_prize(state)
    juror, nomination = make_juror(prize), make_candidate(prize)
    with pytest.raises(WrongState):
        declare(juror, nomination, is_disqualified=False)
    with pytest.raises(WrongState):
        save_scores(juror, nomination, {})
    assert not ConflictOfInterest.objects.exists()


def test_handed_in_is_handed_in() -> None:
    prize = make_jury_room(weights=(1,), candidates=1)
    juror, nomination = prize.jurors.all()[0], prize.nominations.get()
    give(juror, nomination, 4)
    hand_in(juror)
    with pytest.raises(Blocked):
        give(juror, nomination, 5)
    with pytest.raises(Blocked):
        hand_in(juror)
    assert [score.points for score in Score.objects.all()] == [4]


def test_a_conflict_discovered_after_handing_in_is_recorded_and_the_points_no_longer_count() -> None:
    prize = make_jury_room(weights=(1,), candidates=1)
    one, other = prize.jurors.all()
    nomination = prize.nominations.get()
    for juror, points in ((one, 5), (other, 2)):
        give(juror, nomination, points)
        hand_in(juror)
    prize.refresh_from_db()
    assert not prize.is_sealed
    declare(one, nomination, is_disqualified=True, reason="Jag fick veta att min bror var med.")
    (result,) = results(prize, person(other))
    assert (result.mean, result.voters, result.disqualified) == (Fraction(2), 1, (one.name,))
    assert Score.objects.filter(juror=one).exists()


def test_left_to_do_counts_what_is_not_finished() -> None:
    prize = make_jury_room(weights=(1, 1), candidates=3)
    juror = prize.jurors.all()[0]
    one, two, _three = prize.nominations.all()
    assert left_to_do(juror) == 3
    declare(juror, one, is_disqualified=True, reason="Min enhet.")
    assert left_to_do(juror) == 2
    declare(juror, two, is_disqualified=False)
    assert left_to_do(juror) == 2
    give(juror, two, 3, 4)
    assert left_to_do(juror) == 1
    assert [row.state_kind for row in progress(juror)] == ["stopped", "done", "draft"]


def test_nobody_hands_in_half() -> None:
    prize = make_jury_room(candidates=2)
    juror = prize.jurors.all()[0]
    give(juror, prize.nominations.all()[0], 3, 3)
    with pytest.raises(Blocked, match="1 kandidat kvar"):
        hand_in(juror)


def test_the_mean_is_weighted() -> None:
    prize = make_jury_room(weights=(1, 3), candidates=2)
    one, two = prize.nominations.all()
    for juror, points in zip(prize.jurors.all(), ((5, 1), (1, 5)), strict=True):
        give(juror, one, *points)
        give(juror, two, 2, 2)
        hand_in(juror)
    prize.refresh_from_db()
    rows = results(prize, person(prize.jurors.all()[0]))
    assert [(row.nomination, row.mean, row.rank, row.voters) for row in rows] == [
        (one, Fraction(3), 1, 2),
        (two, Fraction(2), 2, 2),
    ]


def test_the_same_mean_shares_the_place_and_no_votes_come_last() -> None:
    prize = make_jury_room(weights=(3, 3, 3), candidates=4, jurors=1)
    juror = prize.jurors.get()
    one, two, three, four = prize.nominations.all()
    declare(juror, one, is_disqualified=True, reason="Min chef.")
    give(juror, two, 1, 1, 2)
    give(juror, three, 5, 5, 4)
    give(juror, four, 4, 5, 5)
    hand_in(juror)
    prize.refresh_from_db()
    rows = results(prize, person(juror))
    third = Fraction(14, 3)
    assert [(row.nomination, row.mean, row.rank) for row in rows] == [
        (three, third, 1),
        (four, third, 1),
        (two, Fraction(4, 3), 3),
        (one, None, None),
    ]


def test_points_that_were_never_handed_in_do_not_count_and_stay_unread() -> None:
    prize = make_jury_room(weights=(1,), candidates=1)
    one, other = prize.jurors.all()
    nomination = prize.nominations.get()
    give(one, nomination, 5)
    hand_in(one)
    give(other, nomination, 1)
    prize = ENGINE.perform(end_scoring(prize), "open_scores", by=person(one))
    (result,) = results(prize, person(one))
    assert (result.mean, result.voters) == (Fraction(5), 1)
    assert set(Score.objects.visible_to(person(one)).values_list("juror", flat=True)) == {one.pk}


@pytest.mark.parametrize("change", ["no_account", "no_log_in", "no_role", "secretary"])
def test_scoring_does_not_wait_for_somebody_who_can_not_score(change: str) -> None:
    prize = make_jury_room(weights=(1,), candidates=1)
    one, gone = prize.jurors.all()
    give(one, prize.nominations.get(), 4)
    user = person(gone)
    match change:
        case "no_account":
            user.delete()
        case "no_log_in":
            user.is_active = False
            user.save(update_fields=["is_active"])
        case "no_role":
            user.groups.clear()
        case "secretary":
            user.add_roles(roles.JURY_SECRETARY)
    prize = hand_in_scores(prize, by=person(one))
    assert prize.state_at(timezone.now()) == S.DELIBERATING
    assert list(prize.history.values_list("move", flat=True)) == ["hand_in_scores", "close_scoring"]


def test_a_juror_who_joins_late_is_waited_for() -> None:
    prize = make_jury_room(weights=(1,), candidates=1, jurors=2)
    one, two = prize.jurors.all()
    late = make_juror(prize)
    for juror in (one, two):
        give(juror, prize.nominations.get(), 4)
        prize = hand_in(juror)
    assert prize.is_sealed
    give(late, prize.nominations.get(), 1)
    assert not hand_in(late).is_sealed


def test_the_secretary_never_scores_seat_or_not() -> None:
    prize = make_jury_room()
    both = make_user(roles.JUROR, roles.JURY_SECRETARY)
    Juror.objects.create(prize=prize, user=both)
    assert "hand_in_scores" not in {row.move.name for row in ENGINE.open_moves(both, prize)}
