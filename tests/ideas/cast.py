"""An idea in each situation it can be in, with everybody who could press a button."""

from dataclasses import dataclass
from typing import Final

from goda_exempel import roles
from goda_exempel.accounts.models import User
from ideas.models import Idea
from ideas.people.workflow import credit
from tests.factories import TO_OWNER, TO_REVIEW, WAYS, make_idea, make_unit, make_user

# Each state, and the three that «under review» is, by how it is with the line owner.
SITUATIONS: Final[dict[str, tuple[str, ...]]] = {
    **WAYS,
    "in_review, asked": (*TO_REVIEW, "ask_owner"),
    "in_review, owned": TO_OWNER,
}

# Moves of ideas that were left without an account: tests/ideas/breakroom looks at them.
OF_BREAKROOM: Final = {"leave", "release", "stop", "erase", "step_forward"}


@dataclass(frozen=True)
class Cast:
    idea: Idea
    people: dict[str, User]


def make_cast(situation: str) -> Cast:
    unit = make_unit("Biblioteket")
    people = {
        "submitter": make_user(units=(unit,), name="Stina"),
        "contributor": make_user(name="Carl"),
        "coach": make_user(roles.COACH, name="Ulla"),
        "other_coach": make_user(roles.COACH, name="Olof"),
        "owner": make_user(roles.MANAGER, units=(unit,), name="Maria"),
        "other_manager": make_user(roles.MANAGER, units=(unit,), name="Mats"),
        "staff": make_user(name="Sara"),
        "communicator": make_user(roles.COMMUNICATOR, roles.EDITOR, name="Kim"),
        "juror": make_user(roles.JUROR, roles.JURY_SECRETARY, name="Jo"),
        "coordinator": make_user(roles.COORDINATOR, name="Cilla"),
        "administrator": make_user(roles.ADMINISTRATOR, name="Ada"),
    }
    idea = make_idea(
        submitter=people["submitter"],
        unit=unit,
        coach=people["coach"],
        line_owner=people["owner"],
        moves=SITUATIONS[situation],
    )
    credit(idea, by=people["submitter"], name="", user=people["contributor"])
    return Cast(Idea.objects.get(pk=idea.pk), people)
