"""The interface does what its OpenAPI description says: schemathesis asks it everything the description allows, and
much that it does not, through the portal's own WSGI application."""

from collections.abc import Iterator
from typing import Any, Final

import pytest
import schemathesis
from django.conf import LazySettings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck
from hypothesis import settings as examples
from schemathesis.config import SchemathesisConfig

from goda_exempel import roles
from goda_exempel.wsgi import application
from ideas.outside.tokens import make_token
from tests.factories import make_idea, make_user

pytestmark = pytest.mark.django_db

DESCRIPTION: Final = "/api/v1/openapi.json"
# Every check there is. One thing is said to one of them: a cursor is a text that only the interface itself can make,
# so one that fits the description and is made up is answered 400 (``bad_cursor``). Whatever else fits has to be taken.
CONFIG: Final = SchemathesisConfig.from_dict(
    {
        "seed": 20261125,
        "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", 400, 404]}},
        "generation": {"database": "none"},
    }
)


@pytest.fixture
def within_the_test(db: None) -> Iterator[None]:
    """The application answers within the test's own transaction, as Django's client sees to by itself."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def token(within_the_test: None, settings: LazySettings) -> str:
    """Of an account that sees ideas in several states."""
    settings.API_PER_MINUTE = 100_000
    for state in ("draft", "submitted", "in_review", "in_use", "parked"):
        make_idea(state)
    return make_token(name="schemathesis", account=make_user(), by=make_user(roles.ADMINISTRATOR))[1]


schema = schemathesis.openapi.from_wsgi(DESCRIPTION, application, config=CONFIG)


@pytest.mark.slow
@schema.parametrize()
@examples(max_examples=60, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
def test_it_does_what_it_says(case: schemathesis.Case[Any], token: str) -> None:
    case.call_and_validate(headers={"Authorization": f"Bearer {token}"})


def test_it_is_open_to_read_and_loads_nothing_from_elsewhere(client: Client) -> None:
    described = client.get(DESCRIPTION).json()
    assert described["openapi"].startswith("3.")
    assert sorted(described["paths"]) == ["/api/v1/ideas", "/api/v1/ideas/{number}"]
    for path in described["paths"].values():
        assert set(path) == {"get"}
        assert {"200", "401", "422", "429"} <= set(path["get"]["responses"])
    assert described["components"]["securitySchemes"] == {
        "TokenAuth": {"type": "http", "scheme": "bearer", "bearerFormat": "opaque"}
    }
