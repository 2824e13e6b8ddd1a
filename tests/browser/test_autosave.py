"""A draft saves itself while somebody writes it: what is in the database when the browser is gone."""

import contextlib
import os
import re
import signal
import time
from collections.abc import Iterator
from uuid import uuid4

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright, expect

from goda_exempel.demonstration.people import LOGINS
from ideas.models import Idea
from tests.browser import chromium
from tests.browser.visits import EVERYTHING, FAULTS, signed_in
from tests.portal import RunningPortal

MAJA = next(login for login in LOGINS if login.name.startswith("Maja"))
WITHIN = 10  # seconds that may be lost
STATE = "[data-save-state] [data-save-words]"
ON_THE_WAY = 5  # seconds: for what was sent when a page is left


@pytest.fixture
def maja(browser: Browser, portal: RunningPortal) -> Iterator[BrowserContext]:
    with signed_in(browser, portal, MAJA) as context:
        yield context


def write(page: Page, text: str, field: str = "problem") -> None:
    page.locator(f"[name={field}]").press_sequentially(text)


def stored(portal: RunningPortal, text: str) -> list[Idea]:
    with portal.data():
        return list(Idea.objects.filter(problem__startswith=text))


def soon(portal: RunningPortal, mark: str, wanted: str) -> None:
    deadline = time.monotonic() + ON_THE_WAY
    while [idea.problem for idea in stored(portal, mark)] != [wanted]:
        assert time.monotonic() < deadline, [idea.problem for idea in stored(portal, mark)]
        time.sleep(0.1)


@pytest.fixture
def mark() -> str:
    return f"Märke {uuid4()}"


def kill(browser: Browser) -> None:
    """The process itself, at once: no page gets to do anything more."""
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    os.kill(next(row["id"] for row in processes if row["type"] == "browser"), signal.SIGKILL)


def test_browser_killed_in_mid_word_loses_at_most_ten_seconds(
    playwright: Playwright, maja: BrowserContext, portal: RunningPortal, mark: str
) -> None:
    doomed = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
    with contextlib.suppress(Error), signed_in(doomed, portal, MAJA) as context:  # it can't even be closed
        page = context.new_page()
        page.goto("/ideer/ny/")
        write(page, f"{mark} hall")
        page.wait_for_timeout(WITHIN * 1000)
        kill(doomed)
    assert [idea.problem for idea in stored(portal, mark)] == [f"{mark} hall"]
    again = maja.new_page()
    again.goto("/ideer/ny/")
    again.get_by_role("link", name=mark[:20]).first.click()
    expect(again.locator("[name=problem]")).to_have_value(f"{mark} hall")


def test_it_says_so_in_words_and_goes_on_in_the_same_draft(
    maja: BrowserContext, portal: RunningPortal, mark: str
) -> None:
    page = maja.new_page()
    page.clock.install()
    page.goto("/ideer/ny/")
    page.clock.fast_forward(60_000)
    expect(page.locator(STATE)).to_be_empty()
    write(page, mark)
    page.clock.fast_forward(10_000)
    expect(page.locator(STATE)).to_have_text(re.compile(r"^Sparat \d\d\.\d\d$"))
    (draft,) = stored(portal, mark)
    expect(page).to_have_url(re.compile(f"/ideer/{draft.number}/redigera/$"))
    write(page, " och mer")
    page.clock.fast_forward(10_000)
    soon(portal, mark, f"{mark} och mer")
    page.reload()
    expect(page.locator("[name=problem]")).to_have_value(f"{mark} och mer")
    page.locator("[name=problem]").press("Control+End")
    write(page, "!")
    page.clock.fast_forward(10_000)
    soon(portal, mark, f"{mark} och mer!")
    assert axe_faults(page) == []


def axe_faults(page: Page) -> list[str]:
    page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(FAULTS, EVERYTHING)
    return found


@pytest.mark.parametrize("way", ["elsewhere", "closed"])
def test_leaving_the_page_saves_at_once(maja: BrowserContext, portal: RunningPortal, mark: str, way: str) -> None:
    page = maja.new_page()
    page.goto("/ideer/ny/")
    write(page, mark)
    page.goto("/ideer/") if way == "elsewhere" else page.close(run_before_unload=True)
    soon(portal, mark, mark)


def test_two_tabs_overwrite_nothing_and_the_second_shows_both(
    maja: BrowserContext, portal: RunningPortal, mark: str
) -> None:
    one, two = maja.new_page(), maja.new_page()
    one.goto("/ideer/ny/")
    write(one, mark)
    one.get_by_role("button", name="Spara som utkast").click()
    one.wait_for_url("**/redigera/")
    two.goto(one.url)
    one.locator("[name=problem]").fill(f"{mark} ett")
    one.get_by_role("button", name="Spara som utkast").click()
    expect(one.locator(".message-success")).to_be_visible()
    two.locator("[name=problem]").fill(f"{mark} två")
    expect(two.locator(STATE)).to_have_text(
        re.compile("Inte sparat: utkastet har sparats i ett annat fönster"), timeout=12_000
    )
    expect(two.locator("[name=problem]")).to_have_value(f"{mark} två")
    assert [idea.problem for idea in stored(portal, mark)] == [f"{mark} ett"]
    two.get_by_role("button", name="Spara som utkast").click()
    for text in (f"{mark} ett", f"{mark} två"):
        expect(two.locator("main")).to_contain_text(text)


def test_no_connection_is_said_and_it_tries_again(maja: BrowserContext, portal: RunningPortal, mark: str) -> None:
    page = maja.new_page()
    page.clock.install()
    page.goto("/ideer/ny/")
    maja.set_offline(True)
    write(page, mark)
    page.clock.fast_forward(10_000)
    expect(page.locator(STATE)).to_have_text(re.compile("portalen går inte att nå"))
    assert stored(portal, mark) == []
    maja.set_offline(False)
    page.clock.fast_forward(10_000)
    soon(portal, mark, mark)
    expect(page.locator(STATE)).to_have_text(re.compile("^Sparat"))


def test_ended_log_in_is_said_and_the_text_goes_through_it(
    maja: BrowserContext, portal: RunningPortal, mark: str
) -> None:
    page = maja.new_page()
    page.clock.install()
    page.goto("/ideer/ny/")
    maja.clear_cookies(name="goda_session")
    write(page, mark)
    page.clock.fast_forward(10_000)
    expect(page.locator(STATE)).to_have_text(re.compile("du är inte längre inloggad"))
    page.get_by_role("button", name="Spara som utkast").click()
    expect(page.locator("main")).to_contain_text("Det du skrev finns kvar")
    page.get_by_label("E-postadress").fill(MAJA.email)
    page.get_by_label("Lösenord", exact=True).fill(MAJA.password)
    page.locator("main").get_by_role("button", name="Logga in").click()
    expect(page.locator("main")).to_contain_text(mark)
    assert axe_faults(page) == []
    page.get_by_role("button", name="Skicka nu").click()
    expect(page.locator("[name=problem]")).to_have_value(mark)
    soon(portal, mark, mark)


def test_personal_number_is_not_saved_and_said(maja: BrowserContext, portal: RunningPortal, mark: str) -> None:
    page = maja.new_page()
    page.clock.install()
    page.goto("/ideer/ny/")
    write(page, f"{mark} 811228-9841")
    page.clock.fast_forward(10_000)
    expect(page.locator(STATE)).to_have_text(re.compile("ser ut som ett personnummer"))
    assert stored(portal, mark) == []
