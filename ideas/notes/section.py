"""The working notes beside an idea, for those who prepare the answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from goda_exempel.accounts.models import User
from ideas.models import Idea
from ideas.notes.forms import NoteForm
from ideas.notes.models import Note
from ideas.notes.permissions import is_closed, is_record, last_closed, may_read_notes


@dataclass(frozen=True, slots=True)
class Row:
    note: Note
    is_record: bool
    may_change: bool
    form: NoteForm


def context(user: User, idea: Idea, bound: Any) -> Mapping[str, Any] | None:
    """``bound`` is a form with errors: that of a new note, or (note, form) of one that is changed."""
    if not may_read_notes(user, idea):
        return None
    changed, form = bound if isinstance(bound, tuple) else (None, bound)
    closed_at = last_closed(idea)
    rows = [
        _row(note, user, is_record(note, idea, closed_at), form if note == changed else None)
        for note in Note.objects.filter(idea=idea)
    ]
    new = form if changed is None and form is not None else NoteForm(auto_id="id_note_%s")
    return {"idea": idea, "rows": rows, "form": None if is_closed(idea) else new}


def _row(note: Note, user: User, frozen: bool, form: NoteForm | None) -> Row:
    form = form or NoteForm(initial={"text": note.text}, auto_id=f"id_note_{note.pk}_%s")
    form.fields["text"].label, form.fields["text"].help_text = note._meta.verbose_name, ""
    return Row(note, frozen, not frozen and note.author_id == user.pk, form)
