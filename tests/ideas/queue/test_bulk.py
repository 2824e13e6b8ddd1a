"""Several ideas at once: filled in once, checked, done each by itself, and reported."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from goda_exempel import roles
from goda_exempel.accounts.models import User
from goda_exempel.notices.models import Notice
from ideas.models import Idea
from ideas.queue import bulk
from ideas.queue.models import BulkRow, BulkRun
from ideas.workflow import ENGINE
from tests.factories import make_idea, make_unit, make_user

pytestmark = pytest.mark.django_db

ADDRESS = "/ideer/beredning/flera/"
DECLINE = {"move": "decline", "reason": "Finns redan.", "yes_if": "Om det vore billigare."}
PATIENCE = 20  # seconds


@pytest.fixture
def ulla(client: Client) -> User:
    ulla = make_user(roles.COACH, name="Ulla")
    client.force_login(ulla)
    return ulla


def stamps(*ideas: Idea) -> list[str]:
    return [f"{idea.number}:{bulk.last_row(idea)}" for idea in ideas]


def check(client: Client, *ideas: Idea, **data: str) -> Any:
    return client.post(ADDRESS, {"chosen": stamps(*ideas), **data})


def confirm(client: Client, *ideas: Idea, key: str = "", chosen: Any = None, **data: str) -> Any:
    sent = {"chosen": chosen or stamps(*ideas), "key": key or str(uuid4()), "confirmed": "on", **data}
    return client.post(ADDRESS, sent, follow=True)


def outcomes() -> dict[str, str]:
    return {row.idea.number: row.outcome for row in BulkRow.objects.select_related("idea")}


def states(*ideas: Idea) -> list[str]:
    return [Idea.objects.get(pk=idea.pk).state for idea in ideas]


def test_from_the_list_to_the_report(client: Client, ulla: User) -> None:
    one, two = make_idea("in_review", title="Ett"), make_idea("in_review", title="Två")
    taken = make_idea("submitted", title="Inte än")
    filled = client.get(ADDRESS, {"chosen": [one.number, two.number, taken.number], "move": "decline"})
    assert "Läget är ”Inlämnad”." in filled.content.decode()
    asked = check(client, one, two, taken, **DECLINE)
    assert states(one, two, taken) == ["in_review", "in_review", "submitted"]
    page = asked.content.decode()
    assert "Ingenting är gjort än." in page
    assert "Om det vore billigare." in page
    report = confirm(client, one, two, taken, key=str(asked.context["key"]), **DECLINE)
    assert states(one, two, taken) == ["declined", "declined", "submitted"]
    assert outcomes() == {one.number: "done", two.number: "done", taken.number: "refused"}
    assert "Gjort med 2 idéer" in report.content.decode()
    assert "Läget är ”Inlämnad”." in report.content.decode()
    again = client.get(report.redirect_chain[-1][0]).content.decode()
    assert "Gjort med 2 idéer" in again
    assert Idea.objects.get(pk=one.pk).yes_if == "Om det vore billigare."


@pytest.mark.parametrize("missing", ["reason", "yes_if"])
def test_what_is_missing_is_told_at_its_field_and_nothing_is_lost(client: Client, ulla: User, missing: str) -> None:
    idea = make_idea("in_review")
    response = check(client, idea, **{**DECLINE, missing: " "})
    assert list(response.context["asked"].errors) == [missing]
    assert "Finns redan." in response.content.decode() or missing == "reason"
    assert states(idea) == ["in_review"]


@pytest.mark.parametrize(
    "data",
    [
        {"move": "decline"},
        {"chosen": ["IDE-2026-0001"], "move": ""},
        {"chosen": ["IDE-2026-0001"], "move": "explode"},
        {"chosen": ["IDE-2026-0001"], "move": "withdraw"},
        {"chosen": ["DROP TABLE"], "move": "take"},
        {"chosen": [f"IDE-2026-{number:04d}" for number in range(101)], "move": "take"},
    ],
)
def test_what_cannot_be_read_is_told(client: Client, ulla: User, data: dict[str, Any]) -> None:
    response = client.get(ADDRESS, data)
    assert response.status_code == 200
    assert response.context["bulk"].errors
    assert BulkRun.objects.count() == 0


def test_idea_that_moved_meanwhile_is_left_and_says_who_was_first(client: Client, ulla: User) -> None:
    first, second = make_idea("submitted"), make_idea("submitted")
    chosen = stamps(first, second)
    ENGINE.perform(first, "take", by=make_user(roles.COACH, name="Olof"))
    report = confirm(client, chosen=chosen, move="take").content.decode()
    assert outcomes() == {first.number: "refused", second.number: "done"}
    assert "Någon hann före. Olof" in report


def test_each_idea_has_its_own_check(client: Client, ulla: User) -> None:
    """One is the coach's own, one is seen by nobody but its coach, one is not there at all."""
    own = make_idea("in_review", submitter=ulla)
    closed = make_idea("in_review", title="Hemligt")
    Idea.objects.filter(pk=closed.pk).update(confidential=True)
    fine = make_idea("in_review")
    chosen = [*stamps(own, closed, fine), "IDE-1999-0001:0"]
    report = confirm(client, chosen=chosen, **DECLINE).content.decode()
    assert outcomes() == {own.number: "refused", fine.number: "done"}
    assert states(own, closed, fine) == ["in_review", "in_review", "declined"]
    assert "Hemligt" not in report
    assert closed.number not in report


