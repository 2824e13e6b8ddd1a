"""A manager answers in two presses from the letter, says what it takes, is reminded, and can hand over."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from goda_exempel import roles
from goda_exempel.accounts.models import User
from goda_exempel.notices.models import Notice
from ideas.models import Idea
from ideas.owning.models import LineOwnership
from ideas.owning.tasks import remind_asked
from ideas.workflow import ENGINE
from tests.factories import PASSWORD, TO_REVIEW, make_idea, make_unit, make_user
from tests.ideas.cast import Cast, make_cast

pytestmark = pytest.mark.django_db

PATIENCE = 20  # seconds


@pytest.fixture
def asked() -> Cast:
    return make_cast("in_review, asked")


def page_of(cast: Cast) -> str:
    return f"{cast.idea.get_absolute_url()}linjeagare/"


def answer(client: Client, cast: Cast, move: str, who: str = "owner", **data: Any) -> Any:
    client.force_login(cast.people[who])
    return client.post(f"{page_of(cast)}{move}/", data)


def test_from_the_letter_in_two_presses(client: Client) -> None:
    cast = make_cast("in_review")
    maria = cast.people["owner"]
    Notice.objects.all().delete()
    ENGINE.perform(cast.idea, "ask_owner", by=cast.people["coach"], data={"line_owner": maria})
    link = Notice.objects.get(person=maria).url
    login = client.get(link)
    assert login["Location"] == f"/logga-in/?next={link}"
    landed = client.post(login["Location"], {"username": maria.email, "password": PASSWORD}, follow=True)
    assert landed.redirect_chain[-1][0] == link
    buttons = {panel.move.name: panel.url for panel in landed.context["panels"]}
    assert set(buttons) == {"accept_ownership", "decline_ownership"}
    assert client.post(buttons["accept_ownership"]).status_code == 302
    assert cast.idea.ownerships.get().answer == "accepted"


def test_what_it_takes_is_said_and_changed_later(client: Client, asked: Cast) -> None:
    answer(client, asked, "accept_ownership", resources="En cykel.", hours="40", kronor="12000")
    row = asked.idea.ownerships.get()
    assert (row.resources, row.hours, row.kronor) == ("En cykel.", 40, 12000)
    page = client.get(asked.idea.get_absolute_url()).content.decode()
    assert "En cykel." in page
    response = client.post(f"{page_of(asked)}resurser/", {"resources": "Två cyklar.", "hours": "", "kronor": "0"})
    assert response.status_code == 302
    row.refresh_from_db()
    assert (row.resources, row.hours, row.kronor) == ("Två cyklar.", None, 0)


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"hours": "-1"}, "hours"),
        ({"hours": "NaN"}, "hours"),
        ({"kronor": "9" * 30}, "kronor"),
        ({"kronor": "1,5"}, "kronor"),
        ({"resources": "x" * 2001}, "resources"),
        ({"resources": "a\x07"}, "resources"),
    ],
)
def test_bad_resources_are_told_at_their_field(client: Client, asked: Cast, data: dict[str, str], field: str) -> None:
    response = answer(client, asked, "accept_ownership", **data)
    form = next(panel.form for panel in response.context["panels"] if panel.move.name == "accept_ownership")
    assert list(form.errors) == [field]
    assert asked.idea.ownerships.get().answer == "asked"
    answer(client, asked, "accept_ownership")
    later = client.post(f"{page_of(asked)}resurser/", data)
    assert list(later.context["resources"].errors) == [field]


def test_no_needs_a_reason(client: Client, asked: Cast) -> None:
    response = answer(client, asked, "decline_ownership", reason=" ")
    assert response.status_code == 200
    assert asked.idea.ownerships.get().answer == "asked"
    answer(client, asked, "decline_ownership", reason="Inte min del.")
    assert asked.idea.ownerships.get().answer == "declined"
    assert asked.idea.history.latest("pk").reason == "Inte min del."


def test_second_answer_is_told_kindly(client: Client, asked: Cast) -> None:
    answer(client, asked, "accept_ownership")
    assert answer(client, asked, "decline_ownership", reason="Ändrade mig").status_code == 409
    assert answer(client, asked, "accept_ownership").status_code == 409
    assert asked.idea.ownerships.get().answer == "accepted"


def test_question_that_was_taken_back_is_told(client: Client, asked: Cast) -> None:
    ENGINE.perform(asked.idea, "recall_owner", by=asked.people["coach"])
    client.force_login(asked.people["owner"])
    assert client.get(page_of(asked)).status_code == 409
    assert answer(client, asked, "accept_ownership").status_code == 409
    assert asked.idea.ownerships.get().answer == "ended"
    ENGINE.perform(asked.idea, "ask_owner", by=asked.people["coach"], data={"line_owner": asked.people["owner"]})


def test_who_may_open_and_answer(client: Client, asked: Cast) -> None:
    for name, person in asked.people.items():
        client.force_login(person)
        expected = 200 if name == "owner" else 403
        assert client.get(page_of(asked)).status_code == expected
        if name != "owner":
            assert answer(client, asked, "accept_ownership", name).status_code == 403
            assert client.post(f"{page_of(asked)}resurser/", {}).status_code == 403
    assert client.get(f"{page_of(asked)}accept_ownership/").status_code == 405
    assert answer(client, asked, "decline").status_code == 404
    client.logout()
    assert client.post(f"{page_of(asked)}accept_ownership/")["Location"].startswith("/logga-in/")


def test_no_to_a_confidential_idea_closes_it(client: Client, asked: Cast) -> None:
    Idea.objects.filter(pk=asked.idea.pk).update(confidential=True)
    response = answer(client, asked, "decline_ownership", reason="Inte min del.")
    assert response["Location"] == "/ideer/mina-enheter/"
    assert client.get(page_of(asked)).status_code == 404


def test_manager_of_another_unit_is_asked_with_a_sentence(client: Client) -> None:
    cast = make_cast("in_review")
    far = make_user(roles.MANAGER, units=(make_unit("Långt bort"),), name="Fredrik")
    client.force_login(cast.people["coach"])
    address = cast.idea.move_url("ask_owner")
    response = client.post(address, {"line_owner": far.pk, "reason": ""})
    form = next(panel.form for panel in response.context["panels"] if panel.move.name == "ask_owner")
    assert list(form.errors) == ["reason"]
    Notice.objects.all().delete()
    client.post(address, {"line_owner": far.pk, "reason": "Ni har lokalen."})
    assert cast.idea.ownerships.get().person == far
    assert "Ni har lokalen." in Notice.objects.get(person=far).body


def test_managers_of_the_units_above_are_near(client: Client) -> None:
    top = make_unit("Förvaltningen")
    unit = make_unit("Enheten", parent=make_unit("Området", parent=top))
    head = make_user(roles.MANAGER, units=(top,), name="Hans")
    idea = make_idea(moves=TO_REVIEW, unit=unit)
    client.force_login(make_user(roles.COACH))
    assert client.post(idea.move_url("ask_owner"), {"line_owner": head.pk}).status_code == 302


def at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))


def test_reminder_comes_once_after_five_working_days(asked: Cast) -> None:
    monday = date(2026, 3, 2)
    LineOwnership.objects.update(asked_at=at(monday))
    Notice.objects.all().delete()
    told = {}
    for number in range(14):
        remind_asked(at(monday + timedelta(days=number)))
        told[monday + timedelta(days=number)] = Notice.objects.count()
    assert [day for day, count in told.items() if count] == [
        date(2026, 3, 10) + timedelta(days=number) for number in range(6)
    ]
    notice = Notice.objects.get()
    assert (notice.person, notice.url) == (asked.people["owner"], page_of(asked))
    assert asked.idea.ownerships.get().reminded_at == at(date(2026, 3, 10))


@pytest.mark.parametrize("how", ["answered", "closed", "disabled"])
def test_no_reminder_where_none_is_needed(asked: Cast, how: str) -> None:
    if how == "answered":
        LineOwnership.objects.update(answer="accepted")
    elif how == "closed":
        Idea.objects.update(state="withdrawn")
    else:
        User.objects.filter(name="Maria").update(is_active=False)
    LineOwnership.objects.update(asked_at=at(date(2026, 1, 1)))
    Notice.objects.all().delete()
    remind_asked(at(date(2026, 3, 1)))
    assert Notice.objects.count() == 0


def test_coach_sees_since_when(client: Client, asked: Cast) -> None:
    LineOwnership.objects.update(asked_at=at(date(2026, 1, 7)), reminded_at=at(date(2026, 1, 15)))
    client.force_login(asked.people["coach"])
    page = client.get(asked.idea.get_absolute_url()).content.decode()
    assert "7 januari 2026" in page
    assert "15 januari 2026" in page


def test_handing_over_keeps_what_it_takes_and_tells_both(client: Client) -> None:
    cast = make_cast("in_trial")
    LineOwnership.objects.update(resources="En cykel.", hours=4)
    Notice.objects.all().delete()
    client.force_login(cast.people["owner"])
    mats = cast.people["other_manager"]
    sent = {"person": mats.pk, "was": cast.people["owner"].pk, "reason": "Ny tjänst."}
    assert client.post(cast.idea.move_url("hand_over"), sent).status_code == 302
    row = cast.idea.ownerships.get(answer="accepted")
    assert (row.person, row.resources, row.hours) == (mats, "En cykel.", 4)
    assert cast.idea.ownerships.filter(answer="ended").count() == 1
    assert "Mats" in set(Notice.objects.values_list("person__name", flat=True))


def test_units_page_has_counts_by_state_and_filters(client: Client) -> None:
    unit = make_unit("Köket")
    maria = make_user(roles.MANAGER, units=(unit,), name="Maria")
    for state in ("submitted", "submitted", "in_use"):
        make_idea(state, unit=unit)
    hidden = make_idea("submitted", unit=unit)
    Idea.objects.filter(pk=hidden.pk).update(confidential=True)
    client.force_login(maria)
    response = client.get("/ideer/mina-enheter/")
    assert [(state, count) for state, _label, count in response.context["states"]] == [("submitted", 2), ("in_use", 1)]
    chosen = client.get("/ideer/mina-enheter/?tillstand=in_use")
    assert [idea.state for idea in chosen.context["page"]] == ["in_use"]
    assert client.get("/ideer/mina-enheter/?tillstand=borta").context["page"].paginator.count == 3


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("second", ["accept_ownership", "decline_ownership"])
def test_two_answers_at_once_give_one(second: str) -> None:
    cast, barrier = make_cast("in_review, asked"), Barrier(2)

    def press(move: str) -> int:
        client = Client()
        client.force_login(cast.people["owner"])
        try:
            barrier.wait(PATIENCE)
            return client.post(f"{page_of(cast)}{move}/", {"reason": "Nej."}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(press, ["accept_ownership", second])) == [302, 409]
    assert cast.idea.history.filter(move__in=["accept_ownership", "decline_ownership"]).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_give_the_idea_away_at_once_give_it_once() -> None:
    cast, barrier = make_cast("in_review"), Barrier(2)
    new = [make_user(roles.COACH), make_user(roles.COACH)]

    def press(person: User) -> int:
        client = Client()
        client.force_login(cast.people["coordinator"])
        sent = {"person": person.pk, "was": cast.people["coach"].pk, "reason": "Ledig."}
        try:
            barrier.wait(PATIENCE)
            return client.post(cast.idea.move_url("reassign"), sent).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(press, new)) == [302, 409]
    assert cast.idea.history.filter(move="reassign").count() == 1
