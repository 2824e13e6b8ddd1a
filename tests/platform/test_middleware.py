"""Language, refusals and headers of every request."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation

from goda_exempel.middleware import LanguageMiddleware
from tests.factories import make_user


@pytest.mark.parametrize(
    ("path", "user_language", "expected"),
    [
        ("/", None, "sv"),
        ("/en/", None, "en"),
        ("/english/", None, "sv"),
        ("/goda-exempel/", "en", "sv"),
        ("/ideer/", None, "sv"),
        ("/ideer/", "en", "en"),
        ("/ideer/", "sv", "sv"),
        ("/en/ideer/", "sv", "en"),
        ("/ideer/", "xx", "sv"),
    ],
)
def test_language(rf: RequestFactory, path: str, user_language: str | None, expected: str) -> None:
    """The path decides, and on staff addresses without a language the person's own choice."""
    request = rf.get(path)
    request.user = type("Person", (), {"language": user_language})()

    def view(request: HttpRequest) -> HttpResponse:
        middleware.process_view(request, view, (), {})
        return HttpResponse(translation.get_language())

    middleware = LanguageMiddleware(view)
    response = middleware(request)
    assert isinstance(response, HttpResponse)
    assert (response.content.decode(), response["Content-Language"]) == (expected, expected)


@pytest.mark.django_db
def test_a_public_page_is_the_same_for_who_is_logged_in(client: Client) -> None:
    before = client.get("/finns-inte/")
    client.force_login(make_user(language="en"))
    after = client.get("/finns-inte/")
    assert after.content == before.content
    assert "Cookie" not in after.headers.get("Vary", "")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/?q=a%00b", "/a%00b/", f"/?q={'a' * 17_000}"])
def test_what_no_person_sends_is_refused_with_a_page(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 400
    assert "<h1" in response.content.decode()


@pytest.mark.django_db
def test_a_cookie_with_a_nul_is_refused(client: Client) -> None:
    client.cookies["goda_session"] = "a\0b"
    assert client.get("/logga-in/").status_code == 400


def test_headers(client: Client) -> None:
    headers = client.get("/halsa/live").headers
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.django_db
def test_a_form_without_its_token_is_told_what_to_do() -> None:
    response = Client(enforce_csrf_checks=True).post("/logga-in/", {"username": "a"})
    assert response.status_code == 403
    assert "Sidan hade varit öppen för länge" in response.content.decode()