def test_manager_of_one_unit_is_far_from_another(client: Client, ulla: User) -> None:
    near, far = make_unit("Köket"), make_unit("Skolan")
    maria = make_user(roles.MANAGER, units=(near,), name="Maria")
    here, there = make_idea("in_review", unit=near), make_idea("in_review", unit=far)
    asked = check(client, here, there, move="ask_owner", line_owner=str(maria.pk))
    assert [bool(row.hindrance) for row in asked.context["rows"]] == [False, True]
    confirm(client, here, there, move="ask_owner", line_owner=str(maria.pk))
    assert outcomes() == {here.number: "done", there.number: "refused"}


def test_orphans_are_given_away_by_what_each_needs(client: Client) -> None:
    client.force_login(make_user(roles.COORDINATOR))
    former = make_user(roles.COACH, roles.MANAGER, name="Gunnar")
    asked = make_idea("submitted", coach=former)
    Idea.objects.filter(pk=asked.pk).update(coach=former)
    in_use = make_idea("in_use", line_owner=former)
    User.objects.filter(pk=former.pk).update(is_active=False)
    coach, manager = make_user(roles.COACH), make_user(roles.MANAGER)
    confirm(client, asked, in_use, move="give", person=str(coach.pk), reason="Gunnar har slutat.")
    assert outcomes() == {asked.number: "done", in_use.number: "refused"}
    confirm(client, in_use, move="give", person=str(manager.pk), reason="Gunnar har slutat.")
    assert Idea.objects.get(pk=asked.pk).coach == coach
    assert Idea.objects.get(pk=in_use.pk).ownerships.get(answer="accepted").person == manager
    assert not Idea.objects.orphaned().exists()
    assert {notice.person for notice in Notice.objects.filter(person__in=[coach, manager])} == {coach, manager}


def test_coordinator_gives_away_and_does_nothing_else(client: Client) -> None:
    client.force_login(make_user(roles.COORDINATOR))
    idea = make_idea("in_review")
    response = client.post(ADDRESS, {"chosen": stamps(idea), "confirmed": "on", "key": str(uuid4()), **DECLINE})
    assert response.context["bulk"].errors.keys() == {"move"}
    assert states(idea) == ["in_review"]


