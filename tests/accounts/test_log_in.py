"""Log-in, log-out and where one lands."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from goda_exempel import roles
from goda_exempel.accounts.workflow import first_page
from goda_exempel.demonstration.people import LOGINS
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("written", ["eva.ek@exempel.example", "Eva.Ek@Exempel.Example", " EVA.EK@EXEMPEL.EXAMPLE "])
def test_whatever_the_letter_case(client: Client, written: str) -> None:
    make_user(email="eva.ek@exempel.example")
    assert client.post("/logga-in/", {"username": written, "password": PASSWORD}).headers["Location"] == "/ideer/"


def test_a_password_holds_however_its_letters_are_composed(client: Client) -> None:
    user = make_user()
    user.set_password("ål och öl i ån")
    user.save()
    decomposed = "a\u030al och o\u0308l i a\u030an"
    assert client.post("/logga-in/", {"username": user.email, "password": decomposed}).status_code == 302


@pytest.mark.parametrize(("known", "active"), [(True, True), (True, False), (False, True)])
def test_one_sentence_for_everything_that_is_wrong(client: Client, known: bool, active: bool) -> None:
    """Nobody learns whether an address is known here, or whether its person may log in."""
    user = make_user(is_active=active)
    email, password = (user.email, PASSWORD) if known and not active else (user.email, "fel")
    page = client.post("/logga-in/", {"username": email if known else "nobody@exempel.example", "password": password})
    assert page.status_code == 200
    assert "E-postadressen och lösenordet hör inte ihop. Kontrollera båda och försök igen." in page.content.decode()


def test_the_lock_does_not_mind_the_letter_case(client: Client) -> None:
    user = make_user(email="eva.ek@exempel.example")
    statuses = [
        client.post("/logga-in/", {"username": written, "password": "fel"}).status_code
        for written in ("eva.ek@exempel.example", "Eva.Ek@exempel.example", "EVA.EK@EXEMPEL.EXAMPLE")
    ]
    assert statuses == [200, 200, 429]
    page = client.post("/logga-in/", {"username": user.email.upper(), "password": PASSWORD})
    assert page.status_code == 429
    assert "Du kan försöka igen om 1 minut." in page.content.decode()


@pytest.mark.parametrize(
    ("names", "address"),
    [
        ((roles.COACH, roles.STAFF), "/ideer/beredning/"),
        ((roles.COMMUNICATOR, roles.STAFF), "/redaktion/"),
        ((roles.EDITOR,), "/redaktion/"),
        ((roles.JUROR, roles.STAFF), "/jury/"),
        ((roles.JURY_SECRETARY,), "/jury/"),
        ((roles.MANAGER, roles.STAFF), "/ideer/chef/"),
        ((roles.STAFF,), "/ideer/"),
        ((roles.ADMINISTRATOR,), "/admin/"),
    ],
)
def test_everybody_lands_where_their_work_waits(client: Client, names: tuple[str, ...], address: str) -> None:
    user = make_user(*names)
    assert first_page(user) == address
    answer = client.post("/logga-in/", {"username": user.email, "password": PASSWORD}, follow=True)
    assert answer.redirect_chain[0][0] == address
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("after", "address"),
    [
        ("/jury/2026/", "/jury/2026/"),
        ("https://evil.example/", "/ideer/"),
        ("//evil.example/", "/ideer/"),
        ("javascript:alert(1)", "/ideer/"),
        ("/logga-in/", "/ideer/"),
        ("/logga-in/?next=/logga-in/", "/ideer/"),
    ],
)
def test_next_leads_to_our_own_pages_only(client: Client, after: str, address: str) -> None:
    user = make_user()
    form = {"username": user.email, "password": PASSWORD, "next": after}
    assert client.post("/logga-in/", form).headers["Location"] == address
    assert client.get("/logga-in/", {"next": after}).headers["Location"] == address


def test_log_out_is_a_post(client: Client) -> None:
    client.force_login(make_user())
    assert client.get("/logga-ut/").status_code == 405
    assert client.get("/mig/").status_code == 200
    assert client.post("/logga-ut/").status_code == 302
    assert client.get("/mig/").headers["Location"] == "/logga-in/?next=/mig/"


def test_the_demonstration_shows_its_people_and_no_other_portal_does(client: Client, settings: Settings) -> None:
    shown = client.get("/logga-in/").content.decode()
    assert all(login.email in shown for login in LOGINS)
    settings.DEMONSTRATION = False
    hidden = client.get("/logga-in/").content.decode()
    assert not any(login.email in hidden or login.password in hidden for login in LOGINS)


def test_the_administration_pages_have_no_log_in_of_their_own(client: Client) -> None:
    answer = client.get("/admin/", follow=True)
    assert answer.redirect_chain[-1][0] == "/logga-in/?next=%2Fadmin%2F"
    user = make_user(roles.ADMINISTRATOR)
    assert client.post("/admin/login/", {"username": user.email, "password": PASSWORD}).status_code == 405
    client.force_login(make_user(roles.COACH))
    assert client.get(reverse("admin:login")).status_code == 403
