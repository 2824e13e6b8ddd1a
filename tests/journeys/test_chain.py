"""The chain, walked by hand: from an idea to a prize, in a real browser without JavaScript."""

import signal
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Browser, expect

from awards.states import PrizeState
from goda_exempel.serving.processes import Child
from ideas.states import IdeaState
from stories.states import StoryState
from tests.journeys.people import Cast, Someone
from tests.portal import RunningPortal

TITLE = "Rullatorverkstaden på torget"
CITATION = "För att en skiftnyckel på ett torg har gett fler människor friheten att gå dit de vill."
# The prize is next year's, so that the demonstration's own is left alone; its story is of January.
YEAR = timezone.localdate().year + 1
JURORS = ("Amina", "Oskar", "Birgitta")


@pytest.fixture
def cast(browser: Browser, portal: RunningPortal) -> Iterator[Cast]:
    cast = Cast(browser, portal)
    yield cast
    cast.leave()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """As a telephone takes it: lying down, with a note that says how to turn it."""
    path = tmp_path / "torget.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.linear_gradient("L").resize((1200, 1800)).convert("RGB").save(path, exif=exif, quality=85)
    return path


def test_from_an_idea_to_a_prize(cast: Cast, photo: Path) -> None:
    maja, anders, coaches = cast("Maja"), cast("Anders"), [cast("Karin"), cast("Helena")]
    lisa, erik, tomas = cast("Lisa"), cast("Erik"), cast("Tomas")

    idea = an_idea_is_handed_in(maja)
    coach = the_one_who_is_promised(maja, coaches).is_told(TITLE)
    it_is_answered(idea, coach, maja)
    a_manager_takes_it_on(idea, coach, anders, maja)
    it_is_tried_and_put_in_use(idea, coach, maja, lisa)

    story = a_story_is_written(lisa, photo)
    its_facts_are_checked(story, lisa, maja)
    address = another_person_approves_it(story, lisa, erik, maja)
    it_appears_by_itself(address, cast.reader(), cast.portal)

    room = a_prize_is_prepared(tomas)
    jury = [cast(name) for name in JURORS]
    the_jury_scores_in_sealed_envelopes(room, tomas, jury)
    it_is_decided_in_silence(room, tomas, maja, cast.reader())
    the_winner_is_announced(room, tomas, [maja, lisa, *jury], cast.reader())


def an_idea_is_handed_in(maja: Someone) -> str:
    maja.opens("/ideer/ny/")
    maja.page.locator("details.more-fields summary").click()
    maja.fills(
        problem="Rullatorer står med punktering, och ingen vet vem som lagar dem.",
        solution="Vi lagar dem på torget en onsdag i månaden, tillsammans med Fritidsbanken.",
        benefit="Äldre som inte längre går hemma. Trettio rullatorer lagades under våren.",
        title=TITLE,
        summary="En onsdag i månaden lagar vi rullatorer på torget.",
    )
    maja.clicks("Gå vidare och kontrollera svaren").sees("Trettio rullatorer lagades under våren.")
    maja.page.locator("#benefit").get_by_role("link", name="Ändra").click()
    expect(maja.page.locator("[name=benefit]")).to_be_focused()
    maja.fills(benefit="Äldre som inte längre går hemma. Fyrtio rullatorer lagades under våren.")
    maja.clicks("Gå vidare och kontrollera svaren").sees("Fyrtio rullatorer lagades under våren.")
    maja.clicks("Lämna in idén").sees("Tack! Din idé har nummer").sees(str(IdeaState.SUBMITTED.label))
    receipt = urlsplit(maja.page.url).path
    maja.is_told("Kvitto: din idé IDE-").opens(receipt)
    return receipt.removesuffix("kvitto/")


def the_one_who_is_promised(maja: Someone, coaches: list[Someone]) -> Someone:
    """The coach whose name the page gives, with a date, the moment the idea is handed in."""
    facts = maja.page.locator("main .facts").inner_text()
    return next(coach for coach in coaches if coach.name in facts)


