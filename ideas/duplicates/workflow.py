"""Linking two ideas that are the same, and undoing it. Neither idea changes, and all concerned are told."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from goda_exempel.accounts.models import User
from goda_exempel.notices.kinds import NoticeKind
from ideas.duplicates.models import DuplicateLink
from ideas.duplicates.permissions import is_linkable, may_link
from ideas.models import Idea, people_of
from ideas.telling import tell_about


class NotLinkableError(Exception):
    """One of the ideas can't be linked as things are. The text says why, in a sentence for people."""


def link(idea: Idea, other: Idea, *, by: User) -> DuplicateLink:
    """Link two ideas. Where they are linked already that link is given back, and nobody is told again."""
    if not (may_link(by, idea) and may_link(by, other)):
        raise PermissionDenied
    with transaction.atomic():
        locked = _lock(idea, other)
        existing = DuplicateLink.objects.in_force().between(idea.pk, other.pk).first()
        if existing is not None:
            return existing
        for row in locked:
            if not is_linkable(row):
                raise NotLinkableError(_("%(number)s is withdrawn or not handed in.") % {"number": row.number})
        made = DuplicateLink(idea=idea, other=other, linked_by=by, linked_by_name=by.name)
        made.full_clean(exclude=["linked_by", "undone_at", "undone_by"])
        made.save()
        _tell(made, by=by, letter="ideas/duplicate_linked")
    return made


def undo(made: DuplicateLink, *, by: User) -> bool:
    """Take a link back. False where somebody has already done so."""
    if not (may_link(by, made.idea) and may_link(by, made.other)):
        raise PermissionDenied
    with transaction.atomic():
        undone = {"undone_at": timezone.now(), "undone_by": by, "undone_by_name": by.name}
        if not DuplicateLink.objects.in_force().filter(pk=made.pk).update(**undone):
            return False
        _tell(made, by=by, letter="ideas/duplicate_undone")
    return True


def _lock(idea: Idea, other: Idea) -> list[Idea]:
    """Both ideas, always in the same order, so that two who link them at once wait for each other."""
    return list(Idea.objects.select_for_update().filter(pk__in=[idea.pk, other.pk]).order_by("pk"))


def _tell(made: DuplicateLink, *, by: User, letter: str) -> None:
    """Each person once: about an idea of their own where they have one of the two, else about what they answer for."""
    pairs = ((made.idea, made.other), (made.other, made.idea))
    told = {by}
    for kind, concerned in ((NoticeKind.OWN, people_of), (NoticeKind.TASK, _who_answer_for)):
        for idea, other in pairs:
            people = set(concerned(idea)) - told
            told |= people
            for person in people:
                context = {"by": by, "other": _named(other, person)}
                tell_about(idea, [person], letter=letter, kind=kind, context=context)


def _who_answer_for(idea: Idea) -> Iterable[User]:
    owner = idea.owner
    return [person for person in (idea.coach, owner.person if owner else None) if person is not None]


def _named(idea: Idea, person: User) -> str:
    """The idea by its title, or by no more than its number where it is closed to this person or to letters."""
    is_open = not idea.confidential and Idea.objects.visible_to(person).filter(pk=idea.pk).exists()
    return f"{idea} ({idea.number})" if is_open else idea.number
