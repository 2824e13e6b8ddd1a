"""The feed of new examples, as Atom (RFC 4287)."""

from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goda_exempel.caching import public_page
from goda_exempel.markup import to_html
from stories.faces.hidden import hidden
from stories.faces.masking import masked
from stories.models import Picture, Story
from stories.pictures.figures import with_pictures
from stories.pictures.showing import public_address
from stories.reading import CONTENT_LANGUAGE, url_of

LATEST: Final = 20
NOTHING_YET: Final = datetime(2014, 1, 1, tzinfo=UTC)


class Feed(Atom1Feed):
    def latest_post_date(self) -> datetime:
        """Of an empty feed a fixed time, so that the same content is the same bytes."""
        return super().latest_post_date() if self.items else NOTHING_YET


@require_safe
@public_page
def atom(request: HttpRequest) -> HttpResponse:
    feed = Feed(
        title=settings.SITE_NAME,
        link=absolute(reverse("archive")),
        description=_("New good examples from %(municipality)s.") % {"municipality": settings.MUNICIPALITY},
        language=CONTENT_LANGUAGE,
        author_name=settings.MUNICIPALITY,
        feed_url=absolute(reverse("feed_atom")),
        feed_guid=tag("flode"),
    )
    stories = Story.objects.published(timezone.now()).for_reading().newest_first()[:LATEST]
    for story in stories:
        _add(feed, story)
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _add(feed: Feed, story: Story) -> None:
    """The identity follows the story, not its address: a changed address is no new story."""
    edition = story.edition
    assert edition is not None  # noqa: S101 (published stories have one)
    assert story.publish_at is not None  # noqa: S101
    edition = masked(edition, hidden())
    text = with_pictures(to_html(edition.body), edition, address=_absolute_address)
    feed.add_item(
        title=edition.title,
        link=absolute(url_of(story)),
        description=format_html("<p><strong>{}</strong></p>{}", edition.lead, text),
        unique_id=tag(f"exempel/{story.pk}"),
        author_name=edition.byline or settings.MUNICIPALITY,
        pubdate=story.publish_at,
        updateddate=max(story.publish_at, edition.approved_at),
        categories=[edition.get_benefit_kind_display()],
    )


def _absolute_address(picture: Picture, width: int, ext: str) -> str:
    return absolute(public_address(picture, width, ext))


def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def tag(name: str) -> str:
    """An identity that stays when addresses change (RFC 4151). The year is the archive's first."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},2014:{name}"
