"""What the database itself keeps: each constraint, violated once."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction

from awards.models import Award, Criterion, Juror, Nomination, Prize, Score
from awards.models import ConflictOfInterest as Answer
from awards.states import PrizeState as S
from tests.awards.factories import CITATION, give, make_candidate, make_criteria, make_juror, make_prize

pytestmark = pytest.mark.django_db


def refused(name: str, act: Any) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        act()


def test_each_constraint() -> None:
    prize = make_prize(S.SCORING)
    (criterion,) = make_criteria(prize, 1)
    juror, nomination = make_juror(prize), make_candidate(prize)
    give(juror, nomination, 3)
    new = {"juror": juror, "nomination": nomination}
    early = prize.nominating_from - timedelta(days=1)
    award = {"prize": prize, "nomination": nomination, "citation": CITATION}
    Award.objects.create(**award)
    cases: dict[str, Any] = {
        "awards_prize_year_key": lambda: make_prize(S.SCORING, year=prize.year),
        "prize_phases_in_order": lambda: Prize.objects.update(scoring_from=early),
        "prize_announced_has_a_date": lambda: Prize.objects.update(state=S.ANNOUNCED),
        "criterion_weight_above_zero": lambda: make_criteria(prize, 0),
        "one_seat_a_juror_and_prize": lambda: Juror.objects.create(prize=prize, user=juror.user),
        "one_nomination_a_story_and_prize": lambda: make_candidate(prize, nomination.story),
        "one_declaration_a_juror_and_candidate": lambda: Answer.objects.create(**new, is_disqualified=False),
        "a_disqualification_has_a_reason": lambda: Answer.objects.update(is_disqualified=True),
        "one_score_a_juror_candidate_and_criterion": lambda: Score.objects.create(**new, criterion=criterion, points=4),
        "score_within_the_scale": lambda: Score.objects.update(points=6),
        "an_award_class_is_decided_once": lambda: Award.objects.create(**award),
    }
    for name, act in cases.items():
        refused(name, act)
    own = {
        constraint.name
        for model in (Prize, Criterion, Juror, Nomination, Answer, Score, Award)
        for constraint in model._meta.constraints
    }
    assert own <= cases.keys()


def test_what_is_on_record_keeps_what_it_is_about() -> None:
    prize = make_prize(S.SCORING)
    (criterion,) = make_criteria(prize, 1)
    juror, nomination = make_juror(prize), make_candidate(prize)
    give(juror, nomination, 3)
    for row in (criterion, juror, nomination, prize):
        with pytest.raises(models.ProtectedError):
            row.delete()


def test_a_juror_without_an_account_keeps_name_and_points() -> None:
    prize = make_prize(S.SCORING)
    make_criteria(prize, 1)
    juror = make_juror(prize, name="Jamila Juror")
    give(juror, make_candidate(prize), 3)
    assert juror.user is not None
    juror.user.delete()
    juror.refresh_from_db()
    assert juror.user_id is None
    assert (juror.name, juror.scores.count()) == ("Jamila Juror", 1)
