"""The people of a journey: each in a browser of their own, without JavaScript, and with a mailbox."""

import time
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from goda_exempel.demonstration.people import LOGINS, PASSWORD
from tests.browser.visits import DESKTOP, PATIENCE, log_in
from tests.portal import RunningPortal

LONGEST_POST = 20  # seconds until a letter has come


@dataclass
class Someone:
    """A person at a screen. ``heard`` is how many letters had come when we last looked."""

    page: Page
    portal: RunningPortal
    email: str = ""
    name: str = ""
    heard: int = field(default=0)

    def opens(self, path: str, *, status: int = 200) -> "Someone":
        response = self.page.goto(path)
        assert response is not None
        assert response.status == status, f"{self.email or 'A reader'} got {response.status} at {path}"
        return self

    def sees(self, text: str) -> "Someone":
        expect(self.page.locator("main")).to_contain_text(text)
        return self

    def does_not_see(self, text: str) -> "Someone":
        expect(self.page.locator("body")).not_to_contain_text(text)
        return self

    def fills(self, where: Locator | None = None, /, **values: Any) -> "Someone":
        """Fields by their names: text to write, an option to choose by its value or ``{"label": …}``, True to tick."""
        place = where or self.page.locator("main")
        for name, value in values.items():
            control = place.locator(f"[name='{name}']")
            kind = control.first.evaluate("element => element.type")
            if kind == "select-one":
                control.select_option(**value if isinstance(value, dict) else {"value": value})
            elif kind in ("radio", "checkbox"):
                control.and_(place.locator(f"[value='{value}']")).check() if value is not True else control.check()
            else:
                control.fill(str(value))
        return self

    def clicks(self, button: str) -> "Someone":
        self.page.locator("main").get_by_role("button", name=button, exact=True).click()
        return self

    def moves(self, name: str, **answers: Any) -> "Someone":
        """Press the button of a move, in its small form where it has one, and be told that it is made."""
        place = self.page.locator(f"[data-move='{name}']").last
        if place.evaluate("element => element.tagName") == "DETAILS":
            if place.get_attribute("open") is None:
                place.locator("> summary").click()
            self.fills(place, **answers)
        place.locator("button[type=submit]").last.click()
        expect(self.page.locator(".message-success")).to_be_visible()
        return self

    def may_not(self, name: str) -> "Someone":
        expect(self.page.locator(f"[data-move='{name}']")).to_have_count(0)
        return self

    def is_told(self, about: str) -> "Someone":
        """By a letter that has come over SMTP since last, and in the portal in the same words."""
        letters = self._new_letters()
        subjects = [" ".join(str(letter["Subject"]).split()) for letter in letters]
        assert any(about in subject for subject in subjects), f"{self.email} was told {subjects}, not of {about}"
        self.opens("/notiser/")
        expect(self.page.locator(".notice-list")).to_contain_text(subjects[-1])
        return self

    def _new_letters(self) -> list[Any]:
        deadline = time.monotonic() + LONGEST_POST
        while len(letters := self.portal.mail.to(self.email)) <= self.heard:
            assert time.monotonic() < deadline, f"No letter has come to {self.email}."
            time.sleep(0.1)
        new, self.heard = letters[self.heard :], len(letters)
        return new


class Cast:
    """Everybody of the journey, by first name."""

    def __init__(self, browser: Browser, portal: RunningPortal) -> None:
        self.browser, self.portal = browser, portal
        self.contexts: list[BrowserContext] = []

    def reader(self) -> Someone:
        """Somebody who has never been here and does not log in."""
        return Someone(self._page(), self.portal)

    def __call__(self, name: str) -> Someone:
        login = next(login for login in LOGINS if login.name.startswith(name))
        page = self._page()
        log_in(page, login.email, PASSWORD)
        return Someone(page, self.portal, login.email, login.name, len(self.portal.mail.to(login.email)))

    def _page(self) -> Page:
        context = self.browser.new_context(
            base_url=self.portal.address,
            locale="sv-SE",
            timezone_id="Europe/Stockholm",
            viewport=DESKTOP,
            java_script_enabled=False,
        )
        context.set_default_timeout(PATIENCE)
        self.contexts.append(context)
        return context.new_page()

    def leave(self) -> None:
        for context in self.contexts:
            context.close()
