"""What the moves of an idea do beyond the move, and how an idea begins."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from goda_exempel import roles
from goda_exempel.accounts.models import Unit, User
from goda_exempel.registry import links_of
from goda_exempel.text import first_words
from goda_exempel.workflow import Act, Engine
from goda_exempel.working_days import add_working_days
from ideas.breakroom import effects as breakroom
from ideas.models import Contributor, Idea, IdeaNumber, people_of
from ideas.owning.effects import answer_ownership, ask_owner, hand_over, reassign, recall_owner, tell_former
from ideas.owning.models import LineOwnership
from ideas.permissions import PEOPLE
from ideas.querysets import STAFF_ROLES
from ideas.states import IDEA_WORKFLOW, IdeaState

Changed = Iterable[str]


def begin(*, by: User, unit: Unit, form_key: UUID | None = None, **texts: Any) -> Idea:
    """Begin an idea as a draft. The same ``form_key`` again gives back the idea it already made."""
    with transaction.atomic():
        counter = _lock_counter(timezone.localdate().year)  # of two equal posts one waits here
        existing = Idea.objects.filter(form_key=form_key, submitter=by).first() if form_key else None
        if existing is not None:
            return existing
        idea = Idea(
            number=_next_number(counter),
            form_key=form_key,
            unit=unit,
            submitter=by,
            submitter_name=by.name,
            **texts,
        )
        idea.title = idea.title or title_from(idea.solution, idea.problem)
        idea.save()
    return idea


def title_from(*texts: str) -> str:
    """A title for an idea that was handed in without one: the first words of the first text that has any."""
    return next((first_words(text, 70) for text in texts if text.strip()), "")


def _lock_counter(year: int) -> IdeaNumber:
    IdeaNumber.objects.get_or_create(year=year)
    return IdeaNumber.objects.select_for_update().get(year=year)


def new_number() -> str:
    """The next number of this year. Whoever asks at the same time waits until the caller's transaction has ended."""
    return _next_number(_lock_counter(timezone.localdate().year))


def _next_number(counter: IdeaNumber) -> str:
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"IDE-{counter.year}-{counter.last:04d}"


def save_texts(idea: Idea, *, fields: Iterable[str]) -> Idea:
    """Save what an author has written; a title that is left empty is made of the text."""
    idea.title = idea.title or title_from(idea.solution, idea.problem)
    idea.save(update_fields=[*fields, "title", "changed"])
    return idea


def add_contributor(idea: Idea, *, name: str, affiliation: str = "", user: User | None = None) -> Contributor:
    return Contributor.objects.create(
        idea=idea,
        user=user,
        name=user.name if user is not None else name,
        affiliation=affiliation,
    )


def with_units_above(unit: Unit) -> list[Unit]:
    """The unit and those it belongs to, the nearest first."""
    above = unit.parent and unit.parent.parent
    return [row for row in (unit, unit.parent, above) if row is not None]


def choose_coach(unit: Unit, *, but: Iterable[User] = ()) -> User | None:
    """Who will answer: a coach of the unit or of a unit above it, else any; among equals the one with least to do.

    ``but`` are the people behind the idea: nobody reviews an idea of their own.
    """
    open_ideas = Count(
        "coached_ideas",
        filter=Q(coached_ideas__state__in=[IdeaState.SUBMITTED, IdeaState.IN_REVIEW]),
    )
    coaches = User.objects.filter(is_active=True, groups__name=roles.COACH).annotate(load=open_ideas)
    coaches = coaches.exclude(pk__in=[person.pk for person in but])
    near = coaches.filter(units__in=with_units_above(unit)).order_by("load", "pk").first()
    return near or coaches.order_by("load", "pk").first()


def _submit(idea: Idea, act: Act) -> Changed:
    idea.submitted_at = act.at
    idea.reply_due = add_working_days(timezone.localdate(act.at), settings.REPLY_DAYS)
    if idea.call is not None and not idea.call.is_open_at(act.at):
        idea.call = None  # it has closed since the draft was begun: an ordinary idea
    idea.coach = (idea.call and idea.call.coach_for(idea)) or choose_coach(idea.unit, but=people_of(idea))
    return ["submitted_at", "reply_due", "coach", "call"]


def _take(idea: Idea, act: Act) -> Changed:
    tell_former(idea, act, idea.coach, act.by)
    idea.coach = act.by
    return ["coach"]


def _reply(idea: Idea, act: Act) -> Changed:
    """The first answer with content keeps the promise."""
    idea.replied_at = idea.replied_at or act.at
    return ["replied_at"]


def _start_trial(idea: Idea, act: Act) -> Changed:
    idea.trial_since = act.data.get("trial_since") or timezone.localdate(act.at)
    return ["trial_since", *_reply(idea, act)]


def _put_in_use(idea: Idea, act: Act) -> Changed:
    since: date = act.data["in_use_since"]
    idea.in_use_since, idea.in_use_where = since, act.data["in_use_where"]
    return ["in_use_since", "in_use_where", *_reply(idea, act)]


