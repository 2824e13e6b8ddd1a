"""What the person behind an idea reads with the code: where it is, what happens next, and what was answered."""

from typing import Any, Final

from django.utils.translation import gettext as _

from ideas.chain import next_step
from ideas.models import Idea, IdeaHistory
from ideas.states import IdeaState

# The moves whose reason is written to the authors. What a manager writes to the coach is not.
WRITTEN_TO_AUTHORS: Final = ("ask", "answer", "park", "decline", "stop", "erase")


def followed(idea: Idea) -> dict[str, Any]:
    rows = list(idea.history.all())
    asked = [row for row in rows if row.move == "ask"]
    return {
        "idea": idea,
        "next_step": following_step(idea),
        "question": asked[-1] if asked and idea.state == IdeaState.NEEDS_INFO else None,
        "rows": [_row(row) for row in rows],
        "has_account": idea.submitter_id is not None,
    }


def following_step(idea: Idea) -> str:
    """What happens next, said to the person who left the idea."""
    if idea.held and idea.state == IdeaState.SUBMITTED:
        first = _("An idea coach reads the idea before anybody else can see it.")
        return f"{first} {next_step(idea)}"
    if idea.held and idea.state == IdeaState.DECLINED:
        return _("The idea coach has stopped the idea, so nobody else can see it.")
    if idea.state == IdeaState.NEEDS_INFO and idea.submitter_id is None:
        return _("The idea coach has a question. Your answer brings the idea on.")
    return next_step(idea)


def _row(row: IdeaHistory) -> dict[str, Any]:
    """For ``includes/history.html``."""
    return {
        "label": row.label,
        "actor_label": row.actor_label,
        "at": row.at,
        "reason": row.reason if row.move in WRITTEN_TO_AUTHORS else "",
    }
