"""Opens every page of the demonstration as every role, once, and writes down all that can be said of it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, ViewportSize

from goda_exempel.demonstration.people import LOGINS, Login
from tests.browser.addresses import addresses
from tests.portal import RunningPortal

ANYONE: Final = "anyone"
DESKTOP: Final[ViewportSize] = {"width": 1280, "height": 900}
NARROW: Final[ViewportSize] = {"width": 320, "height": 640}
PATIENCE: Final = 15_000  # milliseconds
EVERYTHING: Final = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "preload": False,
}
COLOURS: Final = {**EVERYTHING, "runOnly": {"type": "rule", "values": ["color-contrast"]}}
FAULTS: Final = """async options => (await axe.run(document, options)).violations.flatMap(rule => rule.nodes.map(
    node => `${rule.id}: ${node.target.join(' ')}: ${node.failureSummary.replace(/\\s+/g, ' ')}`))"""
WIDER: Final = """() => document.documentElement.scrollWidth <= window.innerWidth ? '' :
    [...document.querySelectorAll('body *')]
    .filter(element => element.getBoundingClientRect().right > window.innerWidth + 1)
    .slice(-3).map(element => element.tagName + '.' + element.className).join(', ') || 'the page'"""


# What differs between two people who are shown the same: tokens, and the bar above, which is looked at once a role.
VARYING: Final = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|<header class="topbar">.*?</header>', re.DOTALL)


@dataclass
class Visit:
    """What one person saw at one address. The lists are of faults, empty when all is well."""

    person: str
    path: str
    status: int = 0
    html: str = ""
    policy: str = ""
    is_ours: bool = True
    console: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    in_light: list[str] = field(default_factory=list)
    in_dark: list[str] = field(default_factory=list)
    wider_than_a_phone: str = ""
    cookies: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"{self.path} as {self.person}"


def role_of(login: Login) -> str:
    """The one role that tells the person from the others."""
    special = [role for role in login.person.roles if role != "staff"] or ["staff"]
    return special[0]


def one_a_role() -> list[Login]:
    first: dict[str, Login] = {}
    for login in LOGINS:
        first.setdefault(role_of(login), login)
    return list(first.values())


@contextmanager
def signed_in(browser: Browser, portal: RunningPortal, login: Login | None, **options: Any) -> Iterator[BrowserContext]:
    """A browser of one person, who has logged in by the form; of a stranger, where ``login`` is None."""
    context = browser.new_context(
        base_url=portal.address, locale="sv-SE", timezone_id="Europe/Stockholm", viewport=DESKTOP, **options
    )
    context.set_default_timeout(PATIENCE)
    try:
        if login is not None:
            log_in(context.new_page(), login.email, login.password)
        yield context
    finally:
        context.close()


def log_in(page: Page, email: str, password: str) -> None:
    page.goto("/logga-in/")
    page.get_by_label("E-postadress").fill(email)
    page.get_by_label("Lösenord", exact=True).fill(password)
    page.locator("main").get_by_role("button", name="Logga in").click()
    page.wait_for_url(lambda url: "/logga-in/" not in url)


@dataclass
class Walk:
    """Through the whole portal, person by person."""

    browser: Browser
    portal: RunningPortal
    seen: set[str] = field(default_factory=set)

    def everybody(self) -> Iterator[Visit]:
        with self.portal.data():
            of_all, english = addresses(), addresses(language="en")
            of_staff, admin = addresses(readers=False), addresses(admin=True)
        yield from self.visits(None, [*of_all, *english])
        for login in one_a_role():
            yield from self.visits(login, of_staff)
            if role_of(login) == "administrator":
                yield from self.visits(login, admin, is_ours=False)

    def visits(self, login: Login | None, paths: list[str], *, is_ours: bool = True) -> Iterator[Visit]:
        person = role_of(login) if login else ANYONE
        with signed_in(self.browser, self.portal, login) as context:
            page = context.new_page()
            for path in paths:
                look = Look(page, Visit(person, path, is_ours=is_ours), self.portal.address, self.seen)
                if look.open():
                    yield look.visit


@dataclass
class Look:
    """At one page."""

    page: Page
    visit: Visit
    address: str
    seen: set[str]

    def open(self) -> bool:
        """Whether there was a page to look at; a redirect, or a refusal that looks the same everywhere, is none."""
        response = self.load()
        self.visit.status = response.status
        redirected = response.request.redirected_from is not None
        if redirected or (response.status in (403, 404) and self.visit.person != ANYONE):
            return False
        self.note(response)
        if self.visit.is_ours and self.is_new():
            self.examine()
        return True

    def load(self) -> Response:
        """Only while the page loads do we listen: what comes later, our own examination has caused."""
        listeners: dict[Any, Any] = {"console": self.hear, "pageerror": self.fall, "request": self.leave}
        for event, listener in listeners.items():
            self.page.on(event, listener)
        try:
            response = self.page.goto(self.visit.path)
            assert response is not None
            return response
        finally:
            for event, listener in listeners.items():
                self.page.remove_listener(event, listener)

    def note(self, response: Response) -> None:
        visit = self.visit
        visit.html = response.text()
        visit.policy = response.headers.get("content-security-policy", "")
        visit.cookies = [cookie["name"] for cookie in self.page.context.cookies()]

    def is_new(self) -> bool:
        """Whether nobody has seen the same yet: a page, apart from names and tokens, or a header of the role's own."""
        is_first_of_role = self.visit.person not in self.seen
        self.seen.add(self.visit.person)
        content = f"{self.visit.path}{VARYING.sub('', self.visit.html)}"
        is_new = is_first_of_role or content not in self.seen
        self.seen.add(content)
        return is_new

    def examine(self) -> None:
        self.visit.in_light, self.visit.in_dark = self.faults(EVERYTHING, "light"), self.faults(COLOURS, "dark")
        self.page.set_viewport_size(NARROW)
        self.visit.wider_than_a_phone = self.page.evaluate(WIDER)
        self.page.set_viewport_size(DESKTOP)

    def faults(self, options: dict[str, Any], scheme: Any) -> list[str]:
        self.page.emulate_media(color_scheme=scheme)
        if scheme == "light":
            self.page.evaluate(AXE_SCRIPT)
        found: list[str] = self.page.evaluate(FAULTS, options)
        return found

    def hear(self, message: ConsoleMessage) -> None:
        of_the_page_itself = message.location.get("url", "").endswith(self.visit.path) and "status of" in message.text
        if message.type in ("error", "warning") and not of_the_page_itself:
            self.visit.console.append(message.text)

    def fall(self, error: Exception) -> None:
        self.visit.console.append(str(error))

    def leave(self, request: Request) -> None:
        if not request.url.startswith((f"{self.address}/", "data:")):
            self.visit.elsewhere.append(urlsplit(request.url).netloc)
