"""Every page of readers: it is there, in both languages, and the same for everybody."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from stories.models import Story, StoryAddress
from tests.factories import make_user
from tests.stories.factories import make_published_story, make_story

pytestmark = pytest.mark.django_db

FIXED = ("home", "archive", "winners", "how_it_works", "accessibility", "privacy", "feed_atom")
WHEN = datetime(2019, 6, 12, 9, tzinfo=UTC)


@pytest.fixture
def story() -> Story:
    return make_published_story(WHEN, slug="laxhjalp", title="Läxhjälp bland böckerna")


def paths(story: Story) -> list[str]:
    dated = ["/goda-exempel/2019/", "/goda-exempel/2019/06/", story.public_url]
    return [*(reverse(name) for name in FIXED), *dated, "/sitemap.xml", "/robots.txt"]


def test_every_page_is_there_and_depends_on_nobody(story: Story) -> None:
    reader, employee = Client(), Client()
    employee.force_login(make_user(), backend="django.contrib.auth.backends.ModelBackend")
    for path in paths(story):
        for_reader, for_employee = reader.get(path), employee.get(path)
        assert for_reader.status_code == 200, path
        assert for_reader.content == for_employee.content
        assert not for_reader.cookies
        assert "Cookie" not in for_reader.get("Vary", "")
        assert "public" in for_reader["Cache-Control"]


def test_pages_say_the_addresses_of_the_settings_not_of_the_request(story: Story, client: Client) -> None:
    for path in paths(story):
        assert b"localhost" not in client.get(path, headers={"host": "localhost"}).content, path


def test_a_host_that_is_not_ours_gets_nothing(client: Client) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


def test_an_unchanged_page_is_not_sent_again(story: Story, client: Client) -> None:
    first = client.get(story.public_url)
    again = client.get(story.public_url, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]


def test_head_has_the_headers_and_no_body(story: Story, client: Client) -> None:
    whole, head = client.get(story.public_url), client.head(story.public_url)
    assert (head.status_code, head.content) == (200, b"")
    assert head["ETag"] == whole["ETag"]
    assert head["Content-Length"] == str(len(whole.content))


@pytest.mark.parametrize("name", FIXED)
def test_readers_change_nothing(name: str, client: Client) -> None:
    assert client.post(reverse(name)).status_code == 405


def test_english_pages_mark_the_swedish_in_them(story: Story, client: Client) -> None:
    with override("en"):
        home, page = client.get("/en/").content.decode(), client.get(story.public_url).content.decode()
    assert '<html lang="en">' in home
    assert '<html lang="en">' in page
    assert 'class="cover" lang="sv"' in home
    assert '<header class="story-head" lang="sv">' in page
    assert "June 2019" in page


def test_swedish_pages_mark_nothing(story: Story, client: Client) -> None:
    assert client.get(story.public_url).content.decode().count('lang="sv"') == 1


def test_an_old_address_leads_to_the_new_one(story: Story, client: Client) -> None:
    old = story.public_url
    Story.objects.filter(pk=story.pk).update(slug="nytt")
    StoryAddress.objects.create(story=story, month=story.month, slug="nytt")
    answer = client.get(old)
    assert (answer.status_code, answer["Location"]) == (301, "/goda-exempel/2019/06/nytt/")


def test_a_withdrawn_story_says_so(client: Client) -> None:
    story = make_story("withdrawn", publish_at=WHEN, title="Hemligt efteråt", slug="borta")
    answer = client.get(story.public_url)
    assert answer.status_code == 410
    text = answer.content.decode()
    assert "avpublicerat" in text
    assert "allmän handling" in text
    assert "Hemligt efteråt" not in text


def test_a_story_withdrawn_before_its_time_was_never_there(client: Client) -> None:
    story = make_story("withdrawn", title="Aldrig sedd")
    assert client.get(story.public_url).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/goda-exempel/2019/",
        "/goda-exempel/2019/13/",
        "/goda-exempel/2019/06/inget/",
        "/arets-medarbetarinnovation/1999/",
    ],
)
def test_what_never_was_is_not_found(path: str, client: Client) -> None:
    assert client.get(path).status_code == 404
