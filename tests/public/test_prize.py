"""The hall of winners: only what is announced, and what a withdrawn story leaves."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import timezone

from awards.models import Award, Nomination, Prize
from awards.states import PrizeState
from goda_exempel import caching
from stories.models import Story
from tests.stories.faces.factories import NAME, make_person, taken_out
from tests.stories.factories import make_published_story

pytestmark = pytest.mark.django_db

CITATION = "För att de vågade fråga."


def make_award(state: str, year: int = 2018) -> Story:
    """A decided award of a published story."""
    at = datetime(year, 10, 1, 9, tzinfo=UTC)
    story = make_published_story(at, title="Passa barn", slug="passa-barn")
    phases = dict.fromkeys(("nominating_from", "scoring_from", "deliberating_from"), at)
    announced = at if state == PrizeState.ANNOUNCED else None
    prize = Prize.objects.create(year=year, state=state, announced_at=announced, **phases)
    nomination = Nomination.objects.create(prize=prize, story=story)
    Award.objects.create(prize=prize, nomination=nomination, citation=CITATION, decided_at=timezone.now())
    caching.raise_content_version()
    return story


def public_texts(client: Client, story: Story) -> list[str]:
    paths = ("/", "/arets-medarbetarinnovation/", "/arets-medarbetarinnovation/2018/", story.public_url, "/sitemap.xml")
    return [client.get(path).content.decode() for path in paths]


def test_an_announced_winner_is_on_every_page_it_belongs_to(client: Client) -> None:
    story = make_award(PrizeState.ANNOUNCED)
    home, hall, year, article, sitemap = public_texts(client, story)
    for page in (home, hall, year):
        assert CITATION in page
    assert "/arets-medarbetarinnovation/2018/" in article
    assert "/arets-medarbetarinnovation/2018/" in sitemap


def test_nothing_is_told_under_embargo(client: Client) -> None:
    story = make_award(PrizeState.DECIDED)
    for page in public_texts(client, story):
        assert CITATION not in page
        assert 'href="/arets-medarbetarinnovation/2018/' not in page
        assert ":8000/arets-medarbetarinnovation/2018/" not in page
    assert client.get("/arets-medarbetarinnovation/2018/").status_code == 404


def test_the_decision_stays_when_the_story_is_withdrawn(client: Client) -> None:
    story = make_award(PrizeState.ANNOUNCED)
    Story.objects.filter(pk=story.pk).update(edition=None, state="withdrawn", withdrawn_at=timezone.now())
    caching.raise_content_version()
    for path in ("/", "/arets-medarbetarinnovation/", "/arets-medarbetarinnovation/2018/"):
        text = client.get(path).content.decode()
        assert CITATION in text
        assert "Passa barn" not in text
        assert story.slug not in text


def test_a_name_that_is_withdrawn_goes_from_the_citation_too(client: Client) -> None:
    story = make_award(PrizeState.ANNOUNCED)
    Award.objects.update(citation=f"För att {NAME} vågade fråga.")
    row = make_person(story, picture=None, covers="name")
    caching.raise_content_version()
    assert [NAME in page for page in public_texts(client, story)[:3]] == [True] * 3
    row = taken_out(row, "name")
    pages = public_texts(client, story)
    assert [NAME in page for page in pages] == [False] * 5
    assert ["För att en person vågade fråga." in page for page in pages[:3]] == [True] * 3
    listed = [place["label"] for place in row.places if place["url"] == "/arets-medarbetarinnovation/2018/"]
    assert len(listed) == 2  # the page, and the citation on it
