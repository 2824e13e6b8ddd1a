"""Every page of the demonstration, as every role, in a real browser."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser

from goda_exempel.demonstration.people import LOGINS
from goda_exempel.roles import ROLES
from tests.browser import html_checker
from tests.browser.visits import ANYONE, EVERYTHING, NARROW, WIDER, Look, Visit, Walk, role_of
from tests.portal import RunningPortal


@pytest.fixture(scope="module")
def visits(portal: RunningPortal, browser: Browser) -> list[Visit]:
    """One walk, that all the tests here read."""
    return list(Walk(browser, portal).everybody())


def faulty(visits: list[Visit], faults: Callable[[Visit], object]) -> dict[str, object]:
    return {visit.name: found for visit in visits if (found := faults(visit))}


def ours(visits: list[Visit]) -> list[Visit]:
    """Without Django's own administration pages, whose accessibility and HTML are mended in Django, not here."""
    return [visit for visit in visits if visit.is_ours]


def test_faults_would_be_found(portal: RunningPortal, browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page(viewport=NARROW)
    page.set_content("<p style='color: #eee; width: 999px'>Blek<img src='x.png'>")
    page.evaluate(AXE_SCRIPT)
    look = Look(page, Visit(ANYONE, "/"), portal.address, set())
    rules = {fault.partition(":")[0] for fault in look.faults(EVERYTHING, "light")}
    (tmp_path / "page.html").write_text(page.content(), "utf-8")
    assert {"image-alt", "color-contrast", "html-has-lang"} <= rules
    assert page.evaluate(WIDER) != ""
    assert any("alt" in fault for fault in html_checker.faults(tmp_path))
    page.close()


def test_there_is_a_log_in_for_each_role() -> None:
    assert {role_of(login) for login in LOGINS} == set(ROLES)


def test_everybody_has_pages_and_none_fails(visits: list[Visit]) -> None:
    assert {visit.person for visit in visits} == {ANYONE, *ROLES}
    assert faulty(visits, lambda visit: visit.status >= 500) == {}


def test_every_page_is_accessible_in_light(visits: list[Visit]) -> None:
    assert faulty(ours(visits), lambda visit: visit.in_light) == {}


def test_every_page_is_readable_in_dark(visits: list[Visit]) -> None:
    assert faulty(ours(visits), lambda visit: visit.in_dark) == {}


def test_every_page_fits_a_phone(visits: list[Visit]) -> None:
    assert faulty(ours(visits), lambda visit: visit.wider_than_a_phone) == {}


def test_no_page_complains_in_the_console(visits: list[Visit]) -> None:
    assert faulty(visits, lambda visit: visit.console) == {}


def test_no_page_asks_another_server(visits: list[Visit]) -> None:
    assert faulty(visits, lambda visit: visit.elsewhere) == {}


def test_no_page_may_run_or_style_inline(visits: list[Visit]) -> None:
    assert faulty(visits, lambda visit: not visit.policy or "unsafe" in visit.policy) == {}


def test_readers_get_no_cookie(visits: list[Visit]) -> None:
    cookies = {cookie for visit in visits if visit.person == ANYONE for cookie in visit.cookies}
    assert cookies <= {"goda_csrf"}  # of the log-in form


def test_every_page_is_valid_html(visits: list[Visit], tmp_path: Path) -> None:
    for number, visit in enumerate(ours(visits)):
        name = re.sub(r"\W+", "-", f"{visit.person}{visit.path}")[:80]
        (tmp_path / f"{number:03}-{name}.html").write_text(visit.html, "utf-8")
    assert html_checker.faults(tmp_path) == []
