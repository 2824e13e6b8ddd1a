"""What every test can ask for."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.utils import translation
from pytest_django.plugin import DjangoDbBlocker

from goda_exempel import caching
from tests import databases
from tests.browser.fixtures import browser, context, page, playwright, portal
from tests.scheduling import OnePortal, has_a_portal

__all__ = ["browser", "context", "page", "playwright", "portal"]


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Instead of pytest-django's own: a copy of the migrated template for each test process."""
    with (
        django_db_blocker.unblock(),
        databases.copy_of(databases.migrated_template()) as name,
        databases.connected_to(name),
    ):
        yield


@pytest.fixture(autouse=True)
def in_swedish() -> Iterator[None]:
    """A page in English leaves its thread in English until the next request."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def fresh_memory() -> None:
    """Each test begins at the content version of the one before, with other content: nothing kept may be left."""
    caching.forget()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests with the portal or a browser. Raises UsageError where one stands outside of their folders."""
    for item in items:
        if {"portal", "playwright"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)
            if not has_a_portal(item.nodeid):
                raise pytest.UsageError(f"{item.nodeid} needs the portal: name its file in tests/scheduling.py.")


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> OnePortal:
    """One portal and one browser, on one worker. (xdist's own groups are not seen by this version of pytest.)"""
    return OnePortal(config, log)
