"""What the moves of ideas left without an account do. ``ideas.workflow`` ties them to the table of moves."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from goda_exempel import roles
from goda_exempel.accounts.models import User
from goda_exempel.notices.kinds import NoticeKind
from goda_exempel.workflow import Act, Blocked
from ideas.models import Contributor, Idea, people_of
from ideas.telling import tell_about

TEXTS: Final = ("title", "problem", "solution", "benefit", "summary", "spread", "development", "links", "contact")

Effect = Callable[[Idea, Act], Iterable[str]]


def _release(idea: Idea, act: Act) -> Iterable[str]:
    """From now on it is as any idea; the promise has run since it was handed in."""
    idea.held, idea.yes_if = False, ""
    return ["held", "yes_if"]


def _stop(idea: Idea, act: Act) -> Iterable[str]:
    """It stays held, so nobody but coaches and its author ever sees it."""
    idea.yes_if = act.data.get("yes_if", "")
    return ["yes_if"]


def _erase(idea: Idea, act: Act) -> Iterable[str]:
    """Nothing of what was written is left. That it was written, and why it is gone, stays in the history."""
    with translation.override(settings.LANGUAGE_CODE):
        line = _("An idea coach has removed the text, because it told about somebody’s private life.")
        title = _("Removed text")
    for name in TEXTS:
        setattr(idea, name, "")
    idea.title, idea.solution = title, line
    return [*TEXTS, *_stop(idea, act)]


def _step_forward(idea: Idea, act: Act) -> Iterable[str]:
    """A name alone, or an account: the first becomes the submitter, who comes later shares the idea."""
    person: User | None = act.data.get("person")
    others = people_of(idea) - {person}
    tell_about(idea, others, letter="ideas/step_forward", kind=NoticeKind.OWN, context={"act": act})
    if person is not None and idea.submitter is not None:
        Contributor.objects.get_or_create(idea=idea, user=person, defaults={"name": person.name})
        return []
    if idea.submitter is not None:
        raise Blocked(taken_over())
    idea.submitter, idea.submitter_name = person, act.data["name"]
    if person is not None and idea.coach == person:  # nobody answers an idea of their own
        idea.coach = User.objects.with_role(roles.COACH).exclude(pk=person.pk).first()
    return ["submitter", "submitter_name", "coach"]


def taken_over() -> str:
    """Why a code no longer does what its person now does logged in."""
    return _("The idea belongs to an account now. Log in to do more with it.")


EFFECTS: Final[Mapping[str, Effect]] = {
    "release": _release,
    "stop": _stop,
    "erase": _erase,
    "step_forward": _step_forward,
}


def is_held(idea: Idea) -> str:
    return "" if idea.held else _("The idea is already released: everybody who works here can see it.")


def is_released(idea: Idea) -> str:
    return _("A coach has to release the idea first, so that others can see it.") if idea.held else ""


REQUIREMENTS: Final[Mapping[str, Callable[[Idea], str]]] = {"held": is_held, "released": is_released}
