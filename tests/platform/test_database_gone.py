"""A database that is not there: a page that says so in Swedish, at whatever depth it was missed."""

import pytest
from django.test import Client

from goda_exempel.views_errors import is_database_gone
from tests.platform.starting import run

# Asks for pages in a process whose database address leads nowhere, and prints status and page.
ASK = """
import django
django.setup()
from django.test import Client
client = Client(raise_request_exception=False)
client.cookies["goda_session"] = "a" * 32
for address in {addresses}:
    response = client.get(address)
    print()
    print(response.status_code, response.headers.get("Retry-After"), response.content.decode())
"""
NOWHERE = "postgresql://portal@127.0.0.1:9/portal"


def ask(*addresses: str) -> str:
    result = run(
        "-c",
        ASK.format(addresses=list(addresses)),
        GODA_DEMONSTRATION="1",
        GODA_HOSTS="testserver",
        DATABASE_URL=NOWHERE,
        DJANGO_SETTINGS_MODULE="goda_exempel.settings",
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/", "Portalen vilar en stund"),
        ("/goda-exempel/", "Portalen vilar en stund"),
        ("/ideer/", "Portalen vilar en stund"),
        ("/en/", "The portal is resting for a moment"),
    ],
)
def test_the_page_says_so(address: str, words: str) -> None:
    """/ideer/ misses it already where the session is loaded, before any view."""
    page = ask(address)
    assert "\n503 30 " in page
    assert words in page


@pytest.mark.slow
def test_health_tells() -> None:
    said = ask("/halsa/live", "/halsa/redo")
    assert '\n200 None {"live": true}' in said
    assert '\n503 None {"ready": false, "database": false' in said


@pytest.mark.django_db
def test_a_question_the_database_does_not_understand_is_another_error(client: Client) -> None:
    from django.db import OperationalError, connection

    with pytest.raises(OperationalError) as caught, connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 1; SELECT pg_sleep(1)")
    assert not is_database_gone(caught.value)
    assert not is_database_gone(ValueError())
    assert not is_database_gone(None)
