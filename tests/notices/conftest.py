from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests import mail_server
from tests.mail_server import MailServer


@pytest.fixture
def port(settings: Settings) -> int:
    """The portal's letters go here, over SMTP."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mail_server.free_port()
    return int(settings.EMAIL_PORT)


@pytest.fixture
def server(port: int) -> Iterator[MailServer]:
    with mail_server.running(port) as server:
        yield server
