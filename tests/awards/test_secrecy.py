"""Sealed scores: what others see is the same to the byte whatever points a juror gives, until the scores are opened."""

import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from awards.models import Juror, Prize, Score
from awards.results import results
from awards.scoring import declare
from awards.workflow import ENGINE
from goda_exempel import roles
from goda_exempel.accounts.models import User
from goda_exempel.notices.models import Notice
from tests.awards.factories import end_scoring, give, hand_in, make_jury_room, person
from tests.factories import make_user

pytestmark = pytest.mark.django_db

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"|csrf-token" content="[^"]*"')


@pytest.fixture
def prize() -> Prize:
    """Two candidates; the first juror has scored both, and handed in if told to."""
    prize = make_jury_room()
    scorer = prize.jurors.all()[0]
    for nomination in prize.nominations.all():
        give(scorer, nomination, 5, 5)
    return prize


def scorer_of(prize: Prize) -> Juror:
    return Juror.objects.get(prize=prize, name="Juror 1")


def viewer(role: str, prize: Prize) -> User:
    if role == "other juror":
        return person(prize.jurors.all()[1])
    if role == "juror of another year":
        return person(make_jury_room().jurors.all()[0])
    return make_user(role)


VIEWERS = ("other juror", "juror of another year", roles.JURY_SECRETARY, roles.ADMINISTRATOR, roles.STAFF)


def addresses(prize: Prize) -> list[str]:
    year = prize.year
    return [
        reverse("awards:rooms"),
        reverse("awards:room", args=[year]),
        reverse("awards:minutes", args=[year]),
        reverse("awards:settings", args=[year]),
        *(reverse("awards:candidate", args=[year, row.pk]) for row in prize.nominations.all()),
        reverse("winner", args=[year]),
        reverse("winners"),
        reverse("home"),
        reverse("accounts:me"),
        reverse("notices:list"),
        reverse("admin:index"),
        reverse("admin:awards_prize_changelist"),
        reverse("admin:awards_prize_change", args=[prize.pk]),
    ]


def pages(user: User, prize: Prize) -> dict[str, bytes]:
    client = Client()
    client.force_login(user)
    return {address: TOKEN.sub(b"", client.get(address).content) for address in addresses(prize)}


@pytest.mark.parametrize("stage", ["scored", "handed in", "ended"])
@pytest.mark.parametrize("role", VIEWERS)
def test_no_page_depends_on_sealed_points(prize: Prize, role: str, stage: str) -> None:
    if stage != "scored":
        hand_in(scorer_of(prize))
    if stage == "ended":
        end_scoring(prize)
    user = viewer(role, prize)
    before = pages(user, prize)
    assert Score.objects.update(points=1) == 4
    assert pages(user, prize) == before
    assert not Score.objects.visible_to(user).exists()
    assert all(row.mean is None for row in results(prize, user))


def test_the_own_points_and_no_others(prize: Prize) -> None:
    other = prize.jurors.all()[1]
    give(other, prize.nominations.all()[0], 2, 2)
    for juror in (scorer_of(prize), other):
        assert set(Score.objects.visible_to(person(juror))) == set(Score.objects.filter(juror=juror))


def test_once_opened_the_room_sees_them_and_nobody_else(prize: Prize) -> None:
    hand_in(scorer_of(prize))
    secretary = make_user(roles.JURY_SECRETARY)
    ENGINE.perform(end_scoring(prize), "open_scores", by=secretary)
    for user in (secretary, person(prize.jurors.all()[1])):
        assert Score.objects.visible_to(user).count() == 4
        before = pages(user, prize)
        Score.objects.update(points=1)
        after = pages(user, prize)
        changed = {address for address in after if after[address] != before[address]}
        assert changed == {
            reverse("awards:room", args=[prize.year]),
            reverse("awards:minutes", args=[prize.year]),
            *(reverse("awards:candidate", args=[prize.year, row.pk]) for row in prize.nominations.all()),
        }
        Score.objects.update(points=5)
    for role in ("juror of another year", roles.ADMINISTRATOR, roles.STAFF):
        assert not Score.objects.visible_to(viewer(role, prize)).exists()


def test_a_disqualified_juror_sees_no_points_of_the_candidate_before_they_are_opened(prize: Prize) -> None:
    one, other = prize.jurors.all()
    nomination = prize.nominations.all()[0]
    declare(other, nomination, is_disqualified=True, reason="Min bror.")
    assert not Score.objects.visible_to(person(other)).exists()
    assert Score.objects.filter(juror=one, nomination=nomination).exists()


def test_letters_say_the_same_whatever_the_points(prize: Prize, mailoutbox: list[object]) -> None:
    make_user(roles.JURY_SECRETARY)
    hand_in(scorer_of(prize))
    texts = [f"{notice.subject}\n{notice.body}" for notice in Notice.objects.all()]
    assert texts
    name = scorer_of(prize).name
    for text in texts:
        left = text.replace(str(prize), "").replace(name, "").replace("Person", "")
        assert not re.search(r"\b[1-5]\b", left), text


def test_the_event_is_logged_once_and_says_no_points(prize: Prize) -> None:
    secretary = make_user(roles.JURY_SECRETARY)
    ENGINE.perform(end_scoring(prize), "open_scores", by=secretary)
    rows = prize.history.filter(move="open_scores")
    assert [(row.actor_name, row.reason) for row in rows] == [(secretary.name, "")]


def test_neither_scores_nor_conflicts_are_in_the_administration_pages() -> None:
    here = {model.__name__ for model in apps.get_app_config("awards").get_models() if model in admin.site._registry}
    inlines = {inline.model.__name__ for inline in admin.site._registry[Prize].inlines}
    assert (here, inlines) == ({"Prize"}, {"Criterion", "Juror"})
