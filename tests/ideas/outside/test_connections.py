"""The administrators' page: tokens and webhooks are made, shown once, and stopped."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from goda_exempel import roles
from goda_exempel.accounts.models import User
from ideas.outside.models import AccessToken, Delivery, Webhook
from ideas.outside.workflow import make_webhook
from tests.factories import make_idea, make_user

pytestmark = pytest.mark.django_db
BASE = "/ideer/kopplingar/"
QUERIES = 9


@pytest.fixture
def ada(client: Client) -> User:
    ada = make_user(roles.ADMINISTRATOR, name="Ada")
    make_user(name="Ledningssystemet", email="ledning@exempelkommunen.example")
    client.force_login(ada)
    return ada


def secret_in(response: Any) -> str:
    found = re.search(r'<code class="secret">([^<]+)</code>', response.content.decode())
    return found[1] if found else ""


TOKEN = {"name": "Ledning", "account": "LEDNING@exempelkommunen.example"}
WEBHOOK = {**TOKEN, "url": "https://ledning.exempelkommunen.example/hook?a=1"}


def test_a_token_is_made_shown_once_and_works(client: Client, ada: User) -> None:
    response = client.post(f"{BASE}nycklar/", TOKEN)
    key, token = secret_in(response), AccessToken.objects.get()
    assert (token.name, token.account.name, token.created_by_name) == ("Ledning", "Ledningssystemet", "Ada")
    assert response["Cache-Control"] == "private, no-store"
    assert client.get("/api/v1/ideas", headers={"Authorization": f"Bearer {key}"}).status_code == 200
    assert key not in client.get(BASE).content.decode()
    again = client.post(f"{BASE}nycklar/", TOKEN)  # a second press
    assert (again.status_code, secret_in(again), AccessToken.objects.count()) == (200, "", 1)
    assert again.context["token_form"].errors == {"name": ["En nyckel som gäller heter redan så. Välj ett annat namn."]}
    client.post(f"{BASE}nycklar/{token.pk}/aterkalla/")
    assert client.get("/api/v1/ideas", headers={"Authorization": f"Bearer {key}"}).status_code == 401
    assert client.post(f"{BASE}nycklar/{token.pk}/aterkalla/").status_code == 302
    assert secret_in(client.post(f"{BASE}nycklar/", TOKEN)) not in ("", key)


def test_a_webhook_is_made_shown_once_and_stopped(client: Client, ada: User) -> None:
    response = client.post(f"{BASE}webhookar/", WEBHOOK)
    webhook = Webhook.objects.get()
    assert (webhook.url, webhook.account.name) == (WEBHOOK["url"], "Ledningssystemet")
    assert secret_in(response) == webhook.secret
    assert webhook.secret.startswith("whsec_")
    assert webhook.secret not in client.get(BASE).content.decode()
    assert client.post(f"{BASE}webhookar/", WEBHOOK).context["webhook_form"].errors.keys() == {"name"}
    for _twice in range(2):
        assert client.post(f"{BASE}webhookar/{webhook.pk}/avsluta/")["Location"] == BASE
    webhook.refresh_from_db()
    assert webhook.stopped_at is not None
    assert Webhook.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "data", "field"),
    [
        ("nycklar", {**TOKEN, "name": ""}, "name"),
        ("nycklar", {**TOKEN, "name": "x" * 81}, "name"),
        ("nycklar", {**TOKEN, "name": "a\x07"}, "name"),
        ("nycklar", {**TOKEN, "account": "ingen@exempelkommunen.example"}, "account"),
        ("nycklar", {**TOKEN, "account": "inte en adress"}, "account"),
        ("webhookar", {**WEBHOOK, "url": "javascript:alert(1)"}, "url"),
        ("webhookar", {**WEBHOOK, "url": "http://example.se/"}, "url"),
        ("webhookar", {**WEBHOOK, "url": "https://192.168.1.1/"}, "url"),
        ("webhookar", {**WEBHOOK, "url": "https://a.se/" + "x" * 500}, "url"),
    ],
)
def test_bad_input_is_told_at_its_field(client: Client, ada: User, kind: str, data: dict[str, str], field: str) -> None:
    response = client.post(f"{BASE}{kind}/", data)
    form = response.context["token_form" if kind == "nycklar" else "webhook_form"]
    assert (response.status_code, form.errors.keys()) == (200, {field})
    assert (AccessToken.objects.count(), Webhook.objects.count()) == (0, 0)


def test_an_account_that_is_closed_gets_none(client: Client, ada: User) -> None:
    User.objects.filter(email=TOKEN["account"].lower()).update(is_active=False)
    assert client.post(f"{BASE}nycklar/", TOKEN).context["token_form"].errors == {
        "account": ["Ingen här har den adressen."]
    }


def given_up(ada: User) -> Delivery:
    webhook = Webhook.objects.first() or make_webhook(name="L", url="https://a.example/", account=ada, by=ada)
    return Delivery.objects.create(
        webhook=webhook,
        idea=make_idea("draft"),
        body="{}",
        given_up_at=timezone.now(),
        tries=10,
        fault="answer",
        status=500,
    )


def test_what_is_given_up_is_shown_and_sent_again(client: Client, ada: User) -> None:
    delivery = given_up(ada)
    page = client.get(BASE).content.decode()
    assert "10 försök: mottagaren tog inte emot det (500)" in page
    assert "Skicka igen" in page
    for _twice in range(2):
        assert client.post(f"{BASE}leveranser/{delivery.pk}/skicka/")["Location"] == BASE
    delivery.refresh_from_db()
    assert (delivery.given_up_at, delivery.tries) == (None, 0)
    assert "Skicka igen" not in client.get(BASE).content.decode()


POSTS = ("nycklar/", "nycklar/1/aterkalla/", "webhookar/", "webhookar/1/avsluta/", "leveranser/1/skicka/")


@pytest.mark.parametrize("path", POSTS)
def test_only_administrators_and_only_by_post(client: Client, ada: User, path: str) -> None:
    assert client.get(BASE + path).status_code == 405
    for role in sorted(set(roles.ROLES) - {roles.ADMINISTRATOR}):
        client.force_login(make_user(role))
        assert client.post(BASE + path, WEBHOOK).status_code == 403
    client.logout()
    assert client.post(BASE + path)["Location"].startswith("/logga-in/")
    assert (AccessToken.objects.count(), Webhook.objects.count()) == (0, 0)


def test_the_page_costs_the_same_with_one_of_each_and_with_many(
    client: Client, ada: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def more(count: int) -> None:
        for number in range(count):
            account = make_user()
            AccessToken.objects.create(
                name=f"{count}.{number}", account=account, digest=f"{count}.{number}", created_by_name="Ada"
            )
            make_webhook(name=f"{count}.{number}", url="https://a.example/", account=account, by=ada)
            given_up(ada)

    more(1)
    client.get(BASE)
    with django_assert_num_queries(QUERIES):
        client.get(BASE)
    more(12)
    with django_assert_num_queries(QUERIES):
        client.get(BASE)
