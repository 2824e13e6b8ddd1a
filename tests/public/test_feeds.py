"""What machines read: the feed, the site map and robots.txt."""

from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from stories.models import Story
from tests.public.factories import make_archive
from tests.stories.factories import make_published_story, make_story

pytestmark = pytest.mark.django_db

ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def feed_of(client: Client, path: str = "/goda-exempel/flode.atom") -> ET.Element:
    answer = client.get(path)
    assert answer["Content-Type"].startswith("application/atom+xml")
    return ET.fromstring(answer.content)


def texts(element: ET.Element, path: str, names: dict[str, str]) -> list[str]:
    return [found.text or "" for found in element.findall(path, names)]


def test_the_feed_has_what_the_specification_demands(client: Client) -> None:
    make_published_story(datetime(2019, 6, 12, 9, tzinfo=UTC), title="Läxhjälp & <böcker>")
    feed = feed_of(client)
    for whole in (feed, *feed.findall("a:entry", ATOM)):
        for needed in ("a:id", "a:title", "a:updated"):
            assert len(texts(whole, needed, ATOM)) == 1
            assert texts(whole, needed, ATOM)[0]
    assert feed.find("a:author/a:name", ATOM) is not None
    assert texts(feed, "a:entry/a:title", ATOM) == ["Läxhjälp & <böcker>"]


def test_the_feed_has_the_twenty_latest_and_nothing_unpublished(client: Client) -> None:
    make_archive(25)
    make_story("approved", title="Kommer sedan")
    entries = feed_of(client).findall("a:entry", ATOM)
    assert len(entries) == 20
    assert "Kommer sedan" not in texts(feed_of(client), "a:entry/a:title", ATOM)


def test_a_changed_address_is_no_new_entry(client: Client) -> None:
    story = make_published_story()
    before = texts(feed_of(client), "a:entry/a:id", ATOM)
    Story.objects.filter(pk=story.pk).update(slug="ny-adress")
    assert texts(feed_of(client), "a:entry/a:id", ATOM) == before


def test_an_empty_feed_is_the_same_every_time(client: Client) -> None:
    assert client.get("/goda-exempel/flode.atom").content == client.get("/goda-exempel/flode.atom").content
    assert feed_of(client, "/en/goda-exempel/flode.atom").findall("a:entry", ATOM) == []


def test_every_address_of_the_site_map_is_a_page(client: Client) -> None:
    make_archive(2)
    root = ET.fromstring(client.get("/sitemap.xml").content)
    addresses = texts(root, "s:url/s:loc", MAP)
    assert len(addresses) == len(set(addresses))
    assert any("/en/goda-exempel/2020/" in address for address in addresses)
    for address in addresses:
        path = address.removeprefix("http://127.0.0.1:8000")
        assert path.startswith("/")
        assert client.get(path).status_code == 200, address


def test_robots_are_kept_out_of_the_staff_pages(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /redaktion/\n" in text
    assert "Disallow: /en/jury/\n" in text
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml\n" in text
