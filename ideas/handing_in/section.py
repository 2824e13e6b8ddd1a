"""The part of an idea's page that says whether it is closed to others, and lets its people and its coach decide."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from goda_exempel.accounts.models import User
from ideas.models import Idea
from ideas.permissions import may_close


def context(user: User, idea: Idea, bound: Any) -> Mapping[str, Any] | None:
    allowed = may_close(user, idea)
    if not (idea.confidential or allowed):
        return None
    url = reverse("ideas:secrecy", args=[idea.number])
    return {"is_closed": idea.confidential, "may_close": allowed, "url": url}
