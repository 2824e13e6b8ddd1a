"""On the page of an idea that was left without an account: what a coach has to know about it."""

from collections.abc import Mapping
from typing import Any

from goda_exempel.accounts.models import User
from ideas.breakroom.models import Entry
from ideas.breakroom.workflow import anonymous
from ideas.models import Idea
from ideas.permissions import is_coach
from ideas.states import IdeaState


def context(user: User, idea: Idea, bound: Any) -> Mapping[str, Any] | None:
    if not is_coach(user, idea):
        return None
    entry = Entry.objects.filter(idea=idea).first()
    if entry is None:
        return None
    return {
        "entry": entry,
        "waits": idea.held and idea.state == IdeaState.SUBMITTED,
        "is_stopped": idea.held and idea.state == IdeaState.DECLINED,
        "has_account": idea.submitter_id is not None,
        "is_anonymous": idea.submitter_name == anonymous(),
    }
