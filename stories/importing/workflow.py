"""Plans → stories. What lacks nothing is published as it was; the rest is a draft that waits for review."""

from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from goda_exempel import markup
from goda_exempel.accounts.models import User
from goda_exempel.history import HistoryRow
from goda_exempel.registry import PastPrize, keep_past_prize
from stories.addresses import free_slug, keep_address
from stories.importing.addresses import settled
from stories.importing.dates import read_day
from stories.importing.models import ImportedStory, OldAddress, Outcome
from stories.importing.pictures import keep_picture, with_pictures
from stories.importing.plans import Plan
from stories.importing.sources import Source
from stories.models import Picture, Story
from stories.revisions.keeping import keep_revision
from stories.revisions.models import Revision
from stories.states import APPROVALS
from stories.workflow import ENGINE

BRINGS: Final = (Outcome.PUBLISH, Outcome.QUEUE)


def bring_in(plan: Plan, source: Source, *, by: User, kept: dict[str, Picture]) -> Story | None:
    """Make the story of a plan, whole or not at all; None for a plan that makes none.

    The files of its pictures are stored first, which is slow; ``kept`` remembers them by name, because older sites
    show the same ones again. Where one can't be stored, ``plan`` fails and says why.
    """
    if plan.outcome not in BRINGS:
        return None
    try:
        for file in set(plan.pictures.values()) - kept.keys():
            kept[file] = keep_picture(source, file, by)
    except ValidationError as error:
        plan.fail(" ".join(error.messages))
        return None
    with transaction.atomic():
        story = _begin(plan, {name: kept[file] for name, file in plan.pictures.items()}, by)
        _note_source(plan, story, by)
        if plan.outcome == Outcome.PUBLISH:
            story = publish(story, by=by)
    return story


def _begin(plan: Plan, pictures: dict[str, Picture], by: User) -> Story:
    """A draft. Nobody is its writer, so that it is in nobody's way on the desk before it is taken up."""
    body = str(markup.to_html(with_pictures(plan.fields["body"], pictures)))
    month = plan.month
    assert month is not None  # noqa: S101 (every plan has one)
    story = Story.objects.create(
        **{**plan.fields, "body": body}, picture=pictures.get(""), month=month,
        slug=free_slug(month, plan.fields["title"]), publish_at=plan.publish_at, last_editor=by,
    )  # fmt: skip
    keep_address(story)
    keep_revision(story, by=by, kind=Revision.Kind.IMPORTED)
    return story


def _note_source(plan: Plan, story: Story, by: User) -> None:
    ImportedStory.objects.create(
        story=story, key=plan.key, digest=plan.digest, row=plan.row, assumed=plan.assumed, people=plan.people,
        reasons=[reason.as_json() for reason in plan.reasons], published_at=plan.publish_at, consent=plan.consent,
        prize=_as_json(plan.prize), by=by, by_name=by.name,
    )  # fmt: skip
    for address in plan.addresses:
        OldAddress.objects.get_or_create(
            path=settled(address), defaults={"place": address.partition("?")[0], "story": story}
        )


def publish(story: Story, *, by: User) -> Story:
    """Approved as it was, from its original day, by whoever imports: frozen and archived as every publication is."""
    at = story.publish_at
    assert at is not None  # noqa: S101 (a plan without a day is queued)
    reason = _("Published on the older site %(day)s. Approved in the import, as it was.") % {
        "day": date_format(timezone.localtime(at), "DATE_FORMAT")
    }
    return ENGINE.perform(story, "bring_along", by=by, reason=reason, data={"publish_at": at})


def keep_prize(story: Story, row: HistoryRow) -> None:
    """With the move that shows an imported story to readers, its prize is kept too."""
    if row.move not in ("bring_along", *APPROVALS):
        return
    imported = ImportedStory.objects.filter(story=story, prize__isnull=False).first()
    if imported is None:
        return
    if not keep_past_prize(story, _from_json(imported.prize), row.actor):
        imported.prize = None
        imported.save(update_fields=["prize"])


def _as_json(prize: PastPrize | None) -> dict[str, Any] | None:
    return None if prize is None else {**prize._asdict(), "day": prize.day.isoformat() if prize.day else None}


def _from_json(row: dict[str, Any]) -> PastPrize:
    day = read_day(row["day"]) if row["day"] else None
    return PastPrize(**{**row, "day": timezone.localtime(day.at).date() if day else None})
