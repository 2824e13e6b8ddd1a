"""The secretary makes a year's prize and changes it; what a phase has fixed stays as it is."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from awards.models import Prize
from awards.states import PrizeState as S
from goda_exempel import roles
from tests.awards.factories import DAY, give, make_candidate, make_criteria, make_juror, make_prize, person
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary(client: Client) -> Client:
    client.force_login(make_user(roles.JURY_SECRETARY))
    return client


def dates(*days: int) -> dict[str, str]:
    names = ("nominating_from", "scoring_from", "deliberating_from")
    return {
        name: f"{timezone.localtime() + timedelta(days=number):%Y-%m-%dT%H:%M}"
        for name, number in zip(names, days, strict=True)
    }


def rows(*weights: str, known: Any = ()) -> dict[str, str]:
    """The formset of the criteria; ``known`` are those that exist."""
    form = {"criteria-TOTAL_FORMS": str(len(weights)), "criteria-INITIAL_FORMS": str(len(known))}
    for number, weight in enumerate(weights):
        form |= {f"criteria-{number}-name": f"K{number}", f"criteria-{number}-weight": weight}
        form |= {f"criteria-{number}-position": str(number)}
    for number, criterion in enumerate(known):
        form[f"criteria-{number}-id"] = str(criterion.pk)
    return form


def whole(prize: Prize, *weights: str, known: Any = (), **more: Any) -> dict[str, Any]:
    return {
        "name": prize.name,
        "seen": prize.state_at(timezone.now()),
        **dates(-1, 1, 2),
        **rows(*weights, known=known),
        **more,
    }


def settings_of(prize: Prize) -> str:
    return f"/jury/{prize.year}/installningar/"


def test_a_year_is_made_with_its_jury_and_its_criteria(secretary: Client) -> None:
    juror = make_user(roles.JUROR)
    form = {"year": "2026", "name": "Årets medarbetarinnovation", **dates(1, 10, 20), "jurors": [juror.pk]}
    assert secretary.post("/jury/nytt/", form).headers["Location"] == "/jury/2026/installningar/"
    prize = Prize.objects.get()
    assert [person(seat) for seat in prize.jurors.all()] == [juror]
    page = secretary.post(settings_of(prize), {**form, **rows("2", "1"), "seen": S.PREPARING})
    assert page.headers["Location"] == "/jury/2026/"
    assert list(prize.criteria.values_list("name", "weight")) == [("K0", 2), ("K1", 1)]
    again = secretary.post("/jury/nytt/", form)
    assert again.status_code == 200
    assert Prize.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("year", "1999"),
        ("year", "två"),
        ("name", ""),
        ("name", "x" * 121),
        ("scoring_from", "igår"),
        ("scoring_from", "2020-01-01T12:00"),
        ("deliberating_from", "2020-01-01T12:00"),
        ("jurors", "999999"),
    ],
)
def test_bad_input_is_said_and_makes_nothing(secretary: Client, field: str, value: str) -> None:
    form = {"year": "2026", "name": "Priset", **dates(1, 10, 20), field: value}
    page = secretary.post("/jury/nytt/", form)
    assert page.status_code == 200
    assert "error-summary" in page.content.decode()
    assert not Prize.objects.exists()


def test_the_phases_come_in_order(secretary: Client) -> None:
    page = secretary.post("/jury/nytt/", {"year": "2026", "name": "Priset", **dates(1, 20, 10)})
    assert "Poängsättningen måste sluta efter att den börjar." in page.content.decode()
    page = secretary.post("/jury/nytt/", {"year": "2026", "name": "Priset", **dates(15, 10, 20)})
    assert page.status_code == 200
    assert not Prize.objects.exists()


def test_a_secretary_is_no_juror(secretary: Client) -> None:
    both = make_user(roles.JUROR, roles.JURY_SECRETARY)
    form = {"year": "2026", "name": "Priset", **dates(1, 10, 20), "jurors": [both.pk]}
    assert secretary.post("/jury/nytt/", form).status_code == 200
    assert not Prize.objects.exists()


def test_criteria_and_dates_are_fixed_once_the_jury_scores(secretary: Client) -> None:
    prize = make_prize(S.SCORING)
    (criterion,) = make_criteria(prize, 2)
    ends = prize.deliberating_from
    page = secretary.post(settings_of(prize), whole(prize, "5", known=[criterion], description="Nytt."))
    assert page.status_code == 302
    criterion.refresh_from_db()
    prize.refresh_from_db()
    assert (criterion.weight, prize.deliberating_from, prize.description) == (2, ends, "Nytt.")


def test_who_saw_an_earlier_phase_is_told_and_nothing_is_saved(secretary: Client) -> None:
    prize = make_prize(S.SCORING)
    page = secretary.post(settings_of(prize), whole(prize, "5", seen=S.NOMINATING, description="Nytt."))
    assert page.status_code == 409
    assert not prize.criteria.exists()
    prize.refresh_from_db()
    assert prize.description == ""


@pytest.mark.parametrize("state", [S.DECIDED, S.ANNOUNCED])
def test_a_decided_prize_is_fixed(secretary: Client, state: str) -> None:
    prize = make_prize(state)
    assert secretary.get(settings_of(prize)).status_code == 409
    assert secretary.post(settings_of(prize), {"name": "Annat"}).status_code == 409
    prize.refresh_from_db()
    assert prize.name != "Annat"


def test_a_weight_is_above_zero(secretary: Client) -> None:
    prize = make_prize(S.NOMINATING)
    for weight in ("0", "-1", "", "tung"):
        page = secretary.post(settings_of(prize), whole(prize, weight))
        assert page.status_code == 200
        assert "error-summary" in page.content.decode()
    assert not prize.criteria.exists()


def test_a_juror_who_has_begun_keeps_the_seat(secretary: Client) -> None:
    prize = make_prize(S.SCORING)
    make_criteria(prize, 1)
    begun, idle, new = make_juror(prize, name="Börjat"), make_juror(prize), make_user(roles.JUROR)
    give(begun, make_candidate(prize), 3)
    page = secretary.post(settings_of(prize), whole(prize, jurors=[new.pk], description="Nytt."))
    assert "Börjat har börjat svara och behåller sin plats i juryn." in page.content.decode()
    assert set(prize.jurors.all()) == {begun, idle}
    prize.refresh_from_db()
    assert prize.description == ""
    assert secretary.post(settings_of(prize), whole(prize, jurors=[new.pk, person(begun).pk])).status_code == 302
    assert {person(seat) for seat in prize.jurors.all()} == {person(begun), new}


@pytest.mark.parametrize("role", [roles.JUROR, roles.STAFF, roles.ADMINISTRATOR])
def test_for_the_secretary_only(client: Client, role: str) -> None:
    prize = make_prize(S.NOMINATING)
    assert client.post(settings_of(prize)).headers["Location"].startswith("/logga-in/")
    assert client.post("/jury/nytt/").headers["Location"].startswith("/logga-in/")
    client.force_login(make_user(role))
    assert client.post("/jury/nytt/", {"year": "2026"}).status_code == 403
    assert client.post(settings_of(prize), whole(prize)).status_code == 404


def admin_form(prize: Prize, **more: Any) -> dict[str, Any]:
    empty = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0"}
    inlines = {f"{name}-{key}": value for name in ("criteria", "jurors") for key, value in empty.items()}
    split = dates(-1, 1, 2)
    return {"name": prize.name, **split, **inlines, **more}


def test_administrators_change_the_frame_and_no_fixed_part(client: Client) -> None:
    client.force_login(make_user(roles.ADMINISTRATOR))
    open_prize, scoring = make_prize(S.NOMINATING), make_prize(S.SCORING)
    (criterion,) = make_criteria(scoring, 2)
    ends = scoring.deliberating_from
    for prize in (open_prize, scoring):
        address = f"/admin/awards/prize/{prize.pk}/change/"
        assert client.get(address).status_code == 200
        changed = rows("5", known=[criterion] if prize == scoring else [])
        assert client.post(address, admin_form(prize, description="Nytt.", **changed)).status_code == 302
    open_prize.refresh_from_db()
    scoring.refresh_from_db()
    criterion.refresh_from_db()
    assert (open_prize.description, open_prize.criteria.get().weight) == ("Nytt.", 5)
    assert (scoring.description, scoring.deliberating_from, criterion.weight) == ("Nytt.", ends, 2)
    assert client.post(f"/admin/awards/prize/{scoring.pk}/delete/", {"post": "yes"}).status_code == 403
    assert scoring.deliberating_from > timezone.now() - DAY
