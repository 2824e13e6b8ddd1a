"""The pages of the jury room: who comes in, what is done there, and how many queries it takes."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from awards.menu import jury_menu
from awards.models import ConflictOfInterest as Answer
from awards.models import Nomination, Prize, Score
from awards.scoring import declare
from awards.states import PrizeState as S
from goda_exempel import roles
from goda_exempel.accounts.models import User
from tests.awards.factories import (
    end_scoring,
    give,
    hand_in,
    make_candidate,
    make_criteria,
    make_juror,
    make_jury_room,
    make_prize,
    person,
)
from tests.factories import make_user
from tests.stories.factories import make_published_story

pytestmark = pytest.mark.django_db


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(name: str, prize: Prize, *more: int) -> str:
    return reverse(f"awards:{name}", args=[prize.year, *more])


def posts(prize: Prize, nomination: Nomination) -> dict[str, dict[str, Any]]:
    """Every address here that changes something, with a form that is right."""
    points = {f"criterion-{row.pk}": "4" for row in prize.criteria.all()}
    return {
        address("declare", prize, nomination.pk): {"is_disqualified": "ja", "reason": "Min bror."},
        address("score", prize, nomination.pk): points,
        address("nominate", prize): {},
        address("remove_candidate", prize, nomination.pk): {},
    }


def score(client: Client, prize: Prize, nomination: Nomination) -> Any:
    url = address("score", prize, nomination.pk)
    return client.post(url, posts(prize, nomination)[url])


def test_every_post_asks_the_same_questions() -> None:
    prize = make_jury_room(candidates=1)
    nomination = prize.nominations.get()
    juror, secretary = person(prize.jurors.all()[0]), make_user(roles.JURY_SECRETARY)
    for url, form in posts(prize, nomination).items():
        assert Client().post(url, form).headers["Location"] == f"/logga-in/?next={url}"
        assert browser(secretary).get(url).status_code == 405
        for role in (roles.STAFF, roles.JUROR, roles.ADMINISTRATOR):
            assert browser(make_user(role)).post(url, form).status_code == 404
        wrong = secretary if url.endswith(("jav/", "poang/")) else juror
        assert browser(wrong).post(url, form).status_code == 403
    assert not Answer.objects.exists()
    assert Nomination.objects.count() == 1


@pytest.mark.parametrize("state", sorted(set(S) - {S.SCORING, S.DELIBERATING}))
def test_a_juror_is_told_kindly_when_it_is_not_time(state: str) -> None:
    prize = make_prize(state)
    make_criteria(prize, 1)
    juror, nomination = make_juror(prize), make_candidate(prize)
    for url, form in list(posts(prize, nomination).items())[:2]:
        answer = browser(person(juror)).post(url, form)
        assert answer.status_code == 409
        assert prize.state_label in answer.content.decode()
    assert not Answer.objects.exists()
    assert not Score.objects.exists()


@pytest.mark.parametrize("state", [S.SCORING, S.DELIBERATING, S.DECIDED, S.ANNOUNCED])
def test_candidates_are_fixed_once_the_jury_scores(state: str) -> None:
    prize = make_prize(state)
    nomination = make_candidate(prize)
    before = prize.nominations.count()
    client = browser(make_user(roles.JURY_SECRETARY))
    for url in (address("nominate", prize), address("remove_candidate", prize, nomination.pk)):
        assert client.post(url).status_code == 409
    assert prize.nominations.count() == before


def test_a_juror_answers_scores_and_hands_in() -> None:
    prize = make_jury_room(weights=(1, 2), candidates=2)
    juror = prize.jurors.all()[0]
    one, two = prize.nominations.all()
    client = browser(person(juror))
    assert "Svara på om du är jävig, för 2 kandidater" in client.get(prize.get_absolute_url()).content.decode()
    client.post(address("declare", prize, one.pk), {"is_disqualified": "nej"})
    answer = score(client, prize, one)
    assert answer.headers["Location"] == address("candidate", prize, two.pk)
    client.post(address("declare", prize, two.pk), {"is_disqualified": "ja", "reason": "Min syster leder enheten."})
    assert sorted(juror.scores.values_list("nomination", "points")) == [(one.pk, 4), (one.pk, 4)]
    page = client.get(prize.get_absolute_url()).content.decode()
    assert 'data-move="hand_in_scores"' in page
    client.post(prize.move_url("hand_in_scores"), {"seen": S.SCORING})
    juror.refresh_from_db()
    assert juror.handed_in_at is not None
    assert 'data-move="hand_in_scores"' not in client.get(prize.get_absolute_url()).content.decode()
    assert score(client, prize, one).status_code == 409


def test_a_reason_is_needed_and_what_was_chosen_stays() -> None:
    prize = make_jury_room(candidates=1)
    nomination = prize.nominations.get()
    client = browser(person(prize.jurors.all()[0]))
    page = client.post(address("declare", prize, nomination.pk), {"is_disqualified": "ja", "reason": "  "})
    assert page.status_code == 200
    assert "Skriv varför du är jävig." in page.content.decode()
    assert not Answer.objects.exists()


@pytest.mark.parametrize("points", ["", "0", "6", "3.5", "fem", "٣", "-1"])
def test_points_are_whole_and_from_one_to_five(points: str) -> None:
    prize = make_jury_room(weights=(1, 1), candidates=1)
    juror, nomination = prize.jurors.all()[0], prize.nominations.get()
    declare(juror, nomination, is_disqualified=False)
    first, second = (f"criterion-{row.pk}" for row in prize.criteria.all())
    page = browser(person(juror)).post(address("score", prize, nomination.pk), {first: points, second: "5"})
    assert page.status_code == 200
    assert "error-summary" in page.content.decode()
    assert not Score.objects.exists()


def test_a_disqualified_juror_gets_no_form_for_points() -> None:
    prize = make_jury_room(candidates=1)
    juror, nomination = prize.jurors.all()[0], prize.nominations.get()
    declare(juror, nomination, is_disqualified=True, reason="Min bror.")
    client = browser(person(juror))
    page = client.get(address("candidate", prize, nomination.pk)).content.decode()
    assert address("score", prize, nomination.pk) not in page
    assert score(client, prize, nomination).status_code == 409


def test_everybody_in_the_room_sees_who_is_disqualified_for_what() -> None:
    prize = make_jury_room(candidates=1)
    one, other = prize.jurors.all()
    declare(one, prize.nominations.get(), is_disqualified=True, reason="Min bror.")
    for user in (person(other), make_user(roles.JURY_SECRETARY)):
        assert one.name in browser(user).get(prize.get_absolute_url()).content.decode().split('id="kandidater"')[1]


def test_a_date_that_came_too_early_is_postponed() -> None:
    prize = make_prize(S.SCORING)
    client = browser(make_user(roles.JURY_SECRETARY))
    assert "Skjut upp poängsättningen: datumet har kommit" in client.get(prize.get_absolute_url()).content.decode()
    days = [timezone.localtime() + timedelta(days=number) for number in (5, 9)]
    scoring, ends = (f"{day:%Y-%m-%dT%H:%M}" for day in days)
    client.post(
        prize.move_url("postpone_scoring"),
        {"reason": "Kriterierna saknas.", "scoring_from": scoring, "deliberating_from": ends},
    )
    prize.refresh_from_db()
    assert prize.is_open_for_changes


def test_a_candidate_of_another_year_is_not_found() -> None:
    prize, other = make_jury_room(), make_jury_room()
    client = browser(person(prize.jurors.all()[0]))
    assert client.get(address("candidate", prize, other.nominations.all()[0].pk)).status_code == 404
    assert client.get(other.get_absolute_url()).status_code == 404


def test_minutes_wait_until_the_scores_are_opened() -> None:
    prize = make_jury_room(weights=(1,), candidates=1, jurors=1)
    juror = prize.jurors.get()
    client = browser(person(juror))
    assert client.get(address("minutes", prize)).status_code == 409
    give(juror, prize.nominations.get(), 4)
    hand_in(juror)
    page = client.get(address("minutes", prize))
    assert page.status_code == 200
    assert "4,00" in page.content.decode()


def test_the_year_becomes_candidates() -> None:
    year = timezone.localdate().year
    prize = make_prize(S.NOMINATING, year=year)
    ours = make_published_story()
    make_published_story(publish_at=timezone.now() + timedelta(days=2))
    make_published_story(month=f"{year - 1}-06-01")
    client = browser(make_user(roles.JURY_SECRETARY))
    for _press in range(2):
        assert client.post(address("nominate", prize)).status_code == 302
    assert [row.story for row in prize.nominations.all()] == [ours]
    client.post(address("remove_candidate", prize, prize.nominations.get().pk))
    assert not prize.nominations.exists()


@pytest.mark.parametrize(
    ("role", "status"),
    [(roles.JUROR, 200), (roles.JURY_SECRETARY, 200), (roles.STAFF, 403), (roles.ADMINISTRATOR, 403)],
)
def test_who_sees_the_list(role: str, status: int) -> None:
    assert browser(make_user(role)).get(reverse("awards:rooms")).status_code == status


def test_what_waits_is_counted_in_the_menu() -> None:
    prize = make_jury_room(weights=(1,), candidates=2)
    juror = prize.jurors.all()[0]
    secretary = make_user(roles.JURY_SECRETARY)
    counts = []
    for nomination in prize.nominations.all():
        counts.append(jury_menu(person(juror))[0].count)
        give(juror, nomination, 3)
    counts.append(jury_menu(person(juror))[0].count)
    hand_in(juror)
    counts.append(jury_menu(person(juror))[0].count)
    assert counts == [2, 1, 1, 0]
    assert jury_menu(secretary)[0].count == 0
    end_scoring(prize)
    assert jury_menu(secretary)[0].count == 1
    assert jury_menu(make_user(roles.STAFF)) == []


ROOM, CANDIDATE, OPENED, MINUTES = 22, 23, 23, 18


def fill(prize: Prize, number: int) -> None:
    """Candidates that every juror has scored."""
    for _number in range(number):
        make_candidate(prize, ideas=[])
    pairs = [(juror, row) for juror in prize.jurors.all() for row in prize.nominations.all()]
    Answer.objects.bulk_create(Answer(juror=juror, nomination=row, is_disqualified=False) for juror, row in pairs)
    Score.objects.bulk_create(
        Score(juror=juror, nomination=row, criterion=criterion, points=3)
        for juror, row in pairs
        for criterion in prize.criteria.all()
    )


@pytest.mark.parametrize("number", [1, 50])
def test_queries_do_not_grow_with_the_candidates(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    prize = make_jury_room(candidates=0)
    fill(prize, number)
    client = browser(person(prize.jurors.all()[0]))
    with django_assert_num_queries(ROOM):
        client.get(prize.get_absolute_url())
    with django_assert_num_queries(CANDIDATE):
        client.get(address("candidate", prize, prize.nominations.all()[0].pk))
    prize.jurors.update(handed_in_at=timezone.now())
    Prize.objects.update(scores_opened_at=timezone.now(), deliberating_from=timezone.now())
    with django_assert_num_queries(OPENED):
        client.get(prize.get_absolute_url())
    with django_assert_num_queries(MINUTES):
        client.get(address("minutes", prize))
