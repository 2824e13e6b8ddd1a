"""The running portal that browser tests and journeys use."""

from urllib.request import urlopen

from playwright.sync_api import Page

from goda_exempel.accounts.models import User
from goda_exempel.demonstration.people import LOGINS
from tests.portal import RunningPortal


def test_it_is_ready(portal: RunningPortal) -> None:
    with urlopen(f"{portal.address}/halsa/redo") as response:
        assert response.status == 200


def test_its_data_can_be_read(portal: RunningPortal) -> None:
    with portal.data():
        assert User.objects.filter(email=LOGINS[0].email).exists()


def test_a_browser_looks_at_it(page: Page) -> None:
    page.goto("/")
    assert "Goda exempel" in page.title()
