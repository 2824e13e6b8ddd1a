"""The part «similar ideas» of an idea's page: for everybody, and for coaches with a press to link duplicates."""

from collections.abc import Mapping
from typing import Any

from goda_exempel.accounts.models import User
from ideas.duplicates.permissions import may_link
from ideas.duplicates.reading import group_of
from ideas.models import Idea
from ideas.similar.nearest import KIND, nearest, texts_of


def context(user: User, idea: Idea, bound: Any) -> Mapping[str, Any] | None:
    linked = group_of(idea)
    found = nearest(texts_of(idea), by=user, exclude=idea)
    similar = [match for match in found if match.kind != KIND or match.pk not in linked]
    return {"similar": similar, "idea": idea, "may_link": may_link(user, idea)} if similar else None