def _park(idea: Idea, act: Act) -> Changed:
    idea.parked_until = act.data["parked_until"]
    return ["parked_until", *_reply(idea, act)]


def _decline(idea: Idea, act: Act) -> Changed:
    idea.yes_if = act.data["yes_if"]
    return ["yes_if", *_reply(idea, act)]


def _resume(idea: Idea, act: Act) -> Changed:
    tell_former(idea, act, idea.coach, act.by)
    idea.coach, idea.parked_until, idea.yes_if = act.by, None, ""
    return ["coach", "parked_until", "yes_if"]


def _withdraw(idea: Idea, act: Act) -> Changed:
    idea.ownerships.filter(answer__in=LineOwnership.OPEN).update(answer=LineOwnership.Answer.ENDED)
    return []


def _texts_missing(idea: Idea) -> str:
    if not (idea.problem.strip() and idea.solution.strip() and idea.benefit.strip()):
        return _("The problem, what you want to do and who gains have to be filled in first.")
    return "" if idea.unit_is_chosen else _("The unit has to be chosen first.")


def _line_owner_missing(idea: Idea) -> str:
    owner = idea.owner
    if owner is None:
        return _("First a manager has to own the idea. Without a line owner an idea dies.")
    if not owner.is_accepted:
        return _("%(name)s has been asked to own the idea and has not answered yet.") % {"name": owner.person_name}
    return ""


def _owner_not_asked(idea: Idea) -> str:
    owner = idea.owner
    return "" if owner is not None and not owner.is_accepted else _("No manager is asked just now.")


def _owner_not_accepted(idea: Idea) -> str:
    owner = idea.owner
    return "" if owner is not None and owner.is_accepted else _("No manager owns the idea yet.")


def _line_owner_present(idea: Idea) -> str:
    owner = idea.owner
    return _("%(name)s is already asked or owns the idea.") % {"name": owner.person_name} if owner else ""


def _story_is_public(idea: Idea) -> str:
    if any(link.is_public for link in links_of(idea)):
        return _("A published story tells about the idea, so it can no longer be withdrawn.")
    return ""


def _authors(idea: Idea) -> set[User]:
    return people_of(idea)


def _co_authors(idea: Idea) -> set[User]:
    return people_of(idea) - {idea.submitter}


def _coach(idea: Idea) -> set[User]:
    return {idea.coach} if idea.coach else set()


def _coaches(idea: Idea) -> set[User]:
    """The coach who is promised to answer, or all of them where nobody is or the one who was has left."""
    here = {person for person in _coach(idea) if person.is_active}
    return here or set(User.objects.with_role(roles.COACH))


def _line_owner(idea: Idea) -> set[User]:
    """Who was asked or owns the idea, also where a withdrawal has just ended that."""
    owner = idea.ownerships.exclude(answer=LineOwnership.Answer.DECLINED).select_related("person").last()
    return {owner.person} if owner is not None and owner.person is not None else set()


def _communicators(idea: Idea) -> set[User]:
    """The desk, which writes about ideas; not about those it may not read."""
    if idea.confidential:
        return set()
    return set(User.objects.with_role(roles.COMMUNICATOR))


def followers(idea: Idea) -> set[User]:
    """Who follows the idea and may see it: nobody hears of a draft, and of a closed idea those it is open to."""
    following = User.objects.filter(follows__idea=idea, is_active=True)
    if idea.submitted_at is None:
        return set()
    if idea.confidential or idea.held:
        return {person for person in following if Idea.objects.visible_to(person).filter(pk=idea.pk).exists()}
    return set(following.filter(groups__name__in=STAFF_ROLES).distinct())


ENGINE: Engine[Idea] = Engine(
    workflow=IDEA_WORKFLOW,
    people=PEOPLE,
    audiences={
        "authors": _authors,
        "co_authors": _co_authors,
        "coach": _coach,
        "coaches": _coaches,
        "line_owner": _line_owner,
        "communicators": _communicators,
        "followers": followers,
    },
    requirements={
        "complete": _texts_missing,
        "line_owner": _line_owner_missing,
        "owner_asked": _owner_not_asked,
        "owner_accepted": _owner_not_accepted,
        "no_line_owner": _line_owner_present,
        "no_published_story": _story_is_public,
        **breakroom.REQUIREMENTS,
    },
    effects={
        "submit": _submit,
        "take": _take,
        "ask": _reply,
        "ask_owner": ask_owner,
        "accept_ownership": answer_ownership(LineOwnership.Answer.ACCEPTED),
        "decline_ownership": answer_ownership(LineOwnership.Answer.DECLINED),
        "recall_owner": recall_owner,
        "reassign": reassign,
        "hand_over": hand_over,
        "start_trial": _start_trial,
        "put_in_use": _put_in_use,
        "park": _park,
        "decline": _decline,
        "resume": _resume,
        "withdraw": _withdraw,
        "leave": _submit,
        **breakroom.EFFECTS,
    },
)
