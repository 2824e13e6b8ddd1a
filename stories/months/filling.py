"""What it means that a story from the reserve shelf fills a month that has none."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from goda_exempel.caching import raise_content_version
from goda_exempel.workflow import Act, Blocked
from stories.addresses import free_slug, is_free, keep_address
from stories.models import Story
from stories.months.models import MonthSlot
from stories.publishing.models import Snapshot
from stories.publishing.snapshots import keep_snapshot
from stories.schedule import next_month, suggested


def fill_month(story: Story, act: Act) -> Iterable[str]:
    """Out on the month's first working morning, or at once where that has passed. The wording is the approved one."""
    month: date = act.data["month"]
    if next_month(month) <= timezone.localtime(act.at).date():
        raise Blocked(_("%(month)s has passed.") % {"month": capfirst(date_format(month, "YEAR_MONTH_FORMAT"))})
    _hold(month)
    if other := Story.objects.select_for_update().of_month(month).that_count().first():
        raise Blocked(_("Someone was first: the month already has “%(title)s”.") % {"title": other})
    story.slug = story.slug if is_free(month, story) else free_slug(month, story.title)
    story.month, story.on_shelf = month, False
    story.publish_at = suggested(month, act.at) or act.at
    keep_address(story)
    raise_content_version()
    if story.edition is not None:
        keep_snapshot(story, story.edition, Snapshot.Kind.PUBLISHED, at=act.at, by=act.by)
    return ["month", "slug", "on_shelf", "publish_at"]


def _hold(month: date) -> None:
    """One at a time: the month's slot is locked, made first where nobody has planned it."""
    MonthSlot.objects.bulk_create([MonthSlot.planned(month)], ignore_conflicts=True)
    MonthSlot.objects.select_for_update(of=("self",)).get(month=month)


def not_on_shelf(story: Story) -> str:
    return "" if story.on_shelf else _("The story is not on the reserve shelf.")
