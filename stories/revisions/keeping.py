"""Every save of substance is kept as a revision. ``stories.workflow`` calls this in the transaction of the save."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.utils.dateparse import parse_datetime

from goda_exempel.accounts.models import User
from stories.models import Story
from stories.revisions.matching import parts
from stories.revisions.models import Revision
from stories.writing.presence import others_at

GATHERED_WITHIN: Final = timedelta(minutes=10)
FEW: Final = 2  # words, marks of HTML included: the one that is being written, or a bold that is taken away
PLACE: Final = ("slug", "month")  # where a story stands: kept and compared with the text, but never restored
_WORD: Final = re.compile(r"\w+")
_WHITE_SPACE: Final = re.compile(r"[ \t\r\n]+")  # a space that does not break is a decision of the writer's
Kind = Revision.Kind


@dataclass(frozen=True, slots=True)
class Saving:
    """How a text came to be saved: by a press of the button unless said otherwise."""

    kind: str = Kind.SAVED
    restored_from: Revision | None = None


BY_HAND: Final = Saving()


def is_of_substance(old: Any, new: Any) -> bool:
    """Whether two values of a field differ in more than white space that no reader can see."""
    if isinstance(old, str) and isinstance(new, str):
        return _WHITE_SPACE.sub(" ", old).strip() != _WHITE_SPACE.sub(" ", new).strip()
    return bool(old != new)


def keep_revision(story: Story, *, by: User | None, kind: str, restored_from: Revision | None = None) -> Revision:
    """Keep the text as it has just been saved."""
    last = story.revisions.first()
    if kind == Kind.AUTOSAVED and last is not None and _goes_on(last, story, by):
        return _gathered(last, story)
    return Revision.objects.create(
        story=story,
        number=last.number + 1 if last else 1,
        kind=kind,
        since=story.changed,
        at=story.changed,
        actor=by,
        actor_name=by.name if by else "",
        content=content_of(story),
        digest=story.fingerprint,
        restored_from=restored_from,
    )


def keep_stored(pk: int) -> None:
    """Keep what is stored, where no revision says the same: call it before a save, so that nothing is lost by it."""
    story = Story.objects.select_related("last_editor", "writer").get(pk=pk)
    last = story.revisions.first()
    if last is None or last.digest != story.fingerprint:
        keep_revision(story, by=story.last_editor or story.writer, kind=Kind.SAVED if last else Kind.BEGUN)


def close_gathered(story: Story, *, by: User) -> None:
    """The button is pressed on a text that has saved itself: what was saved by hand stays, whatever is written next."""
    last = story.revisions.first()
    if last is not None and last.kind == Kind.AUTOSAVED:
        keep_revision(story, by=by, kind=Kind.SAVED)


def content_of(story: Story) -> dict[str, Any]:
    return {**story.content, **{name: getattr(story, name) for name in PLACE}}


def revision_at(story: Story, version: str) -> Revision | None:
    """The revision that a page was opened with (``Story.version``), if it is kept as it was then."""
    try:
        at = parse_datetime(version)
    except ValueError:
        return None
    return story.revisions.filter(at=at).first() if at else None


def _goes_on(last: Revision, story: Story, by: User | None) -> bool:
    """Whether the same person goes on writing, alone: what somebody else has open stays as they opened it."""
    within = story.changed - last.since < GATHERED_WITHIN
    is_own = last.kind == Kind.AUTOSAVED and by is not None and last.actor_id == by.pk
    return within and is_own and not others_at(story, by, story.changed) and _adds_to(last, story)


def _adds_to(last: Revision, story: Story) -> bool:
    """Whether hardly anything of what the revision says is gone: else that would be in no revision."""
    removed = 0
    for name, new in content_of(story).items():
        old = last.get(name)
        if isinstance(old, str):
            removed += _words_removed(old, str(new or ""))
        elif old and old != new:
            return False
    return removed <= FEW


def _words_removed(old: str, new: str) -> int:
    return sum(len(words) for same, words, _ in parts(_WORD.findall(old), _WORD.findall(new)) if not same)


def _gathered(last: Revision, story: Story) -> Revision:
    last.at, last.content, last.digest = story.changed, content_of(story), story.fingerprint
    last.save(update_fields=["at", "content", "digest"])
    return last
