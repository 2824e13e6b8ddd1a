"""Fixtures for tests that need the running portal, or a browser that looks at it."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright
from pytest_django.plugin import DjangoDbBlocker

from tests.browser import chromium
from tests.portal import RunningPortal, running_portal


@pytest.fixture(scope="session")
def portal(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningPortal]:
    """The portal with its demonstration, in processes of its own, shared by the tests of one worker."""
    with django_db_blocker.unblock(), running_portal(tmp_path_factory.mktemp("portal")) as portal:
        yield portal


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright keeps an event loop in this thread, which Django would take for asynchronous code of ours."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    program = chromium.find()
    if program is None:
        pytest.fail(chromium.MISSING)
    browser = playwright.chromium.launch(executable_path=program, args=chromium.ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture
def context(browser: Browser, portal: RunningPortal) -> Iterator[BrowserContext]:
    """A browser nobody has used before, at the portal, in Swedish."""
    context = browser.new_context(base_url=portal.address, locale="sv-SE", timezone_id="Europe/Stockholm")
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()
