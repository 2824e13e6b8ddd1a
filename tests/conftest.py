"""What every test can ask for."""

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests import databases


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Instead of pytest-django's own: a copy of the migrated template for each test process."""
    with (
        django_db_blocker.unblock(),
        databases.copy_of(databases.migrated_template()) as name,
        databases.connected_to(name),
    ):
        yield
