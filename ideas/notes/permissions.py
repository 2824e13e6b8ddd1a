"""Who reads and writes the working notes of an idea, and until when."""

from datetime import datetime
from typing import Final

from goda_exempel.accounts.models import User
from ideas.models import Idea
from ideas.notes.models import Note
from ideas.permissions import is_author, is_coach, is_line_owner
from ideas.states import IdeaState

# The states in which the matter is closed, so that what was written down about it is a public record. Once it is, it
# stays one, also where the idea is taken up again.
CLOSED: Final = (IdeaState.IN_USE, IdeaState.DECLINED, IdeaState.WITHDRAWN)


def may_read_notes(user: User, idea: Idea) -> bool:
    """Those who prepare the answer: coaches and the line owner. Never the people behind the idea, nor anybody else.

    Whether the person may see the idea at all is asked before.
    """
    return is_coach(user, idea) or (is_line_owner(user, idea) and not is_author(user, idea))


def may_write_notes(user: User, idea: Idea) -> bool:
    return may_read_notes(user, idea) and not is_closed(idea)


def is_closed(idea: Idea) -> bool:
    return idea.state in CLOSED


def last_closed(idea: Idea) -> datetime | None:
    """When the matter was last closed, if it ever was."""
    row = idea.history.filter(to_state__in=CLOSED).order_by("at", "pk").last()
    return row.at if row is not None else None


def is_record(note: Note, idea: Idea, closed_at: datetime | None) -> bool:
    """Whether the matter has been closed since the note was written: then it is never changed or removed again."""
    return is_closed(idea) or (closed_at is not None and note.written_at <= closed_at)
