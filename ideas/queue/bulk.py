"""One move made with several ideas: what it is for each of them, what hinders it, and the run itself.

Each idea is a transaction of its own, with everything checked again under its lock. What could not be done is written
down with the reason, beside what was.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goda_exempel import roles
from goda_exempel.accounts.models import User
from goda_exempel.moves import MoveForm
from goda_exempel.workflow import Blocked, MoveRefused, WrongState
from goda_exempel.workflow_table import Move
from ideas.models import Idea
from ideas.move_forms import MOVE_FORMS
from ideas.queue.models import BulkRow, BulkRun
from ideas.responsible import appointed, is_with_owner
from ideas.states import IDEA_WORKFLOW
from ideas.workflow import ENGINE

# The one that is not a move of the table: it is a new coach or a new line owner, by who has the idea.
GIVE: Final = "give"
GIVE_LABEL: Final = gettext_lazy("Give to another person")
OF_COACHES: Final = ("take", "ask", "ask_owner", "park", "decline", "resume")


def moves_for(user: User) -> list[tuple[str, str]]:
    """What this person can choose to do with several ideas."""
    names = OF_COACHES if user.has_role(roles.COACH) else ()
    return [*((name, str(IDEA_WORKFLOW[name].label)) for name in names), (GIVE, str(GIVE_LABEL))]


def label_of(name: str) -> str:
    return str(GIVE_LABEL if name == GIVE else IDEA_WORKFLOW[name].label if name in IDEA_WORKFLOW else name)


def move_of(name: str, idea: Idea) -> Move:
    if name == GIVE:
        name = "hand_over" if is_with_owner(idea) else "reassign"
    return IDEA_WORKFLOW[name]


def hindrance(name: str, idea: Idea, by: User) -> str:
    """Why this person can not make the move with the idea now, in a sentence, or an empty string."""
    move = move_of(name, idea)
    if idea.state not in move.sources:
        return _("The state is “%(state)s”.") % {"state": idea.state_label}
    if not ENGINE.may(by, idea, move):
        return _("You may not do this with the idea.")
    return ENGINE.missing(idea, move)


def form_of(name: str, idea: Idea, by: User, data: Mapping[str, Any] | None) -> MoveForm:
    """The move's own form for one idea, filled in with what was said for all of them."""
    move = move_of(name, idea)
    filled = None
    if data is not None:
        person = appointed(idea)
        filled = {**data, "was": person.pk if person is not None else "", "seen": idea.state}
    return MOVE_FORMS.get(move.name, MoveForm)(filled, move=move, subject=idea, by=by)


def run(key: UUID, name: str, *, by: User, stamps: Mapping[Idea, int], data: Mapping[str, Any]) -> BulkRun:
    """Move the ideas, each by itself. The same key again gives back the run it already made.

    ``stamps`` says for each idea which row of its history the person saw last: what has moved since is not moved.
    """
    with transaction.atomic():
        made, is_new = BulkRun.objects.get_or_create(key=key, defaults={"person": by, "move": name})
        if made.person_id != by.pk:
            raise PermissionDenied
        if is_new:
            BulkRow.objects.bulk_create(BulkRow(run=made, idea=idea) for idea in stamps)
    if is_new:
        seen = {idea.pk: stamp for idea, stamp in stamps.items()}
        for row in made.rows.all():
            _move_one(row, name, by=by, stamp=seen[row.idea_id], data=data)
    return made


def _move_one(row: BulkRow, name: str, *, by: User, stamp: int, data: Mapping[str, Any]) -> None:
    try:
        with transaction.atomic():
            _perform(row, name, by=by, stamp=stamp, data=data)
            row.outcome = BulkRow.Outcome.DONE
            row.save(update_fields=["outcome"])
    except (PermissionDenied, MoveRefused, ValidationError, Idea.DoesNotExist) as error:
        row.outcome, row.reason = BulkRow.Outcome.REFUSED, _why(error)[:500]
        row.save(update_fields=["outcome", "reason"])


def _perform(row: BulkRow, name: str, *, by: User, stamp: int, data: Mapping[str, Any]) -> None:
    idea = Idea.objects.visible_to(by).select_for_update(of=("self",)).get(pk=row.idea_id)
    if stamp != last_row(idea):
        raise WrongState(idea, idea.state)
    if sentence := hindrance(name, idea, by):
        raise Blocked(sentence)
    form = form_of(name, idea, by, data)
    if sentence := faults(form):
        raise Blocked(sentence)
    reason = form.cleaned_data.get("reason", "")
    ENGINE.perform(idea, form.move.name, by=by, reason=reason, data=form.extra)


def last_row(idea: Idea) -> int:
    """The stamp of an idea: the newest row of its history."""
    row = idea.history.order_by("pk").last()
    return row.pk if row is not None else 0


def faults(form: MoveForm) -> str:
    """What is wrong with what was filled in, for this idea, in sentences; or an empty string."""
    return " ".join(str(error) for errors in form.errors.values() for error in errors)


def _why(error: Exception) -> str:
    if isinstance(error, MoveRefused):
        return str(error)
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    return _("You may not do this with the idea.")


def find(numbers: Iterable[str], by: User) -> list[Idea]:
    """Those of the numbers that the person may see, in the order of the queue."""
    return list(Idea.objects.visible_to(by).filter(number__in=list(numbers)).with_people().order_by("reply_due", "pk"))
