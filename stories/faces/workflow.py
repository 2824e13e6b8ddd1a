"""What happens to the entries of people: they are written, changed and withdrawn. Nothing of it is ever forgotten."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final, NoReturn

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from goda_exempel import roles
from goda_exempel.accounts.models import User
from goda_exempel.caching import raise_content_version
from goda_exempel.notices.workflow import tell
from stories.faces.models import Portrayed, PortrayedHistory
from stories.faces.places import places_of
from stories.models import Picture, Story

A = PortrayedHistory.Act
C = Portrayed.Covers
DOUBLE_PRESS: Final = timedelta(minutes=1)


class AlreadyWithdrawnError(Exception):
    """Somebody withdrew it meanwhile; the text says who and when."""


class StaysProtectedError(Exception):
    """A protected identity is never undone by a change. ``fields`` are those that would."""

    def __init__(self, fields: list[str]) -> None:
        super().__init__(_("A protected identity stays as it is noted. Withdraw the entry, and write a new one."))
        self.fields = fields


def enter(story: Story, values: Mapping[str, Any], *, by: User) -> Portrayed:
    """Note who can be recognised or is named, and why that may be shown. What is sent twice is noted once."""
    with transaction.atomic():
        Story.objects.select_for_update(of=("self",), no_key=True).get(pk=story.pk)
        if (same := _just_entered(Portrayed(story=story, **values))) is not None:
            return same
        row = Portrayed.objects.create(story=story, **values)
        _remember(row, A.ADDED, by, changes=_changes({}, _plain(row)))
        _effects(row, by, was_protected=False)
    return row


def _just_entered(new: Portrayed) -> Portrayed | None:
    """An entry that says the same in everything and is less than a minute old: the button was pressed twice."""
    recent = PortrayedHistory.objects.filter(act=A.ADDED, at__gt=timezone.now() - DOUBLE_PRESS)
    rows = Portrayed.objects.filter(story=new.story, name=new.name, picture=new.picture, history__in=recent)
    return next((row for row in rows.order_by("-pk") if _plain(row) == _plain(new)), None)


def change(row: Portrayed, values: Mapping[str, Any], *, by: User) -> Portrayed:
    """Save what a form says. Raises AlreadyWithdrawnError: what is withdrawn stays as it was.

    Raises StaysProtectedError where it would show somebody who has a protected identity.
    """
    with transaction.atomic():
        current = _locked(row)
        before, was_protected = _plain(current), current.is_protected
        for name, value in values.items():
            setattr(current, name, value)
        if was_protected and (uncovered := _uncovered(before, _plain(current))):
            raise StaysProtectedError(uncovered)
        current.save(update_fields=list(values))
        changes = _changes(before, _plain(current))
        if changes:
            _remember(current, A.CHANGED, by, changes=changes)
            _effects(current, by, was_protected=was_protected)
    return current


def _uncovered(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The fields by which the person would be recognised less than before."""
    changed = [name for name in GUARDED if before[name] and before[name] != after[name]]
    gone = set(before["also_written"].splitlines()) - set(after["also_written"].splitlines())
    if any(line.strip() for line in gone):
        changed.append("also_written")
    return [name.removesuffix("_id") for name in changed]


def withdraw(row: Portrayed, *, what: str, reason: str, by: User, is_protected: bool = False) -> Portrayed:
    """Take the picture, the name or both out of all that readers can reach, and keep a list of where it was.

    What is left can be taken out later, and a protected identity noted, but nothing is ever put back. In one
    transaction with a new content version, so that every page and kept copy is made anew. Raises
    AlreadyWithdrawnError where it would change nothing.
    """
    with transaction.atomic():
        current = _row_of(row)
        is_protected = is_protected and not current.is_protected
        if current.withdrawn_what in (what, C.BOTH) and not is_protected:
            _refuse(current)
        now = timezone.now()
        current.is_protected = current.is_protected or is_protected
        current.places = _merged(current.places, places_of(current, C.BOTH if is_protected else what, now))
        current.withdrawn_at, current.withdrawn_by = now, by
        current.withdrawn_what, current.withdrawn_reason = _widened(current.withdrawn_what, what), reason
        fields = ("is_protected", "places", "withdrawn_at", "withdrawn_by", "withdrawn_what", "withdrawn_reason")
        current.save(update_fields=fields)
        _remember(current, A.WITHDRAWN, by, reason=reason)
        if is_protected:
            _remember(current, A.PROTECTED, by, reason=reason)
        raise_content_version()
        _tell_desk(current, by)
    return current


def _row_of(row: Portrayed) -> Portrayed:
    return Portrayed.objects.select_for_update(of=("self",)).select_related("story", "picture").get(pk=row.pk)


def _locked(row: Portrayed) -> Portrayed:
    current = _row_of(row)
    if current.withdrawn_at is not None:
        _refuse(current)
    return current


def _refuse(row: Portrayed) -> NoReturn:
    who = row.history.filter(act=A.WITHDRAWN).values_list("actor_name", flat=True).last() or ""
    at = timezone.localtime(row.withdrawn_at).strftime("%H.%M") if row.withdrawn_at else ""
    words = {"name": who, "at": at}
    raise AlreadyWithdrawnError(_("%(name)s withdrew it at %(at)s. Nothing more was changed.") % words)


def _widened(before: str, what: str) -> str:
    return what if before in ("", what) else C.BOTH


def _merged(before: list[Any], after: list[Any]) -> list[Any]:
    """The receipt of an earlier withdrawal, and what this one adds."""
    return [*before, *(place for place in after if place not in before)]


def _effects(row: Portrayed, by: User, *, was_protected: bool) -> None:
    """A face is noted, so nobody can say that there is none; a protected identity acts like a withdrawal."""
    if row.picture_id is not None:
        Picture.objects.filter(pk=row.picture_id, without_faces=True).update(without_faces=False)
    if row.is_protected and not was_protected:
        row.places = places_of(row, C.BOTH, timezone.now())
        row.save(update_fields=["places"])
        _remember(row, A.PROTECTED, by)
        _tell_desk(row, by)
    raise_content_version()


def _remember(row: Portrayed, act: str, by: User, *, changes: Iterable[Any] = (), reason: str = "") -> None:
    PortrayedHistory.objects.create(
        subject=row, act=act, actor=by, actor_name=by.name, changes=list(changes), reason=reason
    )


KEPT = (
    "picture_id", "name", "also_written", "user_id", "covers", "basis", "guardian", "informed_on", "scope", "since",
    "ends", "is_protected",
)  # fmt: skip


GUARDED = ("is_protected", "picture_id", "name", "user_id")  # of a protected identity


def _plain(row: Portrayed) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in KEPT}
    return {name: value.isoformat() if isinstance(value, date | datetime) else value for name, value in values.items()}


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[list[Any]]:
    """Field, earlier value, new value."""
    return [[name, before.get(name), new] for name, new in after.items() if before.get(name) != new and new != ""]


def _tell_desk(row: Portrayed, by: User) -> None:
    """Whoever works on the story, and the editors: the text has to be mended, which the portal can not do."""
    story = row.story
    desk = {story.writer, story.last_editor, *User.objects.with_role(roles.EDITOR)} - {by}
    with override(settings.LANGUAGE_CODE):
        url = reverse("stories:person", args=[story.pk, row.pk])
    tell(desk, letter=["stories/person_withdrawn"], context={"subject": story, "by": by}, url=url)
