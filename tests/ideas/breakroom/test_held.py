"""Nobody but coaches and administrators sees what was left, until a coach has released it."""

from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from goda_exempel import roles
from goda_exempel.accounts.models import User
from goda_exempel.notices.models import Notice
from goda_exempel.workflow import Blocked
from ideas.models import Idea
from ideas.states import IdeaState
from ideas.workflow import ENGINE
from tests.factories import make_idea, make_user
from tests.ideas.breakroom.leaving import TEXTS, make_left, make_poster

pytestmark = pytest.mark.django_db

HELD = "/ideer/att-slappa-fram/"
SEES = {roles.COACH, roles.ADMINISTRATOR}
WORD = "Krokar"


@pytest.fixture
def idea() -> Idea:
    return make_left().idea


def press(client: Client, idea: Idea, move: str, who: User, **data: str) -> Any:
    client.force_login(who)
    return client.post(f"{idea.get_absolute_url()}flytta/{move}/", data, follow=True)


def test_pages_of_an_idea_that_is_held(client: Client, idea: Idea) -> None:
    unit = idea.unit
    found = {}
    for role in roles.ROLES:
        client.force_login(make_user(role, units=(unit,)))
        found[role] = client.get(idea.get_absolute_url()).status_code
    assert found == {role: 200 if role in SEES else 404 for role in roles.ROLES}


def test_lists_and_searches_do_not_know_it(client: Client, idea: Idea) -> None:
    for role in set(roles.ROLES) - SEES:
        client.force_login(make_user(role, units=(idea.unit,)))
        for path in ("", f"?q={WORD}", f"?q={idea.number}", "mina/", "mina-enheter/"):
            page = client.get(f"/ideer/{path}").content.decode()
            for asked in (f'value="{WORD}"', f"”{WORD}”", f"q={WORD}"):  # what the page says back of the search
                page = page.replace(asked, "")
            assert WORD not in page


def test_others_can_not_move_it(client: Client, idea: Idea) -> None:
    for role in (roles.STAFF, roles.MANAGER, roles.COMMUNICATOR):
        for move in ("release", "stop", "erase", "take"):
            assert press(client, idea, move, make_user(role), reason="x").status_code == 404
    assert press(client, idea, "release", make_user(roles.ADMINISTRATOR)).status_code == 403
    assert Idea.objects.get().held


def test_buttons_stand_there_while_it_is_held(client: Client, idea: Idea) -> None:
    coach = make_user(roles.COACH)
    client.force_login(coach)

    def moves() -> set[str]:
        page = client.get(idea.get_absolute_url()).content.decode()
        return {name for name in ("release", "stop", "erase", "take", "withdraw") if f'data-move="{name}"' in page}

    page = client.get(idea.get_absolute_url()).content.decode()
    assert "Lämnad utan konto" in page
    assert "Bara idécoacher och administratörer ser idén än så länge." in page
    assert moves() == {"release", "stop", "erase"}
    press(client, idea, "release", coach)
    assert moves() == {"take"}


def test_released_it_is_as_any_idea(client: Client, idea: Idea) -> None:
    due = idea.reply_due
    response = press(client, idea, "release", make_user(roles.COACH, name="Olof"))
    assert "Framsläppt" in response.content.decode()
    released = Idea.objects.get()
    assert (released.held, released.state, released.reply_due) == (False, IdeaState.SUBMITTED, due)
    client.force_login(make_user())
    assert client.get(idea.get_absolute_url()).status_code == 200
    assert WORD in client.get("/ideer/").content.decode()


def test_second_press_is_told_kindly(client: Client, idea: Idea) -> None:
    coach = make_user(roles.COACH)
    press(client, idea, "release", coach)
    rows = Idea.objects.get().history.count()
    for move in ("release", "stop"):
        response = press(client, idea, move, coach, reason="Skräp")
        assert response.status_code == 409
        assert "redan framsläppt" in response.content.decode()
    assert Idea.objects.get().history.count() == rows


