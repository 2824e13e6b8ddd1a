"""From the poster on the wall to a name on an idea in use: a phone of 390 pixels, no JavaScript, no cookie."""

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from goda_exempel.accounts.models import Unit
from ideas.breakroom.stamps import QUICKEST
from ideas.breakroom.workflow import poster_of
from tests.browser.visits import WIDER
from tests.journeys.people import Cast, Someone
from tests.portal import RunningPortal

PHONE: Final[ViewportSize] = {"width": 390, "height": 844}
IDEA = "En bänk vid busshållplatsen, så att de äldre kan vila."


@pytest.fixture
def cast(browser: Browser, portal: RunningPortal) -> Iterator[Cast]:
    cast = Cast(browser, portal)
    yield cast
    cast.leave()


@pytest.fixture
def phone(cast: Cast) -> Someone:
    reader = cast.reader()
    reader.page.set_viewport_size(PHONE)
    return reader


def test_from_the_poster_to_a_name(cast: Cast, phone: Someone, portal: RunningPortal) -> None:
    karin, maja = cast("Karin"), cast("Maja")
    code, number = an_idea_is_left(phone, portal)
    nobody_else_sees_it(maja, number)
    address = it_is_released_and_asked_about(karin, number)
    it_is_answered_with_the_code(phone, code)
    karin.opens(address).sees("Två, en på varje sida.")
    it_gets_a_name(phone, code)
    maja.opens(address).sees("Nisse Nilsson")
    it_is_taken_over(maja, code)
    assert phone.page.context.cookies() == []


def an_idea_is_left(phone: Someone, portal: RunningPortal) -> tuple[str, str]:
    with portal.data():
        address = poster_of(Unit.objects.get(slug="gatuenheten")).get_absolute_url()
    phone.opens(address).sees("60 sekunder räcker.")
    fits(phone)
    phone.clicks("Skicka idén").sees("En mening räcker.")
    phone.fills(solution=IDEA).page.wait_for_timeout(QUICKEST.total_seconds() * 1000)  # no person is as quick as this
    phone.clicks("Skicka idén").sees("Tack för din idé")
    fits(phone)
    code = phone.page.locator(".word-code-words").inner_text()
    number = phone.page.locator("dd").first.inner_text()
    phone.clicks("Prova koden: följ idén").sees(IDEA)
    fits(phone)
    assert urlsplit(phone.page.url).path == "/folj/"
    assert urlsplit(phone.page.url).query == ""
    return code, number


def nobody_else_sees_it(maja: Someone, number: str) -> None:
    maja.opens(f"/ideer/{number}/", status=404)
    maja.opens("/ideer/").does_not_see("bänk vid busshållplatsen")


def it_is_released_and_asked_about(karin: Someone, number: str) -> str:
    karin.opens("/ideer/att-slappa-fram/").sees(number)
    karin.page.get_by_role("link", name="En bänk vid busshållplatsen").click()
    karin.sees("Lämnad utan konto").moves("release")
    karin.moves("take").moves("ask", reason="Hur många bänkar?")
    return urlsplit(karin.page.url).path


def it_is_answered_with_the_code(phone: Someone, code: str) -> None:
    phone.opens("/folj/").fills(code="fel fel fel fel fel").clicks("Visa idén").sees("Ingen idé har den koden.")
    phone.fills(code=code.upper().replace(" ", "-")).clicks("Visa idén").sees("Hur många bänkar?")
    fits(phone)
    phone.fills(text="Två, en på varje sida.").clicks("Skicka svaret").sees("Ditt svar är skickat.")


def it_gets_a_name(phone: Someone, code: str) -> None:
    phone.opens("/folj/").fills(code=code).clicks("Visa idén").sees("Anonym medarbetare")
    phone.page.get_by_text("Träd fram och få äran för idén").click()
    phone.fills(name="Nisse Nilsson").clicks("Visa mitt namn på idén").sees("Idén visas nu med ditt namn.")


def it_is_taken_over(maja: Someone, code: str) -> None:
    maja.opens("/ideer/min-kod/").fills(code=code).clicks("Ta över idén i mitt namn")
    expect(maja.page.locator(".message-success")).to_contain_text("Idén är nu din.")
    maja.opens("/ideer/mina/").sees("En bänk vid busshållplatsen")


def fits(phone: Someone) -> None:
    """Nothing is wider than the phone."""
    assert phone.page.evaluate(WIDER) == ""
