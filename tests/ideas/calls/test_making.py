"""Making, changing, closing, answering and deleting a call."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from goda_exempel import roles
from goda_exempel.accounts.models import Unit, User
from goda_exempel.notices.models import Notice
from goda_exempel.workflow import WrongState
from ideas.calls.models import Call
from ideas.calls.workflow import CallConflictError, change, stamp_of
from tests.factories import make_idea, make_unit, make_user
from tests.ideas.calls.factories import close, make_call

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def in_days(days: int) -> date:
    return TODAY() + timedelta(days=days)


@pytest.fixture
def coach() -> User:
    return make_user(roles.COACH, name="Ulla Coach")


@pytest.fixture
def coordinator(client: Client) -> User:
    user = make_user(roles.COORDINATOR, name="Sigrid")
    client.force_login(user)
    return user


def filled(coach: User, **fields: Any) -> dict[str, Any]:
    return {
        "form_key": str(uuid4()),
        "title": "Mindre matsvinn",
        "text": "Hur slänger vi mindre?",
        "opens": f"{in_days(1)}",
        "closes": f"{in_days(30)}",
        "who": "everybody",
        "answerer": coach.pk,
        **fields,
    }


def test_a_coordinator_asks_everybody(client: Client, coordinator: User, coach: User) -> None:
    response = client.post("/ideer/upprop/nytt/", filled(coach))
    call = Call.objects.get()
    assert response.headers["Location"] == "/ideer/upprop/mindre-matsvinn/"
    assert (call.maker, call.maker_name, call.answerer, call.everybody) == (coordinator, "Sigrid", coach, True)
    assert call.is_draft


def test_same_form_twice_makes_one_call(client: Client, coordinator: User, coach: User) -> None:
    data = filled(coach)
    assert {client.post("/ideer/upprop/nytt/", data).headers["Location"] for _each in "12"} == {
        "/ideer/upprop/mindre-matsvinn/"
    }
    assert Call.objects.count() == 1


def test_same_title_gets_another_address_and_no_address_hides_a_page(
    client: Client, coordinator: User, coach: User
) -> None:
    for title in ("Mindre matsvinn", "Mindre matsvinn", "Nytt", "🍲", "🍲"):
        client.post("/ideer/upprop/nytt/", filled(coach, title=title))
    slugs = list(Call.objects.order_by("pk").values_list("slug", flat=True))
    assert slugs == ["mindre-matsvinn", "mindre-matsvinn-2", "nytt-2", "upprop", "upprop-2"]


def test_a_manager_asks_own_units_and_no_others(client: Client, coach: User) -> None:
    top = make_unit("Bildning")
    below, other = make_unit("Skolan", parent=top), make_unit("Parken")
    client.force_login(make_user(roles.MANAGER, units=(top,)))
    for fields, field in (
        ({"who": "everybody", "units": [below.pk]}, "who"),
        ({"who": "units"}, "units"),
        ({"who": "units", "units": [other.pk]}, "units"),
    ):
        response = client.post("/ideer/upprop/nytt/", filled(coach, **fields))
        assert (response.status_code, set(response.context["form"].errors)) == (200, {field})
    client.post("/ideer/upprop/nytt/", filled(coach, who="units", units=[below.pk]))
    call = Call.objects.get()
    assert (call.everybody, list(call.units.all())) == (False, [below])


@pytest.mark.parametrize("role", [roles.STAFF, roles.COMMUNICATOR, roles.JUROR, roles.ADMINISTRATOR])
def test_others_make_no_calls(client: Client, coach: User, role: str) -> None:
    client.force_login(make_user(role))
    assert client.get("/ideer/upprop/nytt/").status_code == 403
    assert client.post("/ideer/upprop/nytt/", filled(coach)).status_code == 403
    assert not Call.objects.exists()


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"title": "   ", "text": " \n "}, {"title", "text"}),
        ({"title": "x" * 121}, {"title"}),
        ({"text": "x" * 8001}, {"text"}),
        ({"text": "bo\x07b"}, {"text"}),
        ({"opens": "2026-02-31"}, {"opens"}),
        ({"opens": "0000-01-01", "closes": "9999-12-31"}, {"opens", "closes"}),
        ({"opens": f"{timezone.localdate() - timedelta(days=1)}"}, {"opens"}),
        ({"closes": f"{timezone.localdate()}"}, {"closes"}),
        ({"answerer": ""}, {"answerer"}),
        ({"answerer": "9" * 30}, {"answerer"}),
        ({"who": "nobody"}, {"who"}),
        ({"who": "units", "units": ["abc"]}, {"units"}),
        ({"form_key": "x"}, {"form_key"}),
    ],
)
def test_bad_input_is_told_at_its_field_and_nothing_is_lost(
    client: Client, coordinator: User, coach: User, fields: dict[str, Any], errors: set[str]
) -> None:
    response = client.post("/ideer/upprop/nytt/", {**filled(coach), **fields})
    assert (response.status_code, set(response.context["form"].errors)) == (200, errors)
    assert not Call.objects.exists()
    if "text" not in fields:
        assert "Hur slänger vi mindre?" in response.content.decode()


def test_who_answers_has_to_be_a_coach(client: Client, coordinator: User, coach: User) -> None:
    response = client.post("/ideer/upprop/nytt/", filled(coach, answerer=make_user().pk))
    assert set(response.context["form"].errors) == {"answerer"}


def test_fields_that_are_not_in_the_form_change_nothing(client: Client, coordinator: User, coach: User) -> None:
    client.post("/ideer/upprop/nytt/", filled(coach, state="closed", maker=coach.pk, result="Klart", slug="min"))
    call = Call.objects.get()
    assert (call.state, call.maker, call.result, call.slug) == ("drafted", coordinator, "", "mindre-matsvinn")


def test_a_title_is_one_line(client: Client, coordinator: User, coach: User) -> None:
    client.post("/ideer/upprop/nytt/", filled(coach, title="Mat\r\nBcc: alla@exempel.example"))
    assert Call.objects.get().title == "Mat Bcc: alla@exempel.example"


def edited(call: Call, **fields: Any) -> dict[str, Any]:
    return {
        "stamp": stamp_of(call),
        "title": call.title,
        "text": call.text,
        "opens": f"{call.opens}",
        "closes": f"{call.closes}",
        "who": "everybody" if call.everybody else "units",
        "units": [unit.pk for unit in call.units.all()],
        "answerer": call.answerer_id,
        **fields,
    }


@pytest.fixture
def drafted(coordinator: User, coach: User) -> Call:
    return make_call("drafted", maker=coordinator, answerer=coach)


def test_the_maker_changes_the_call_and_its_address_stays(client: Client, drafted: Call) -> None:
    slug = drafted.slug
    response = client.post(f"/ideer/upprop/{slug}/andra/", edited(drafted, title="Något annat"))
    assert response.headers["Location"] == f"/ideer/upprop/{slug}/"
    drafted.refresh_from_db()
    assert (drafted.title, drafted.slug) == ("Något annat", slug)


def test_others_who_see_the_call_may_not_change_it(client: Client, coach: User) -> None:
    call = make_call(answerer=coach)
    client.force_login(coach)
    assert client.get(f"/ideer/upprop/{call.slug}/andra/").status_code == 403
    assert client.post(f"/ideer/upprop/{call.slug}/andra/", edited(call, title="Mitt")).status_code == 403
    assert client.post(f"/ideer/upprop/{call.slug}/ta-bort/").status_code == 403
    assert client.post(f"/ideer/upprop/{call.slug}/flytta/close/", {"reason": "Nej"}).status_code == 403
    assert Call.objects.get().title == call.title


def test_a_maker_who_may_make_no_calls_any_more_changes_none(client: Client, drafted: Call, coordinator: User) -> None:
    coordinator.groups.clear()
    coordinator.add_roles(roles.STAFF)
    assert client.post(f"/ideer/upprop/{drafted.slug}/andra/", edited(drafted, title="Mitt")).status_code == 403


def test_two_edits_at_once_lose_nothing(client: Client, drafted: Call, coordinator: User) -> None:
    mine = edited(drafted, text="Min text.")
    change(drafted, by=coordinator, stamp=stamp_of(drafted), values={"text": "Deras text."})
    response = client.post(f"/ideer/upprop/{drafted.slug}/andra/", mine)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Uppropet har ändrats under tiden" in page
    assert "Deras text." in page
    assert "Min text." in page
    assert Call.objects.get().text == "Deras text."
    client.post(f"/ideer/upprop/{drafted.slug}/andra/", {**mine, "stamp": response.context["form"]["stamp"].value()})
    assert Call.objects.get().text == "Min text."


def test_the_same_edit_twice_is_no_conflict(client: Client, drafted: Call) -> None:
    data = edited(drafted, text="Min text.")
    assert [client.post(f"/ideer/upprop/{drafted.slug}/andra/", data).status_code for _each in "12"] == [302, 302]


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_one_is_told(drafted: Call, coordinator: User) -> None:
    stamp, barrier = stamp_of(drafted), Barrier(2)

    def save(text: str) -> bool:
        try:
            barrier.wait(20)
            change(drafted, by=coordinator, stamp=stamp, values={"text": text})
        except CallConflictError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(save, ["Ett", "Två"])) == [False, True]


def test_the_day_it_opened_stays_while_it_is_open(client: Client, coordinator: User, coach: User) -> None:
    call = make_call(maker=coordinator, answerer=coach)
    client.post(f"/ideer/upprop/{call.slug}/andra/", edited(call, opens=f"{in_days(5)}", closes=f"{in_days(60)}"))
    changed = Call.objects.get()
    assert (changed.opens, changed.closes) == (call.opens, in_days(60))


def test_closing_early_needs_a_reason_and_tells_who_answers(client: Client, coordinator: User, coach: User) -> None:
    call = make_call(maker=coordinator, answerer=coach)
    address = f"/ideer/upprop/{call.slug}/flytta/close/"
    assert "reason" in client.post(address, {"reason": " "}).context["panels"][0].form.errors
    assert client.post(address, {"reason": "Nog nu."}).status_code == 302
    assert [(row.move, row.reason, row.actor) for row in call.history.all()] == [("close", "Nog nu.", coordinator)]
    assert [notice.person for notice in Notice.objects.all()] == [coach]
    again = client.post(address, {"reason": "Nog igen."})
    assert again.status_code == 409
    assert "Någon hann före." in again.content.decode()
    assert call.history.count() == 1


def test_a_draft_can_not_be_closed(client: Client, drafted: Call) -> None:
    response = client.post(f"/ideer/upprop/{drafted.slug}/flytta/close/", {"reason": "Nej"})
    assert (response.status_code, drafted.history.count()) == (409, 0)


@pytest.fixture
def closed(coordinator: User, coach: User) -> Call:
    return make_call("closed", maker=coordinator, answerer=coach)


def test_the_asker_thanks_and_those_who_handed_in_are_told_once(client: Client, closed: Call) -> None:
    author = make_user()
    type(idea := make_idea(submitter=author)).objects.filter(pk=idea.pk).update(call=closed)
    Notice.objects.all().delete()
    address = f"/ideer/upprop/{closed.slug}/andra/"
    assert set(client.post(address, {"stamp": stamp_of(closed), "result": " "}).context["form"].errors) == {"result"}
    for text in ("Tack! Två prövas.", "Tack! Tre prövas."):
        closed.refresh_from_db()
        client.post(address, {"stamp": stamp_of(closed), "result": text})
    assert Call.objects.get().result == "Tack! Tre prövas."
    (notice,) = Notice.objects.all()
    assert (notice.person, notice.url) == (author, f"/ideer/upprop/{closed.slug}/")
    assert "Tack! Två prövas." in notice.body


def test_a_call_that_closed_in_mid_form_is_told_and_the_text_is_shown(
    client: Client, coordinator: User, coach: User
) -> None:
    call = make_call(maker=coordinator, answerer=coach)
    data = edited(call, text="Något jag just skrev.")
    close(call, coordinator)
    response = client.post(f"/ideer/upprop/{call.slug}/andra/", data)
    assert response.status_code == 409
    assert "Något jag just skrev." in response.content.decode()
    assert Call.objects.get().text == call.text


def test_closing_between_check_and_save_is_noticed(coordinator: User, coach: User) -> None:
    call = make_call(maker=coordinator, answerer=coach)
    close(Call.objects.get(), coordinator)
    with override("sv"), pytest.raises(WrongState, match="Någon hann före"):
        change(call, by=coordinator, stamp=stamp_of(call), values={"text": "Sent"})


def test_only_a_draft_without_ideas_is_deleted(client: Client, drafted: Call, coordinator: User, coach: User) -> None:
    opened = make_call(maker=coordinator, answerer=coach)
    answer = client.post(f"/ideer/upprop/{opened.slug}/ta-bort/")
    assert answer.status_code == 409
    assert "Det går inte att göra nu: läget är ”Öppet”." in answer.content.decode()
    assert client.get(f"/ideer/upprop/{drafted.slug}/ta-bort/").status_code == 405
    assert client.post(f"/ideer/upprop/{drafted.slug}/ta-bort/").headers["Location"] == "/ideer/upprop/"
    assert list(Call.objects.all()) == [opened]
    assert client.post(f"/ideer/upprop/{drafted.slug}/ta-bort/").status_code == 404


def test_a_unit_that_goes_away_does_not_make_the_call_ask_everybody() -> None:
    unit: Unit = make_unit("Borta")
    make_call(units=(unit,))
    unit.delete()
    assert not Call.objects.visible_to(make_user()).exists()


def test_the_database_keeps_the_order_of_the_dates_and_the_words_of_the_picture() -> None:
    call = make_call()
    assert {constraint.name for constraint in call._meta.constraints} == {
        "call_closes_after_it_opens",
        "call_picture_has_words",
    }
