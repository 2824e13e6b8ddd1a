"""How many queries each page takes: the first time after a change, and from then on."""

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from goda_exempel import caching
from tests.public.factories import make_archive

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def known_state(monkeypatch: pytest.MonkeyPatch) -> None:
    """The state of the content is read twice a second, whatever is asked for; here it is read once, before."""
    monkeypatch.setattr(caching, "STATE_AGE", 3600)


@pytest.mark.parametrize(
    ("path", "count", "first", "later"),
    [
        ("/", 1, 6, 1),
        ("/", 50, 7, 1),
        ("/goda-exempel/", 1, 4, 0),
        ("/goda-exempel/", 50, 4, 0),
        ("/goda-exempel/?sida=3", 50, 4, 0),
        ("/goda-exempel/?q=soppan", 1, 7, 2),
        ("/goda-exempel/?q=soppan", 50, 7, 2),
        ("/goda-exempel/2020/", 1, 4, 0),
        ("/goda-exempel/2020/", 50, 4, 0),
        ("/goda-exempel/2020/01/", 50, 4, 0),
        ("/goda-exempel/flode.atom", 1, 2, 1),
        ("/goda-exempel/flode.atom", 50, 2, 1),
        ("/sitemap.xml", 1, 6, 2),
        ("/sitemap.xml", 50, 6, 2),
    ],
)
def test_queries_of_lists(
    path: str,
    count: int,
    first: int,
    later: int,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    make_archive(count)
    monkeypatch.setattr(settings, "PAGE_CACHE", False)
    caching.content_state()
    for queries in (first, later):
        with django_assert_num_queries(queries):
            client.get(path)


@pytest.mark.parametrize("count", [1, 50])
def test_a_kept_page_takes_no_query(
    count: int, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_archive(count)
    client.get("/goda-exempel/")
    with django_assert_num_queries(0):
        client.get("/goda-exempel/")


@pytest.mark.parametrize("count", [1, 50])
def test_queries_of_a_story(count: int, client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """The story, its first idea and its prizes. The cards of others are ready."""
    story = make_archive(count)[0]
    client.get("/goda-exempel/?q=inget")
    with django_assert_num_queries(3):
        client.get(story.public_url)
