"""Role → what it is called and what it may do in the administration pages: the one table of roles.

A role is a Django group of the same name. What a role may do with an idea, a story or a prize is said by the
predicates in each app's ``permissions.py``, which ask ``user.has_role(…)``.
"""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

STAFF: Final = "staff"
COACH: Final = "coach"
MANAGER: Final = "manager"
COMMUNICATOR: Final = "communicator"
EDITOR: Final = "editor"
JUROR: Final = "juror"
JURY_SECRETARY: Final = "jury_secretary"
COORDINATOR: Final = "coordinator"
ADMINISTRATOR: Final = "administrator"


@dataclass(frozen=True, slots=True)
class Role:
    """A role: its group name, its label, and the model permissions (``app.action_model``) of its group."""

    name: str
    label: StrPromise
    permissions: tuple[str, ...] = ()


def _all_of(*models: str) -> tuple[str, ...]:
    """``app.model`` → the four permissions Django makes for it."""
    return tuple(
        f"{app}.{action}_{model}"
        for app, model in (name.split(".") for name in models)
        for action in ("view", "add", "change", "delete")
    )


ROLES: Final = {
    role.name: role
    for role in (
        Role(STAFF, _("Employee")),
        Role(COACH, _("Idea coach")),
        Role(MANAGER, _("Manager")),
        Role(COMMUNICATOR, _("Communicator")),
        Role(EDITOR, _("Editor")),
        Role(JUROR, _("Juror")),
        Role(JURY_SECRETARY, _("Jury secretary")),
        Role(COORDINATOR, _("Coordinator of ideas")),
        Role(
            ADMINISTRATOR,
            _("Administrator"),
            (
                *_all_of("accounts.user", "accounts.unit", "awards.prize", "awards.criterion", "awards.juror"),
                "stories.view_subscriber",
                "stories.delete_subscriber",
            ),
        ),
    )
}
