"""The JSON interface: what a token sees, page by page, and what it is told when it asks wrongly."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from goda_exempel import roles
from goda_exempel.accounts.models import User
from ideas.models import Idea
from ideas.outside.models import AccessToken
from ideas.outside.tokens import make_token, revoke
from ideas.workflow import ENGINE
from tests.factories import make_idea, make_unit, make_user

pytestmark = pytest.mark.django_db
Ask = Callable[..., Any]
QUERIES = 6


@pytest.fixture
def account() -> User:
    return make_user(name="Ledningssystemet")


@pytest.fixture
def key(account: User) -> str:
    return make_token(name="Ledningssystemet", account=account, by=make_user(roles.ADMINISTRATOR))[1]


@pytest.fixture
def ask(client: Client, key: str) -> Ask:
    def ask(path: str = "/api/v1/ideas", **query: Any) -> Any:
        address = f"{path}?{urlencode(query)}" if query else path
        return client.get(address, headers={"Authorization": f"Bearer {key}"})

    return ask


def numbers(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.content
    return [row["number"] for row in answer.json()["items"]]


def test_an_idea_is_told_whole_and_without_addresses_of_people(ask: Ask) -> None:
    stina = make_user(name="Stina", email="stina@exempelkommunen.example")
    idea = make_idea(
        "in_use", submitter=stina, unit=make_unit("Biblioteket"), contact="Ring stina@exempelkommunen.example"
    )
    idea.contributors.create(name="Eva Utifrån")
    idea.contributors.create(name="Nils Nejsson", naming="no")
    answer = ask(f"/api/v1/ideas/{idea.number}")
    told = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json; charset=utf-8")
    assert {name: told[name] for name in ("number", "state", "title", "by", "in_use_where", "benefit_kind")} == {
        "number": idea.number,
        "state": "in_use",
        "title": "Läxhjälp bland böckerna",
        "by": ["Stina", "Eva Utifrån"],
        "in_use_where": "Biblioteket",
        "benefit_kind": None,
    }
    assert told["unit"]["name"] == "Biblioteket"
    assert told["url"].endswith(f"/ideer/{idea.number}/")
    assert told["submitted_at"].endswith(("Z", "+00:00"))
    assert b"@" not in answer.content
    assert told == ask().json()["items"][0]


def test_nothing_is_kept_and_nobody_is_remembered(ask: Ask) -> None:
    make_idea()
    answer = ask()
    assert (answer["Cache-Control"], dict(answer.cookies), answer.get("Vary", "")) == ("no-store", {}, "")
    assert (answer["RateLimit-Limit"], answer["RateLimit-Remaining"]) == ("120", "119")
    assert 1 <= int(answer["RateLimit-Reset"]) <= 60


def test_a_token_sees_what_its_account_may_see(ask: Ask, account: User) -> None:
    seen, draft, closed, held = make_idea(), make_idea("draft"), make_idea(), make_idea()
    Idea.objects.filter(pk=closed.pk).update(confidential=True)
    Idea.objects.filter(pk=held.pk).update(held=True)
    assert numbers(ask()) == [seen.number]
    for hidden in (draft, closed, held):
        assert ask(f"/api/v1/ideas/{hidden.number}").status_code == 404
    account.add_roles(roles.ADMINISTRATOR)
    assert sorted(numbers(ask())) == sorted([seen.number, closed.number, held.number])
    account.groups.clear()
    assert numbers(ask()) == []
    assert ask(f"/api/v1/ideas/{seen.number}").json() == {
        "code": "not_found",
        "detail": "There is no such idea that this token may see.",
    }


def pages(ask: Ask, first: Any = None, **query: Any) -> list[list[str]]:
    answer = first or ask(**query)
    found = [numbers(answer)]
    while following := answer.json()["next"]:
        answer = ask(**query, cursor=following)
        found.append(numbers(answer))
    return found


def test_pages_follow_each_other_and_hold_while_ideas_come_in(ask: Ask) -> None:
    ideas = [make_idea() for _each in range(5)]
    first = ask(limit=2)
    assert numbers(first) == [idea.number for idea in ideas[:2]]
    late = make_idea()
    moved = ENGINE.perform(ideas[0], "take", by=make_user(roles.COACH))
    rest = [number for page in pages(ask, first, limit=2)[1:] for number in page]
    assert rest == [row.number for row in (*ideas[2:], late, moved)]
    assert pages(ask, limit=100) == [[row.number for row in (*ideas[1:], late, moved)]]


def test_ideas_that_changed_at_the_same_moment_are_each_told_once(ask: Ask) -> None:
    for _each in range(5):
        make_idea("draft", submitter=User.objects.get(name="Ledningssystemet"))
    Idea.objects.update(changed=timezone.now())
    told = [number for page in pages(ask, limit=2) for number in page]
    assert sorted(told) == sorted(Idea.objects.values_list("number", flat=True))


def test_by_state_and_since_a_time(ask: Ask) -> None:
    old, new = make_idea("in_use"), make_idea("in_review")
    Idea.objects.filter(pk=old.pk).update(changed=timezone.now() - timedelta(days=9))
    assert numbers(ask(state="in_use")) == [old.number]
    assert numbers(ask(changed_since=(timezone.now() + timedelta(hours=1)).isoformat())) == []
    since = old.history.latest("at").at  # a move counts, though it does not touch the texts
    assert numbers(ask(changed_since=since.isoformat())) == [old.number, new.number]
    assert numbers(ask(changed_since=f"{since + timedelta(microseconds=1):%Y-%m-%dT%H:%M:%S.%fZ}")) == [new.number]


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ({"state": "borta"}, "state"),
        ({"state": ""}, "state"),
        ({"limit": "0"}, "limit"),
        ({"limit": "101"}, "limit"),
        ({"limit": "1e2"}, "limit"),
        ({"limit": "9" * 5000}, "limit"),
        ({"limit": "NaN"}, "limit"),
        ({"changed_since": "2026-02-31T00:00:00Z"}, "changed_since"),
        ({"changed_since": "0000-01-01T00:00:00Z"}, "changed_since"),
        ({"changed_since": "2026-01-01"}, "changed_since"),
        ({"changed_since": "2026-01-01T00:00:00"}, "changed_since"),
        ({"changed_since": "1"}, "changed_since"),
        ({"cursor": "x" * 301}, "cursor"),
        ({"sida": "2"}, "sida"),
    ],
)
def test_what_can_not_be_read_is_said(ask: Ask, query: dict[str, str], where: str) -> None:
    answer = ask(**query)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert [row["where"] for row in answer.json()["errors"]] == [where]


@pytest.mark.parametrize("cursor", ["", "abc", "å", "WzEsMl0:1abc:xyz", "x" * 300])
def test_a_cursor_that_is_not_ours_is_refused(ask: Ask, cursor: str) -> None:
    make_idea()
    answer = ask(cursor=cursor)
    assert (answer.status_code, answer.json()["code"], answer["Cache-Control"]) == (400, "bad_cursor", "no-store")


@pytest.mark.parametrize(
    "authorization", [None, "", "Bearer", "Bearer ", "Bearer x", "Basic eDp5", "Bearer \u00e5\u00e4"]
)
def test_without_a_token_in_force(client: Client, authorization: str | None) -> None:
    make_idea()
    headers = {} if authorization is None else {"HTTP_AUTHORIZATION": authorization}
    answer = client.get("/api/v1/ideas", **headers)  # type: ignore[arg-type]
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthorized")
    assert answer["WWW-Authenticate"].startswith('Bearer realm="goda-exempel"')


def test_a_session_is_no_token(client: Client) -> None:
    client.force_login(make_user(roles.ADMINISTRATOR))
    assert client.get("/api/v1/ideas").status_code == 401


def test_revoked_tokens_and_closed_accounts_are_refused(ask: Ask, account: User) -> None:
    assert ask().status_code == 200
    account.is_active = False
    account.save()
    assert ask().status_code == 401
    account.is_active = True
    account.save()
    revoke(AccessToken.objects.get().pk)
    assert ask()["WWW-Authenticate"] == 'Bearer realm="goda-exempel", error="invalid_token"'


def test_the_key_is_not_kept_and_its_last_use_is(ask: Ask, key: str) -> None:
    token = AccessToken.objects.get()
    assert key not in {str(getattr(token, field.name)) for field in AccessToken._meta.fields}
    assert token.last_used is None
    ask()
    token.refresh_from_db()
    assert token.last_used is not None


def test_who_asks_too_often_is_told_when_to_come_back(ask: Ask, settings: LazySettings) -> None:
    settings.API_PER_MINUTE = 2
    assert [ask().status_code for _each in range(3)] == [200, 200, 429]
    answer = ask()
    assert (answer.json()["code"], answer["RateLimit-Remaining"]) == ("too_many_requests", "0")
    assert 1 <= int(answer["Retry-After"]) <= 60


def test_who_guesses_keys_is_stopped(client: Client, settings: LazySettings) -> None:
    settings.API_PER_MINUTE = 2
    guesses = [client.get("/api/v1/ideas", headers={"Authorization": f"Bearer {n}"}) for n in range(3)]
    assert [(answer.status_code, answer.get("Retry-After")) for answer in guesses] == [
        (401, None),
        (401, None),
        (429, "60"),
    ]


def test_it_is_read_only(client: Client, key: str) -> None:
    for method in (client.post, client.put, client.patch, client.delete):
        answer = method("/api/v1/ideas", headers={"Authorization": f"Bearer {key}"})
        assert (answer.status_code, answer["Allow"]) == (405, "GET")


@pytest.mark.parametrize("path", ["/api/v1/", "/api/v1/finns-inte", "/api/v2/ideas", "/api/v1/docs"])
def test_what_is_not_there_is_said_in_json(client: Client, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_a_query_with_nul_is_refused_in_json(client: Client) -> None:
    assert client.get("/api/v1/ideas?cursor=%00").json()["code"] == "bad_request"


def test_a_page_costs_the_same_with_one_idea_and_with_many(
    ask: Ask, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    unit, author = make_unit(), make_user()
    make_idea(unit=unit, submitter=author)
    ask()
    with django_assert_num_queries(QUERIES):
        ask(limit=100)
    for _each in range(50):
        idea = make_idea("draft", unit=unit, submitter=author)
        idea.contributors.create(name="Eva")
    Idea.objects.update(state="in_use", submitted_at=timezone.now(), reply_due="2026-11-30", in_use_since="2026-11-01")
    with django_assert_num_queries(QUERIES):
        assert len(numbers(ask(limit=100))) == 51