def it_is_answered(idea: str, coach: Someone, maja: Someone) -> None:
    coach.opens(idea).moves("take")
    maja.is_told(TITLE)
    coach.opens(idea).moves("ask", reason="Vem betalar slangarna?")
    maja.is_told(TITLE).opens(idea).sees("Vem betalar slangarna?")
    maja.moves("answer", reason="Fritidsbanken har dem redan.")
    coach.is_told(TITLE).opens(idea).sees("Fritidsbanken har dem redan.")


def a_manager_takes_it_on(idea: str, coach: Someone, anders: Someone, maja: Someone) -> None:
    coach.may_not("accept_ownership")
    expect(coach.page.locator("[data-move=start_trial] button[type=submit]")).to_have_count(0)
    coach.moves("ask_owner", line_owner={"label": anders.name})
    anders.is_told(TITLE).opens(idea).moves("accept_ownership")
    maja.is_told(TITLE)
    coach.is_told(TITLE)


def it_is_tried_and_put_in_use(idea: str, coach: Someone, maja: Someone, lisa: Someone) -> None:
    coach.opens(idea).moves("start_trial").sees(str(IdeaState.IN_TRIAL.label))
    maja.is_told(TITLE)
    yesterday = timezone.localdate() - timedelta(days=1)
    coach.moves("put_in_use", in_use_since=yesterday.isoformat(), in_use_where="Stora torget").sees(
        str(IdeaState.IN_USE.label)
    )
    for person in (maja, lisa):
        person.is_told(TITLE)


def a_story_is_written(lisa: Someone, photo: Path) -> str:
    lisa.opens(f"/redaktion/nytt/?q={TITLE}")
    lisa.page.get_by_label(TITLE).check()
    lisa.fills(month=f"{YEAR}-01-01").clicks("Börja på utkastet").sees(TITLE).clicks("Börja ändå")
    lisa.page.locator("[name=picture_file]").set_input_files(photo)
    lisa.fills(
        lead="En onsdag i månaden luktar det cykelolja på torget. Då lagas det som får människor att gå.",
        body="## En skiftnyckel räcker långt\n\nVerkstaden får plats på en **kärra**.",
        picture_alt="Ett torg i kvällsljus, mörkt upptill och ljust nedtill.",
        photographer="Lisa Demo",
        new_where="municipality",
        new_evidence="Ingen annan i kommunen lagar hjälpmedel på torget.",
        useful_for="citizens",
        useful_evidence="Trettio rullatorer rullar igen, räknade av Fritidsbanken.",
    )
    lisa.clicks("Spara texten").sees(str(StoryState.DRAFT.label))
    return urlsplit(lisa.page.url).path


def its_facts_are_checked(story: str, lisa: Someone, maja: Someone) -> None:
    lisa.opens(story).moves("ask_facts")
    maja.is_told(TITLE).opens(f"{story}faktakoll/").sees("En skiftnyckel räcker långt")
    maja.moves("confirm_facts")
    lisa.is_told(TITLE)


def another_person_approves_it(story: str, lisa: Someone, erik: Someone, maja: Someone) -> str:
    lisa.opens(story).moves("ask_review").may_not("approve")
    erik.is_told(TITLE).opens(story)
    soon = timezone.localtime(the_next_minute())
    erik.moves("approve", publish_day=f"{soon:%Y-%m-%d}", publish_clock=f"{soon:%H:%M}")
    for person in (lisa, maja):
        person.is_told(TITLE)
    return f"/goda-exempel/{YEAR}/01/rullatorverkstaden-pa-torget/"


def the_next_minute() -> datetime:
    """The first whole minute that is at least a quarter of one away, so that nobody is too late to press."""
    return (timezone.now() + timedelta(seconds=75)).replace(second=0, microsecond=0)


def it_appears_by_itself(address: str, reader: Someone, portal: RunningPortal) -> None:
    """With the worker stopped: no job has any part in it."""
    worker = next(child for child in portal.processes.children if child.name == "The worker")
    with stopped(worker):
        reader.opens(address, status=404)
        reader.opens("/goda-exempel/?q=rullatorer").does_not_see(TITLE)
        wait_for(address, reader)
        reader.sees("En skiftnyckel räcker långt").sees("Ingen annan i kommunen lagar hjälpmedel")
        expect(reader.page.locator("main img").first).to_have_attribute(
            "alt", "Ett torg i kvällsljus, mörkt upptill och ljust nedtill."
        )
        reader.opens("/goda-exempel/?q=rullatorer")
        reader.page.get_by_role("link", name=TITLE).first.click()
        reader.sees("En skiftnyckel räcker långt")
    assert reader.page.context.cookies() == []


