"""State × move × role: every button of a prize, pressed by everybody in every phase."""

from datetime import timedelta
from typing import Any, Final

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from awards.models import Award, Prize
from awards.states import MOVES
from awards.states import PrizeState as S
from awards.workflow import ENGINE
from goda_exempel import roles
from goda_exempel.accounts.models import User
from goda_exempel.notices.models import Notice
from goda_exempel.workflow import Blocked
from stories.workflow import ENGINE as STORIES
from tests.awards.factories import (
    CITATION,
    give,
    hand_in,
    make_candidate,
    make_criteria,
    make_juror,
    make_prize,
    person,
)
from tests.factories import make_user

pytestmark = pytest.mark.django_db

# What is made (302) in each state, by role. A sealed decision is refused in words; so is a second opening.
MADE: Final[dict[tuple[str, str], set[str]]] = {
    ("secretary", S.PREPARING): {"open_nominations", "open_scoring"},
    ("secretary", S.NOMINATING): {"open_scoring"},
    ("secretary", S.SCORING): {"postpone_scoring", "extend_scoring", "close_scoring"},
    ("secretary", S.DELIBERATING): {"extend_scoring", "open_scores"},
    ("secretary", S.DECIDED): {"reopen", "announce"},
    ("juror", S.SCORING): {"hand_in_scores"},
    ("juror", S.DELIBERATING): {"open_scores"},
}
MAY: Final = {
    "secretary": {move.name for move in MOVES} - {"hand_in_scores"},
    "juror": {"hand_in_scores", "open_scores"},
    "secretary with a seat": {move.name for move in MOVES} - {"hand_in_scores"},
}
UNSEEN: Final = ("juror without a seat", "administrator", "staff", "communicator")


def ready(state: str) -> Prize:
    prize = make_prize(state)
    make_criteria(prize, 1)
    if state != S.SCORING:  # where nothing is left to answer, so that the juror can hand in
        make_candidate(prize)
    make_juror(prize)
    return prize


def who(role: str, prize: Prize) -> User:
    if role == "juror":
        return person(make_juror(prize))
    if role == "secretary with a seat":
        user = person(make_juror(prize))
        user.add_roles(roles.JURY_SECRETARY)
        return user
    names = {"secretary": roles.JURY_SECRETARY, "juror without a seat": roles.JUROR}
    return make_user(names.get(role, role))


def form(prize: Prize) -> dict[str, Any]:
    candidate = prize.nominations.first()
    soon, later = timezone.now() + timedelta(days=9), timezone.now() + timedelta(days=12)
    return {
        "reason": "Därför.",
        "scoring_from": f"{soon:%Y-%m-%dT%H:%M}",
        "deliberating_from": f"{later:%Y-%m-%dT%H:%M}",
        "nomination": candidate.pk if candidate else "",
        "citation": CITATION,
    }


@pytest.mark.parametrize("role", [*MAY, *UNSEEN])
@pytest.mark.parametrize("state", list(S))
def test_every_button(state: str, role: str) -> None:
    prize = ready(state)
    client = Client()
    client.force_login(who(role, prize))
    made = MADE.get((role.removesuffix(" with a seat"), state), set())
    for move in MOVES:
        expected = 404 if role in UNSEEN else 403 if move.name not in MAY[role] else 302 if move.name in made else 409
        with transaction.atomic():
            before = prize.history.count()
            answer = client.post(prize.move_url(move.name), form(prize))
            assert (move.name, answer.status_code) == (move.name, expected)
            assert prize.history.count() - before == (expected == 302)
            transaction.set_rollback(True)


def test_a_move_is_a_post_and_needs_a_person() -> None:
    prize = ready(S.SCORING)
    anonymous = Client()
    assert anonymous.post(prize.move_url("close_scoring")).headers["Location"].startswith("/logga-in/?next=")
    client = Client()
    client.force_login(who("secretary", prize))
    assert client.get(prize.move_url("close_scoring")).status_code == 405
    assert client.post(prize.move_url("win_everything")).status_code == 404
    assert client.post("/jury/1999/flytta/close_scoring/").status_code == 404
    assert Client(enforce_csrf_checks=True).post(prize.move_url("close_scoring")).status_code == 403


def test_the_second_of_two_presses_is_told_who_was_first() -> None:
    prize = ready(S.SCORING)
    client = Client()
    client.force_login(who("secretary", prize))
    first = client.post(prize.move_url("close_scoring"), {"reason": "Alla är klara.", "seen": S.SCORING})
    second = client.post(prize.move_url("close_scoring"), {"reason": "Det räcker nu.", "seen": S.SCORING})
    assert (first.status_code, second.status_code) == (302, 409)
    text = second.content.decode()
    assert "Någon hann före" in text
    assert "Det räcker nu." in text
    assert prize.history.count() == 1


def test_a_phase_that_changed_by_its_date_blames_nobody() -> None:
    prize = ready(S.NOMINATING)
    secretary = who("secretary", prize)
    prize = ENGINE.perform(prize, "open_scoring", by=secretary, reason="Alla är här.")
    prize.deliberating_from = timezone.now()
    prize.save(update_fields=["deliberating_from"])
    client = Client()
    client.force_login(secretary)
    text = client.post(prize.move_url("close_scoring"), {"reason": "Slut.", "seen": S.SCORING}).content.decode()
    assert "Juryn överlägger" in text
    assert "Någon hann före" not in text