def test_second_press_gives_back_the_same_report(client: Client, ulla: User) -> None:
    idea, key = make_idea("submitted"), str(uuid4())
    chosen = stamps(idea)
    for _press in range(2):
        response = confirm(client, key=key, chosen=chosen, move="take")
        assert response.redirect_chain[-1][0] == f"{ADDRESS}{key}/"
    assert outcomes() == {idea.number: "done"}
    assert idea.history.filter(move="take").count() == 1


def test_report_is_for_who_made_it(client: Client, ulla: User) -> None:
    run = BulkRun.objects.create(person=ulla, move="take")
    BulkRow.objects.create(run=run, idea=make_idea("submitted", title="Kvar"))
    page = client.get(run.get_absolute_url()).content.decode()
    assert "Inte påbörjade" in page
    client.force_login(make_user(roles.COACH))
    assert client.get(run.get_absolute_url()).status_code == 404
    key = {"key": str(run.pk), "chosen": stamps(make_idea("submitted")), "move": "take", "confirmed": "on"}
    assert client.post(ADDRESS, key).status_code == 403


def test_report_shows_only_the_number_of_what_may_no_longer_be_seen(client: Client, ulla: User) -> None:
    run = BulkRun.objects.create(person=ulla, move="take")
    idea = make_idea("submitted", title="Hemlig rubrik")
    BulkRow.objects.create(run=run, idea=idea, outcome="done")
    Idea.objects.filter(pk=idea.pk).update(confidential=True, coach=None)
    page = client.get(run.get_absolute_url()).content.decode()
    assert idea.number in page
    assert "Hemlig rubrik" not in page


@pytest.mark.parametrize("role", [roles.STAFF, roles.MANAGER, roles.COMMUNICATOR])
def test_wrong_role_and_stranger(client: Client, role: str) -> None:
    idea = make_idea("submitted")
    sent = {"chosen": stamps(idea), "move": "take", "key": str(uuid4()), "confirmed": "on"}
    assert client.post(ADDRESS, sent)["Location"].startswith("/logga-in/")
    client.force_login(make_user(role))
    assert client.post(ADDRESS, sent).status_code == 403
    assert states(idea) == ["submitted"]


def test_report_asks_the_same_number_of_queries_for_1_and_25(
    client: Client, ulla: User, django_assert_num_queries: Any
) -> None:
    ideas = [make_idea("submitted", unit=make_unit()) for _each in range(26)]
    for some in (ideas[:1], ideas[1:]):
        run = BulkRun.objects.create(person=ulla, move="take")
        BulkRow.objects.bulk_create(BulkRow(run=run, idea=idea) for idea in some)
        with django_assert_num_queries(9):
            client.get(run.get_absolute_url())


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_are_one_run() -> None:
    coach, ideas, key, barrier = make_user(roles.COACH), [make_idea("submitted") for _ in range(3)], uuid4(), Barrier(2)
    seen = {idea: bulk.last_row(idea) for idea in ideas}

    def press(_number: int) -> None:
        try:
            barrier.wait(PATIENCE)
            bulk.run(key, "take", by=coach, stamps=seen, data={})
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(press, range(2)))
    assert set(outcomes().values()) == {"done"}
    assert [idea.history.filter(move="take").count() for idea in ideas] == [1, 1, 1]


@pytest.mark.django_db(transaction=True)
def test_two_coaches_at_once_move_each_idea_once() -> None:
    coaches = [make_user(roles.COACH, name=f"Coach {number}") for number in range(2)]
    ideas, barrier = [make_idea("submitted") for _ in range(3)], Barrier(2)
    seen = {idea: bulk.last_row(idea) for idea in ideas}

    def press(coach: User) -> None:
        try:
            barrier.wait(PATIENCE)
            bulk.run(uuid4(), "take", by=coach, stamps=seen, data={})
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(press, coaches))
    assert BulkRow.objects.filter(outcome="done").count() == 3
    refused = BulkRow.objects.filter(outcome="refused")
    assert refused.count() == 3
    assert all(row.reason.startswith("Någon hann före.") or "Someone was first" in row.reason for row in refused)
