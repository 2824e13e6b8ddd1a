"""What the moves do that decide who has an idea: its coach, and its line owner.

They are effects of the idea's engine, which has locked the idea and checked who presses before they are called.
"""

from collections.abc import Iterable
from typing import Any, Final

from django.utils.translation import gettext as _

from goda_exempel.accounts.models import User
from goda_exempel.notices.kinds import NoticeKind
from goda_exempel.workflow import Act, Blocked, WrongState
from ideas.models import Idea
from ideas.owning.models import LineOwnership
from ideas.responsible import can_coach, can_own
from ideas.telling import tell_about

Changed = Iterable[str]
ASKED: Final = LineOwnership.Answer.ASKED
RESOURCES: Final = ("resources", "hours", "kronor")  # what a manager says that an idea takes


def ask_owner(idea: Idea, act: Act) -> Changed:
    manager: User = act.data["line_owner"]
    LineOwnership.objects.create(idea=idea, person=manager, person_name=manager.name, asked_at=act.at)
    return []


def answer_ownership(answer: str) -> Any:
    def effect(idea: Idea, act: Act) -> Changed:
        needed = {name: value for name, value in act.data.items() if name in RESOURCES and value is not None}
        idea.ownerships.filter(answer=ASKED).update(answer=answer, answered_at=act.at, **needed)
        return []

    return effect


def recall_owner(idea: Idea, act: Act) -> Changed:
    """The manager who did not answer is told, so that nobody ponders a question that is no longer there."""
    row = idea.ownerships.get(answer=ASKED)
    tell_about(idea, [row.person], letter="ideas/recalled", kind=NoticeKind.TASK, context={"by": act.by})
    idea.ownerships.filter(pk=row.pk).update(answer=LineOwnership.Answer.ENDED, answered_at=act.at)
    return []


def reassign(idea: Idea, act: Act) -> Changed:
    new, former = act.data["person"], idea.coach
    if not can_coach(new, idea):
        raise Blocked(_("%(name)s can not be the coach of this idea.") % {"name": new.name})
    _check_still(idea, act, idea.coach_id)
    if new == former:
        raise Blocked(_("%(name)s is already responsible for the idea.") % {"name": new.name})
    tell_former(idea, act, former, new)
    idea.coach = new
    return ["coach"]


def hand_over(idea: Idea, act: Act) -> Changed:
    """The new manager owns the idea from now on, with what the former one said that it takes."""
    new: User = act.data["person"]
    row = idea.ownerships.select_related("person").get(answer=LineOwnership.Answer.ACCEPTED)
    if not can_own(new):
        raise Blocked(_("%(name)s can not own an idea: the person is no manager here.") % {"name": new.name})
    _check_still(idea, act, row.person_id)
    if new == row.person:
        raise Blocked(_("%(name)s is already responsible for the idea.") % {"name": new.name})
    tell_former(idea, act, row.person, new)
    idea.ownerships.filter(pk=row.pk).update(answer=LineOwnership.Answer.ENDED)
    kept = {name: getattr(row, name) for name in RESOURCES}
    LineOwnership.objects.create(
        idea=idea, person=new, person_name=new.name, answer=row.answer, asked_at=act.at, answered_at=act.at, **kept
    )
    return []


def _check_still(idea: Idea, act: Act, now: int | None) -> None:
    """``was`` is who had the idea on the page where the button stood: nobody takes it from a third person unseen."""
    if act.data.get("was", now) != now:
        raise WrongState(idea, idea.state)


def tell_former(idea: Idea, act: Act, former: User | None, new: User | None) -> None:
    """Before the change, while the one who leaves may still see the idea."""
    told = {former} - {act.by, new, None}
    context = {"by": act.by, "new": new, "reason": act.reason}
    tell_about(idea, told, letter="ideas/no_longer_yours", kind=NoticeKind.TASK, context=context)
