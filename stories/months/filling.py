"""What it means that a story from the reserve shelf fills a month that has none."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from goda_exempel.caching import raise_content_version
from goda_exempel.workflow import Act, Blocked
from stories.addresses import free_slug, is_free, keep_address
from stories.models import Story
from stories.schedule import suggested


def fill_month(story: Story, act: Act) -> Iterable[str]:
    """Out on the month's first working morning, or at once where that has passed. The wording is the approved one."""
    month: date = act.data["month"]
    if other := Story.objects.select_for_update().of_month(month).that_count().first():
        raise Blocked(_("Someone was first: the month already has “%(title)s”.") % {"title": other})
    story.slug = story.slug if is_free(month, story) else free_slug(month, story.title)
    story.month, story.on_shelf = month, False
    story.publish_at = suggested(month, act.at) or act.at
    keep_address(story)
    raise_content_version()
    return ["month", "slug", "on_shelf", "publish_at"]


def not_on_shelf(story: Story) -> str:
    return "" if story.on_shelf else _("The story is not on the reserve shelf.")