def test_stopped_it_is_kept_with_the_reason(client: Client, idea: Idea) -> None:
    coach = make_user(roles.COACH)
    without = press(client, idea, "stop", coach)
    assert 'href="#id_stop_reason"' in without.content.decode()
    press(client, idea, "stop", coach, reason="Det här är reklam.", yes_if="Skriv om arbetet.")
    stopped = Idea.objects.get()
    assert (stopped.held, stopped.state, stopped.yes_if) == (True, IdeaState.DECLINED, "Skriv om arbetet.")
    assert stopped.solution == TEXTS["solution"]
    client.force_login(make_user())
    assert client.get(idea.get_absolute_url()).status_code == 404
    with pytest.raises(Blocked):
        ENGINE.perform(stopped, "resume", by=coach)
    press(client, idea, "release", coach)
    assert (Idea.objects.get().held, Idea.objects.get().state) == (False, IdeaState.SUBMITTED)


def test_erased_text_is_gone_and_its_history_stays(client: Client, idea: Idea) -> None:
    press(client, idea, "erase", make_user(roles.COACH), reason="Det gick att förstå vem det var.")
    erased = Idea.objects.get()
    everything = " ".join(str(value) for value in Idea.objects.values().get().values())
    told = " ".join(f"{row.subject} {row.body}" for row in Notice.objects.all())
    for text in ("Krokar", "Jackorna", "Barnen"):
        assert text not in everything + told
    assert erased.solution == "En idécoach har tagit bort texten, eftersom den berättade om någons privatliv."
    assert (erased.title, erased.state, erased.held) == ("Borttagen text", IdeaState.DECLINED, True)
    assert [row.move for row in erased.history.all()] == ["leave", "erase"]


def test_coach_takes_nothing_that_is_held(idea: Idea) -> None:
    with pytest.raises(Blocked, match="släppa fram"):
        ENGINE.perform(idea, "take", by=make_user(roles.COACH))


def test_ordinary_ideas_are_not_released() -> None:
    idea = make_idea(IdeaState.SUBMITTED)
    with pytest.raises(Blocked):
        ENGINE.perform(idea, "release", by=make_user(roles.COACH))


def test_held_and_secret_is_open_to_its_coach_only(client: Client) -> None:
    idea = make_left(confidential=True).idea
    client.force_login(make_user(roles.COACH))
    assert client.get(idea.get_absolute_url()).status_code == 404
    assert WORD not in client.get(HELD).content.decode()
    assert idea.coach is not None
    client.force_login(idea.coach)
    assert client.get(idea.get_absolute_url()).status_code == 200
    assert WORD in client.get(HELD).content.decode()
    notice = Notice.objects.get()
    assert WORD not in notice.subject + notice.body


def test_list_of_what_waits_and_what_is_stopped(client: Client) -> None:
    poster = make_poster()
    waits, stopped = make_left(poster).idea, make_left(poster).idea
    ENGINE.perform(stopped, "stop", by=stopped.coach, reason="Reklam.")
    client.force_login(make_user(roles.COACH))
    page, other = client.get(HELD).content.decode(), client.get(f"{HELD}?stoppade").content.decode()
    assert (waits.number in page, stopped.number in page) == (True, False)
    assert (waits.number in other, stopped.number in other) == (False, True)
    for number in ("-1", "abc", "999999"):
        assert client.get(f"{HELD}?sida={number}").status_code == 200


def test_empty_lists_say_what_will_be_there(client: Client) -> None:
    client.force_login(make_user(roles.COACH))
    assert "Här ser du idéer som lämnas via affischerna" in client.get(HELD).content.decode()
    assert "Inget är stoppat" in client.get(f"{HELD}?stoppade").content.decode()


@pytest.mark.parametrize("ideas", [1, 30])
def test_queries_of_the_list(client: Client, ideas: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    poster = make_poster()
    for _idea in range(ideas):
        make_left(poster)
    client.force_login(make_user(roles.COACH))
    with django_assert_num_queries(10):
        client.get(HELD)


def test_page_of_an_idea_without_an_account_for_everybody(client: Client, idea: Idea) -> None:
    ENGINE.perform(idea, "release", by=idea.coach)
    for role in roles.ROLES:
        client.force_login(make_user(role))
        response = client.get(idea.get_absolute_url())
        assert response.status_code == 200
        assert ("med en ordkod" in response.content.decode()) == (role == roles.COACH)
