"""What a line owner does with an idea outside its moves."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from goda_exempel.accounts.models import User
from ideas.models import Idea
from ideas.owning.effects import RESOURCES
from ideas.permissions import is_line_owner


def state_resources(idea: Idea, *, by: User, said: Mapping[str, Any]) -> None:
    """Say anew what the idea takes. Raises PermissionDenied where the person no longer owns it."""
    with transaction.atomic():
        current = Idea.objects.select_for_update().get(pk=idea.pk)
        owner = current.owner
        if owner is None or not is_line_owner(by, current):
            raise PermissionDenied
        for name in RESOURCES:
            setattr(owner, name, said[name])
        owner.save(update_fields=RESOURCES)
