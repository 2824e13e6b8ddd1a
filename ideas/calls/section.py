"""On the page of an idea: the call it came through, for those who may see the call."""

from collections.abc import Mapping
from typing import Any

from goda_exempel.accounts.models import User
from ideas.calls.models import Call
from ideas.models import Idea
from ideas.states import IdeaState


def context(user: User, idea: Idea, bound: Any) -> Mapping[str, Any] | None:
    call = Call.objects.visible_to(user).filter(pk=idea.call_id).first() if idea.call_id else None
    if call is None:
        return None
    return {"call": call, "is_too_late": idea.state == IdeaState.DRAFT and not call.is_open}
