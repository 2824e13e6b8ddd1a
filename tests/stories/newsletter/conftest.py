from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests.mail_server import free_port
from tests.stories.newsletter.servers import PickyServer, listening


@pytest.fixture
def port(settings: Settings) -> int:
    """The portal's letters go here, over SMTP."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    return int(settings.EMAIL_PORT)


@pytest.fixture
def server(port: int) -> Iterator[PickyServer]:
    picky = PickyServer()
    with listening(picky, port):
        yield picky
