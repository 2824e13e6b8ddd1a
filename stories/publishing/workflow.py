"""What publishing leaves behind, and how it is undone: effects of the moves in ``stories.states``."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from goda_exempel.caching import raise_content_version
from goda_exempel.workflow import Act
from stories.models import Edition, Story, StoryHistory
from stories.publishing.models import Correction, Snapshot
from stories.publishing.snapshots import keep_snapshot
from stories.states import APPROVALS

UNDO_WITHIN: Final = timedelta(seconds=60)
Changed = Iterable[str]


def published(story: Story, edition: Edition, act: Act) -> Changed:
    """Keep a copy of what is approved, and note the correction that readers are told of."""
    note = str(act.data.get("correction", "")).strip()
    if note and edition.replaces_id:
        Correction.objects.create(story=story, edition=edition, at=act.at, note=note)
    kind = Snapshot.Kind.CORRECTED if note and edition.replaces_id else Snapshot.Kind.PUBLISHED
    keep_snapshot(story, edition, kind, at=act.at, by=act.by, reason=note)
    story.pending_correction = ""
    return ["pending_correction"]


def withdrawn(story: Story, edition: Edition, act: Act) -> None:
    keep_snapshot(story, edition, Snapshot.Kind.WITHDRAWN, at=act.at, by=act.by, reason=act.reason)


def correct(story: Story, act: Act) -> Changed:
    """Opened for a correction: the note waits with the story until the corrected text is approved."""
    story.pending_correction = act.reason[:600]
    return ["pending_correction"]


def undo(story: Story, act: Act) -> Changed:
    """As it was before the approval: readers see the earlier edition, or nothing. A correction's note waits again."""
    edition = story.edition
    assert edition is not None  # noqa: S101 (an approved story has one)
    correction = Correction.objects.filter(edition=edition).first()
    if correction is not None:
        story.pending_correction = correction.note
        correction.delete()
    story.edition, story.on_shelf = edition.replaces, False
    if edition.replaces is None:
        story.publish_at = None
    raise_content_version()
    return ["edition", "on_shelf", "publish_at", "pending_correction"]


def restored(story: Story, act: Act) -> None:
    if story.edition is not None:
        keep_snapshot(story, story.edition, Snapshot.Kind.PUBLISHED, at=act.at, by=act.by, reason=act.reason)


def too_late_to_undo(story: Story) -> str:
    """The approval can be taken back while its minute lasts and nothing has happened since."""
    last = last_move(story)
    age = timezone.now() - last.at if last else None
    if last is None or age is None or last.move not in APPROVALS or not timedelta(0) <= age <= UNDO_WITHIN:
        return _("It is too late to undo: a minute has passed, or something else has happened. Unpublish it instead.")
    return ""


def last_move(story: Story) -> StoryHistory | None:
    row: StoryHistory | None = story.history.order_by("pk").last()
    return row