class stopped:  # noqa: N801 (reads as a word of the story)
    def __init__(self, child: Child) -> None:
        self.process = child.process

    def __enter__(self) -> None:
        self.process.send_signal(signal.SIGSTOP)

    def __exit__(self, *error: object) -> None:
        self.process.send_signal(signal.SIGCONT)


def wait_for(address: str, reader: Someone) -> None:
    deadline = time.monotonic() + 95
    while (response := reader.page.goto(address)) is None or response.status != 200:
        assert time.monotonic() < deadline, f"{address} has not appeared."
        time.sleep(0.5)


def a_prize_is_prepared(tomas: Someone) -> str:
    now = timezone.localtime()
    days = [f"{now + timedelta(days=more):%Y-%m-%dT%H:%M}" for more in (-1, 1, 2)]
    tomas.opens("/jury/nytt/").fills(
        year=YEAR, nominating_from=days[0], scoring_from=days[1], deliberating_from=days[2]
    )
    for juror in JURORS:
        tomas.page.get_by_label(juror).check()
    tomas.clicks("Skapa priset")
    criterion = {"criteria-0-name": "Nyttig", "criteria-0-question": "Hur många fick nytta?", "criteria-0-weight": 2}
    tomas.fills(**criterion).clicks("Spara inställningarna")
    tomas.clicks(f"Ta in de publicerade reportagen från {YEAR}").sees(TITLE)
    return f"/jury/{YEAR}/"


def the_jury_scores_in_sealed_envelopes(room: str, tomas: Someone, jury: list[Someone]) -> None:
    tomas.opens(room).moves("open_scoring", reason="Alla är på plats i dag.")
    for juror, points in zip(jury, (5, 4, 3), strict=True):
        juror.is_told(str(YEAR)).opens(room)
        juror.page.get_by_role("link", name=TITLE).click()
        juror.does_not_see("Dina poäng").fills(is_disqualified="nej").clicks("Spara svaret")
        juror.sees("Dina poäng")
        name = juror.page.locator("input[type=radio][name^=criterion-]").first.get_attribute("name")
        juror.fills(**{str(name): points}).clicks("Spara poängen")
        tomas.opens(room).does_not_see("4,00")
        nobody_else_can_be_read(juror, jury)
        juror.opens(room).moves("hand_in_scores")
    tomas.is_told(str(YEAR)).opens(room).sees(str(PrizeState.DELIBERATING.label)).sees("4,00")


def nobody_else_can_be_read(juror: Someone, jury: list[Someone]) -> None:
    """On the candidate's page, where points are, there are the juror's own."""
    juror.page.locator("main").get_by_role("link", name=TITLE).click()
    for other in jury:
        if other is not juror:
            expect(juror.page.get_by_role("row", name=other.name)).to_have_count(0)


def it_is_decided_in_silence(room: str, tomas: Someone, maja: Someone, reader: Someone) -> None:
    tomas.moves("decide", nomination={"label": TITLE}, citation=CITATION).sees(str(PrizeState.DECIDED.label))
    reader.opens(f"/arets-medarbetarinnovation/{YEAR}/", status=404)
    for path in ("/", "/arets-medarbetarinnovation/"):
        reader.opens(path).does_not_see(CITATION)
    maja.opens(room, status=404)
    maja.opens("/notiser/").does_not_see(str(YEAR))


def the_winner_is_announced(room: str, tomas: Someone, concerned: list[Someone], reader: Someone) -> None:
    tomas.opens(room).moves("announce")
    for person in concerned:
        person.is_told(str(YEAR))
    reader.opens(f"/arets-medarbetarinnovation/{YEAR}/").sees(CITATION).sees(TITLE)
    reader.opens("/arets-medarbetarinnovation/").sees(CITATION)
