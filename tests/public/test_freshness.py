"""What is published shows at once, what is withdrawn goes at once, and time alone publishes what is scheduled."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from goda_exempel import caching
from stories.models import Story
from stories.workflow import ENGINE
from tests.factories import make_user
from tests.public.factories import make_archive
from tests.stories.factories import make_published_story, make_story

pytestmark = pytest.mark.django_db

SOON = datetime(2026, 6, 1, 8, tzinfo=UTC)


def shown(client: Client, story: Story) -> bool:
    """On every page that lists stories, or on none."""
    pages = ("/", "/goda-exempel/", f"/goda-exempel/{story.month:%Y}/", "/goda-exempel/flode.atom", "/sitemap.xml")
    found = {story.slug in client.get(page).content.decode() for page in pages}
    assert len(found) == 1
    return found.pop()


def test_withdrawing_shows_on_every_page_at_once(client: Client) -> None:
    story = make_published_story(slug="dras-tillbaka")
    make_published_story(slug="star-kvar", publish_at=story.publish_at)
    assert shown(client, story)
    ENGINE.perform(story, "withdraw", by=make_user("editor"), reason="Fel uppgifter.")
    assert not shown(client, story)
    assert client.get(story.public_url).status_code == 410


def test_another_process_sees_a_change_within_two_seconds(client: Client) -> None:
    """The other process has read the state just before: it asks again after ``STATE_AGE``, shared caches after one."""
    story = make_published_story(slug="dras-tillbaka")
    assert client.get(story.public_url).status_code == 200
    known = caching._known
    ENGINE.perform(story, "withdraw", by=make_user("editor"), reason="Fel uppgifter.")
    caching._known = known
    assert client.get(story.public_url).status_code == 200
    assert known is not None
    caching._known = (known[0] - caching.STATE_AGE, known[1])
    assert client.get(story.public_url).status_code == 410
    assert caching.STATE_AGE + caching.SHARED_AGE <= 2


def test_a_scheduled_story_appears_by_time_alone(client: Client) -> None:
    with time_machine.travel(SOON - timedelta(minutes=5), tick=False) as clock:
        make_archive(2)
        story = make_story("approved", publish_at=SOON, slug="kommer-snart")
        caching.raise_content_version()
        make_published_story(slug="i-maj", publish_at=SOON - timedelta(days=1), month=story.month)
        assert not shown(client, story)
        clock.move_to(SOON)
        assert shown(client, story)
        assert client.get(story.public_url).status_code == 200


def test_no_cache_may_keep_a_page_past_the_next_change(client: Client) -> None:
    with time_machine.travel(SOON - timedelta(minutes=5), tick=False) as clock:
        make_story("approved", publish_at=SOON)
        caching.raise_content_version()
        assert "s-maxage=1," in client.get("/")["Cache-Control"]
        clock.move_to(SOON - timedelta(milliseconds=600))
        assert "s-maxage=0," in client.get("/")["Cache-Control"]


def test_an_unpublished_text_is_nowhere(client: Client) -> None:
    """A revision of a published story, and a draft: readers see neither."""
    story = make_published_story(slug="publicerad", title="Den gamla rubriken")
    Story.objects.filter(pk=story.pk).update(title="Den nya rubriken", lead="Ny ingress")
    make_story("draft", title="Ett utkast", slug="utkast")
    for page in ("/", "/goda-exempel/", "/goda-exempel/?q=rubriken", "/goda-exempel/?q=utkast", story.public_url):
        text = client.get(page).content.decode()
        assert "Den nya rubriken" not in text
        assert "Ny ingress" not in text
        assert "Ett utkast" not in text


def test_a_renamed_unit_shows_at_once(client: Client) -> None:
    story = make_published_story()
    assert story.unit.name in client.get("/").content.decode()
    story.unit.name = "Ett nytt namn"
    story.unit.save(update_fields=["name"])
    assert "Ett nytt namn" in client.get("/").content.decode()
