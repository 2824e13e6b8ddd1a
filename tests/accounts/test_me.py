"""The page about me."""

import pytest
from django.test import Client

from goda_exempel import roles
from tests.factories import make_unit, make_user

pytestmark = pytest.mark.django_db


def test_it_says_who_one_is(client: Client) -> None:
    library = make_unit("Biblioteket")
    make_unit("Hemtjänsten")
    user = make_user(roles.STAFF, roles.COACH, name="Eva Ek", units=(library,))
    client.force_login(user)
    page = client.get("/mig/").content.decode()
    for text in ("Eva Ek", user.email, "Medarbetare, Idécoach", "Biblioteket"):
        assert text in page
    assert "Hemtjänsten" not in page


def test_the_language_is_changed_by_a_post(client: Client) -> None:
    user = make_user()
    assert client.post("/mig/sprak/", {"language": "en"}).headers["Location"] == "/logga-in/?next=/mig/sprak/"
    client.force_login(user)
    assert client.get("/mig/sprak/").status_code == 405
    assert client.post("/mig/sprak/", {"language": "fi"}).status_code == 200
    user.refresh_from_db()
    assert user.language == "sv"
    for _press in range(2):
        assert client.post("/mig/sprak/", {"language": "en"}).status_code == 302
    user.refresh_from_db()
    assert user.language == "en"
    assert "What waits for you" in client.get("/mig/").content.decode()


def test_nobody_is_without_a_page(client: Client) -> None:
    user = make_user()
    user.groups.clear()
    client.force_login(user)
    assert client.get("/mig/").status_code == 200
