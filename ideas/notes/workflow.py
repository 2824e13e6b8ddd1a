"""Working notes are written, changed and removed under the lock of their idea, so that none slips past its closing."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from goda_exempel.accounts.models import User
from goda_exempel.workflow import MoveRefused
from ideas.models import Idea
from ideas.notes.models import Note
from ideas.notes.permissions import is_closed, is_record, last_closed, may_read_notes


def write(idea: Idea, text: str, *, by: User) -> Note:
    """The same words by the same person again are the same note: the button was pressed twice.

    Raises MoveRefused where the matter is closed.
    """
    with _locked(idea, by) as current:
        if is_closed(current):
            raise MoveRefused(_("The matter is closed, so no more notes can be written."))
        same = current.notes.filter(author=by, text=text).first()
        return same or current.notes.create(author=by, author_name=by.name, text=text)


def rewrite(note: Note, text: str, *, by: User) -> None:
    """Raises MoveRefused where the note is a public record."""
    with _locked(note.idea, by) as current:
        kept = _own(note, current, by)
        if kept.text != text:
            kept.text, kept.edited_at = text, timezone.now()
            kept.save(update_fields=["text", "edited_at"])


def remove(note: Note, *, by: User) -> None:
    """Raises MoveRefused where the note is a public record."""
    with _locked(note.idea, by) as current:
        _own(note, current, by).delete()


@contextmanager
def _locked(idea: Idea, by: User) -> Iterator[Idea]:
    with transaction.atomic():
        current = Idea.objects.select_for_update().get(pk=idea.pk)
        if not may_read_notes(by, current):
            raise PermissionDenied
        yield current


def _own(note: Note, idea: Idea, by: User) -> Note:
    """The note as it is now, if this person may change it."""
    current = idea.notes.filter(pk=note.pk).first()
    if current is None:
        raise MoveRefused(_("The note is already removed."))
    if current.author_id != by.pk:
        raise PermissionDenied
    if is_record(current, idea, last_closed(idea)):
        raise MoveRefused(_("The matter is closed. The note is a public record and stays as it is."))
    return current
