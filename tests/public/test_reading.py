"""How an article is put together."""

from datetime import UTC, date, datetime

import pytest

from ideas.models import Idea
from stories.models import Story
from stories.reading import page_of
from tests.stories.factories import make_published_story

pytestmark = pytest.mark.django_db


def page(body: str) -> tuple[str, str]:
    story = make_published_story(body=body)
    assert story.edition is not None
    article = page_of(story, story.edition)
    return article.beginning, article.rest


@pytest.mark.parametrize(
    ("body", "beginning", "rest"),
    [
        ("Ett.\n\nTvå.", "<p>Ett.</p>", "\n<p>Två.</p>"),
        ("Ett.", "<p>Ett.</p>", ""),
        ("> Ett.\n\nTvå.", "", "<blockquote><p>Ett.</p></blockquote>\n<p>Två.</p>"),
        ("- Ett.\n- Två.", "", "<ul><li>Ett.</li><li>Två.</li></ul>"),
    ],
)
def test_the_quote_stands_after_the_first_paragraph(body: str, beginning: str, rest: str) -> None:
    assert page(body) == (beginning, rest)


def test_the_stations_are_in_the_order_of_the_chain() -> None:
    """Though the idea was in use before anybody wrote it down."""
    story = make_published_story(in_use_since=date(2026, 1, 7))
    idea = story.ideas.get()
    Idea.objects.filter(pk=idea.pk).update(
        submitted_at=datetime(2026, 2, 2, 9, tzinfo=UTC),
        replied_at=datetime(2026, 2, 5, 9, tzinfo=UTC),
        trial_since=None,
    )
    story = Story.objects.get(pk=story.pk)
    assert story.edition is not None
    stations = [station.label for station in page_of(story, story.edition).stations]
    assert stations == ["Idé", "Svar", "Nyttiggjord", "Reportage"]