@pytest.mark.parametrize("name", ["extend_scoring", "postpone_scoring"])
def test_more_time_is_a_later_time(name: str) -> None:
    prize = ready(S.SCORING)
    client = Client()
    client.force_login(who("secretary", prize))
    early = {"reason": "Hinner inte.", "scoring_from": "2020-01-01T12:00", "deliberating_from": "2020-01-02T12:00"}
    answer = client.post(prize.move_url(name), early)
    assert answer.status_code == 200
    assert "Välj en senare tid." in answer.content.decode()
    assert not prize.history.exists()


def test_time_can_be_given_after_the_end_but_not_once_the_scores_are_open() -> None:
    prize = ready(S.DELIBERATING)
    secretary = who("secretary", prize)
    later = {"deliberating_from": timezone.now() + timedelta(days=1)}
    with transaction.atomic():
        extended = ENGINE.perform(prize, "extend_scoring", by=secretary, reason="Sjukdom.", data=later)
        assert extended.state_at(timezone.now()) == S.SCORING
        transaction.set_rollback(True)
    opened = ENGINE.perform(prize, "open_scores", by=secretary)
    with pytest.raises(Blocked):
        ENGINE.perform(opened, "extend_scoring", by=secretary, reason="Sjukdom.", data=later)
    with pytest.raises(Blocked):
        ENGINE.perform(opened, "open_scores", by=secretary)


def test_scoring_is_not_postponed_once_somebody_has_answered() -> None:
    prize = ready(S.SCORING)
    give(make_juror(prize), make_candidate(prize), 3)
    with pytest.raises(Blocked):
        ENGINE.perform(prize, "postpone_scoring", by=who("secretary", prize), reason="Vänta.")


@pytest.mark.parametrize("lacks", ["criteria", "jurors", "nominations"])
def test_scoring_opens_only_when_everything_is_there(lacks: str) -> None:
    prize = ready(S.NOMINATING)
    getattr(prize, lacks).all().delete()
    with pytest.raises(Blocked):
        ENGINE.perform(prize, "open_scoring", by=who("secretary", prize), reason="Nu.")


def test_from_scoring_to_the_announcement() -> None:
    prize = make_prize(S.SCORING)
    make_criteria(prize, 2)
    nomination = make_candidate(prize)
    juror, secretary = make_juror(prize), make_user(roles.JURY_SECRETARY)
    communicator = make_user(roles.COMMUNICATOR)
    author = nomination.story.ideas.get().submitter
    assert author is not None
    give(juror, nomination, 5)
    assert not hand_in(juror).is_sealed
    client = Client()
    client.force_login(secretary)
    client.post(prize.move_url("decide"), {"nomination": nomination.pk, "citation": CITATION})
    assert (Award.objects.get().nomination, Award.objects.get().citation) == (nomination, CITATION)
    assert not Notice.objects.filter(person__in=[communicator, author], url__contains=str(prize.year)).exists()
    client.post(prize.move_url("announce"))
    prize.refresh_from_db()
    assert prize.state == S.ANNOUNCED
    told = {notice.person: notice.url for notice in Notice.objects.filter(created__gte=prize.announced_at)}
    assert told == {
        person(juror): f"/jury/{prize.year}/",
        communicator: f"/arets-medarbetarinnovation/{prize.year}/",
        author: f"/arets-medarbetarinnovation/{prize.year}/",
    }


def test_nobody_records_a_decision_about_an_idea_of_their_own() -> None:
    prize = make_prize(S.DELIBERATING, sealed=False)
    nomination, secretary = make_candidate(prize), make_user(roles.JURY_SECRETARY)
    nomination.story.ideas.update(submitter=secretary)
    with pytest.raises(Blocked):
        ENGINE.perform(prize, "decide", by=secretary, data={"nomination": nomination, "citation": CITATION})


def test_a_candidate_of_another_year_can_not_win() -> None:
    prize = make_prize(S.DELIBERATING, sealed=False)
    other = make_candidate(make_prize(S.DELIBERATING))
    client = Client()
    client.force_login(make_user(roles.JURY_SECRETARY))
    answer = client.post(prize.move_url("decide"), {"nomination": other.pk, "citation": CITATION})
    assert answer.status_code == 200
    assert "error-summary" in answer.content.decode()
    assert not Award.objects.exists()


def test_a_withdrawn_story_is_not_announced() -> None:
    prize = make_prize(S.DECIDED)
    story = prize.awards.get().nomination.story
    STORIES.perform(story, "withdraw", by=make_user(roles.COMMUNICATOR), reason="En person vill inte vara med.")
    with pytest.raises(Blocked):
        ENGINE.perform(prize, "announce", by=make_user(roles.JURY_SECRETARY))


def test_a_decision_that_is_taken_back_can_be_made_anew() -> None:
    prize = make_prize(S.DECIDED)
    secretary = make_user(roles.JURY_SECRETARY)
    prize = ENGINE.perform(prize, "reopen", by=secretary, reason="Fel kandidat.")
    assert not Award.objects.exists()
    data = {"nomination": make_candidate(prize), "citation": CITATION}
    assert ENGINE.perform(prize, "decide", by=secretary, data=data).state == S.DECIDED
