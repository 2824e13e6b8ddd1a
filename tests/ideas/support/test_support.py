"""«Good idea» and following: once a person, taken back, counted and never listed."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from goda_exempel import roles
from goda_exempel.accounts.models import User
from goda_exempel.notices.models import Notice
from ideas.models import Idea
from ideas.support import workflow
from ideas.support.models import Follow, Support
from ideas.workflow import ENGINE
from tests.factories import make_idea, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def idea() -> Idea:
    return make_idea("in_review", submitter=make_user(name="Stina"), title="Läxhjälp")


@pytest.fixture
def bo(client: Client) -> User:
    bo = make_user(name="Bo Bokstav")
    client.force_login(bo)
    return bo


def press(client: Client, idea: Idea, what: str, **how: Any) -> Any:
    return client.post(f"{idea.get_absolute_url()}{what}", **how)


def test_one_says_good_idea_once_however_often_one_presses_and_takes_it_back(
    client: Client, idea: Idea, bo: User
) -> None:
    for _press in range(2):
        assert press(client, idea, "bra-ide/").headers["Location"] == f"{idea.get_absolute_url()}#stod"
    assert Support.objects.filter(idea=idea).count() == 1
    assert "1 kollega säger: bra idé!" in client.get(idea.get_absolute_url()).content.decode()
    for _press in range(2):
        assert press(client, idea, "bra-ide/ta-tillbaka/").status_code == 302
    assert Support.objects.count() == 0


def test_the_number_is_shown_and_nobody_sees_who(client: Client, idea: Idea, bo: User) -> None:
    press(client, idea, "bra-ide/")
    press(client, idea, "folj/")
    for role in roles.ROLES:
        client.force_login(make_user(role))
        page = client.get(idea.get_absolute_url()).content.decode()
        assert "1 kollega säger: bra idé!" in page
        assert "Bo Bokstav" not in page


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("do", "model"), [(workflow.support, Support), (workflow.follow, Follow)])
def test_two_presses_at_once_leave_one_row(do: Any, model: Any) -> None:
    idea, user, barrier = make_idea(), make_user(), Barrier(2)

    def together(_number: int) -> None:
        try:
            connection.ensure_connection()
            barrier.wait(20)
            do(idea, user)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(together, range(2)))
    assert model.objects.filter(idea=idea, user=user).count() == 1


@pytest.mark.parametrize("model", [Support, Follow])
def test_the_database_keeps_one_a_person(model: Any, idea: Idea, bo: User) -> None:
    model.objects.create(idea=idea, user=bo)
    with pytest.raises(IntegrityError, match="a_person_and_idea"), transaction.atomic():
        model.objects.create(idea=idea, user=bo)


def test_support_counts_on_when_the_account_is_gone(idea: Idea, bo: User) -> None:
    workflow.support(idea, bo)
    workflow.follow(idea, bo)
    bo.delete()
    assert (Support.objects.filter(idea=idea).count(), Follow.objects.count()) == (1, 0)


@pytest.mark.parametrize("what", ["bra-ide/", "bra-ide/ta-tillbaka/", "folj/", "folj/sluta/"])
def test_the_questions_every_button_is_asked(client: Client, idea: Idea, bo: User, what: str) -> None:
    address = f"{idea.get_absolute_url()}{what}"
    assert client.get(address).status_code == 405
    hidden = make_idea("draft")
    assert press(client, hidden, what).status_code == 404
    Idea.objects.filter(pk=idea.pk).update(confidential=True)
    assert press(client, idea, what).status_code == 404
    Idea.objects.filter(pk=idea.pk).update(confidential=False)
    assert idea.submitter is not None
    client.force_login(idea.submitter)
    assert press(client, idea, what).status_code == 403
    client.logout()
    assert press(client, idea, what).headers["Location"] == f"/logga-in/?next={address}"
    assert (Support.objects.count(), Follow.objects.count()) == (0, 0)


@pytest.mark.parametrize("what", ["bra-ide/", "folj/"])
def test_an_idea_withdrawn_meanwhile_says_so(client: Client, idea: Idea, bo: User, what: str) -> None:
    ENGINE.perform(idea, "withdraw", by=idea.submitter)
    answer = press(client, idea, what)
    assert answer.status_code == 409
    assert "Idén är återtagen" in answer.content.decode()
    assert (Support.objects.count(), Follow.objects.count()) == (0, 0)
    assert press(client, idea, what, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"


def test_a_script_gets_the_part_of_the_page_alone(client: Client, idea: Idea, bo: User) -> None:
    answer = press(client, idea, "bra-ide/", headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert page.count("<section") == 1
    assert 'id="stod"' in page
    assert "Ta tillbaka ditt ”Bra idé”" in page
    assert "<html" not in page
    client.logout()
    answer = press(client, idea, "folj/", headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"].startswith("/logga-in/?next=%2Fideer%2F")


def test_followers_hear_of_moves_in_words_for_them(idea: Idea, bo: User) -> None:
    workflow.follow(idea, bo)
    Notice.objects.all().delete()
    ENGINE.perform(idea, "park", by=idea.coach, reason="Budgeten.", data={"parked_until": "2099-01-01"})
    notice = bo.notices.get()
    assert notice.kind == "followed"
    assert "som du följer" in notice.body
    assert "din idé" not in f"{notice.subject} {notice.body}".lower()


def test_followers_who_may_not_see_the_idea_any_more_hear_nothing(idea: Idea, bo: User) -> None:
    workflow.follow(idea, bo)
    left = make_user(name="Utan roll")
    workflow.follow(idea, left)
    left.groups.clear()
    Notice.objects.all().delete()
    ENGINE.perform(idea, "ask", by=idea.coach, reason="Hur många?")
    assert (bo.notices.count(), left.notices.count()) == (1, 0)
    Idea.objects.filter(pk=idea.pk).update(confidential=True)
    ENGINE.perform(idea, "answer", by=idea.submitter, reason="Många.")
    assert bo.notices.count() == 1
