"""What happens to the entries of people: they are written, changed and withdrawn. Nothing of it is ever forgotten."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

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


class AlreadyWithdrawnError(Exception):
    """Somebody withdrew it meanwhile; the text says who and when."""


def enter(story: Story, values: Mapping[str, Any], *, by: User) -> Portrayed:
    """Note who can be recognised or is named, and why that may be shown."""
    with transaction.atomic():
        row = Portrayed.objects.create(story=story, **values)
        _remember(row, A.ADDED, by, changes=_changes({}, _plain(row)))
        _effects(row, by, was_protected=False)
    return row


def change(row: Portrayed, values: Mapping[str, Any], *, by: User) -> Portrayed:
    """Save what a form says. Raises AlreadyWithdrawnError: what is withdrawn stays as it was."""
    with transaction.atomic():
        current = _locked(row)
        before, was_protected = _plain(current), current.is_protected
        for name, value in values.items():
            setattr(current, name, value)
        current.save(update_fields=list(values))
        changes = _changes(before, _plain(current))
        if changes:
            _remember(current, A.CHANGED, by, changes=changes)
            _effects(current, by, was_protected=was_protected)
    return current


def withdraw(row: Portrayed, *, what: str, reason: str, by: User) -> Portrayed:
    """Take the picture, the name or both out of all that readers can reach, and keep a list of where it was.

    In one transaction with a new content version, so that every page and kept copy is made anew. Raises
    AlreadyWithdrawnError.
    """
    with transaction.atomic():
        current = _locked(row)
        now = timezone.now()
        current.places = places_of(current, what, now)
        current.withdrawn_at, current.withdrawn_by = now, by
        current.withdrawn_what, current.withdrawn_reason = what, reason
        fields = ("places", "withdrawn_at", "withdrawn_by", "withdrawn_what", "withdrawn_reason")
        current.save(update_fields=fields)
        _remember(current, A.WITHDRAWN, by, reason=reason)
        raise_content_version()
        _tell_desk(current, by)
    return current


def _locked(row: Portrayed) -> Portrayed:
    current = Portrayed.objects.select_for_update(of=("self",)).select_related("story", "picture").get(pk=row.pk)
    if current.withdrawn_at is not None:
        who = current.history.filter(act=A.WITHDRAWN).values_list("actor_name", flat=True).last() or ""
        words = {"name": who, "at": timezone.localtime(current.withdrawn_at).strftime("%H.%M")}
        raise AlreadyWithdrawnError(_("%(name)s withdrew it at %(at)s. Nothing more was changed.") % words)
    return current


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
