"""The portal without a mouse."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.visits import log_in, one_a_role, signed_in
from tests.portal import RunningPortal

FOCUSED = """() => {
    const element = document.activeElement, style = getComputedStyle(element);
    const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    return {name: element.tagName + ' ' + (element.textContent || element.name || '').trim().slice(0, 40),
            visible: ring || style.boxShadow !== 'none', isBody: element === document.body};
}"""
PAGES = ["/", "/goda-exempel/", "/arets-medarbetarinnovation/", "/logga-in/"]
MOST_STOPS = 60


def stops(page: Page) -> list[dict[str, object]]:
    """What Tab comes to, in order, until it leaves the page."""
    found: list[dict[str, object]] = []
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused["isBody"]:
            break
        found.append(focused)
    return found


@pytest.mark.parametrize("path", PAGES)
def test_focus_is_always_seen(page: Page, path: str) -> None:
    page.goto(path)
    found = stops(page)
    assert len(found) > 5
    assert [stop["name"] for stop in found if not stop["visible"]] == []


@pytest.mark.parametrize("path", PAGES)
def test_the_first_stop_skips_to_the_content(page: Page, path: str) -> None:
    page.goto(path)
    page.keyboard.press("Tab")
    skip = page.locator(".skip-link")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#innehall")).to_be_focused()


def test_the_folded_menu_opens_by_key(browser: Browser, portal: RunningPortal) -> None:
    with signed_in(browser, portal, one_a_role()[0]) as context:
        page = context.new_page()
        page.set_viewport_size({"width": 390, "height": 800})
        page.goto("/ideer/")
        menu = page.locator("details.fold-menu")
        menu.locator("summary").focus()
        page.keyboard.press("Enter")
        expect(menu.get_by_role("link", name="Mina idéer")).to_be_visible()


def test_an_error_leads_to_its_field(page: Page) -> None:
    page.goto("/logga-in/")
    page.get_by_label("E-postadress").fill("maja@demo.example")
    page.locator("main").get_by_role("button", name="Logga in").click()
    summary = page.locator(".error-summary")
    summary.get_by_role("link").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Lösenord", exact=True)).to_be_focused()


def test_a_person_logs_in_by_keys_alone(browser: Browser, portal: RunningPortal) -> None:
    with signed_in(browser, portal, None, java_script_enabled=False) as context:
        page = context.new_page()
        log_in(page, one_a_role()[0].email, one_a_role()[0].password)
        expect(page.get_by_role("button", name="Logga ut").first).to_be_attached()
