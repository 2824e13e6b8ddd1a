"""Posters and their renewal; an idea that is left without an account, followed, answered and claimed with its code."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from goda_exempel.accounts.models import Unit, User
from goda_exempel.workflow import Blocked
from goda_exempel.working_days import add_working_days
from ideas.breakroom.codes import code_of, form_key_of, hash_of
from ideas.breakroom.effects import taken_over
from ideas.breakroom.models import Entry, Poster
from ideas.models import Idea, IdeaNumber
from ideas.permissions import is_author
from ideas.workflow import ENGINE, choose_coach, new_number, title_from

# A second press comes within moments. Later the form has become a way to read somebody's code on a shared phone.
CODE_SHOWN_FOR: Final = timedelta(minutes=10)


class PosterEndedError(Exception):
    """The poster was renewed while somebody wrote."""


class AlreadyLeftError(Exception):
    """The form has made ``idea`` before, of other texts."""

    def __init__(self, idea: Idea) -> None:
        super().__init__()
        self.idea = idea


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the person is shown who has left an idea; ``code`` is empty where it has been shown long enough."""

    idea: Idea
    code: str


def poster_of(unit: Unit) -> Poster:
    """The unit's poster in force, made when it is first asked for."""
    with transaction.atomic():
        Unit.objects.select_for_update().get(pk=unit.pk)  # two who ask at once get the same
        return Poster.objects.in_force().filter(unit=unit).first() or Poster.objects.create(unit=unit)


def renew(poster: Poster, *, by: User) -> Poster | None:
    """End a poster and make a new one; None where it is ended already, and nothing is done."""
    with transaction.atomic():
        current = Poster.objects.select_for_update().get(pk=poster.pk)
        if not current.is_in_force:
            return None
        current.ended_at, current.ended_by = timezone.now(), by
        current.save(update_fields=["ended_at", "ended_by"])
        return Poster.objects.create(unit=current.unit)


def leave(poster: Poster, *, secret: str, name: str, confidential: bool, texts: Mapping[str, str]) -> Receipt:
    """Hand in an idea without an account. It is held until a coach has looked; the same form again changes nothing.

    Raises PosterEndedError, or AlreadyLeftError where the form has made an idea of other texts.
    """
    with transaction.atomic():
        current = Poster.objects.select_for_update().get(pk=poster.pk)  # of two equal posts one waits here
        existing = Idea.objects.filter(form_key=form_key_of(secret)).select_related("coach", "entry").first()
        if existing is not None:
            return _again(existing, secret, texts)
        if not current.is_in_force:
            raise PosterEndedError
        idea = Idea(
            number=new_number(),
            form_key=form_key_of(secret),
            unit=current.unit,
            submitter_name=name or anonymous(),
            title=title_from(texts["solution"], texts["problem"]),
            held=True,
            confidential=confidential,
            **texts,
        )
        idea.save()
        Entry.objects.create(idea=idea, code_hash=hash_of(code_of(secret)))
        return Receipt(ENGINE.perform(idea, "leave", by=None), code_of(secret))


def _again(idea: Idea, secret: str, texts: Mapping[str, str]) -> Receipt:
    if any(getattr(idea, name) != text for name, text in texts.items()):
        raise AlreadyLeftError(idea)
    is_fresh = timezone.now() - idea.created < CODE_SHOWN_FOR
    return Receipt(idea, code_of(secret) if is_fresh else "")


def pretend(poster: Poster, *, secret: str) -> Receipt:
    """A receipt of nothing, for a robot: it is to believe that it is done."""
    today = timezone.localdate()
    counter = IdeaNumber.objects.filter(year=today.year).first()
    idea = Idea(
        number=f"IDE-{today.year}-{(counter.last if counter else 0) + 1:04d}",
        unit=poster.unit,
        coach=choose_coach(poster.unit),
        reply_due=add_working_days(today, settings.REPLY_DAYS),
    )
    return Receipt(idea, code_of(secret))


def anonymous() -> str:
    """The name of who gives none, as it is stored: in the language of the portal."""
    with translation.override(settings.LANGUAGE_CODE):
        return _("Anonymous employee")


def answer(entry: Entry, *, text: str) -> Idea:
    """Answer the coach's question, while no account has taken the idea over. Raises what ``Engine.perform`` raises."""
    if entry.idea.submitter_id is not None:
        raise Blocked(taken_over())
    return ENGINE.perform(entry.idea, "answer", by=None, reason=text)


def give_name(entry: Entry, *, name: str) -> Idea:
    """Be credited under a name, without an account."""
    return _step_forward(entry, {"name": name})


def claim(entry: Entry, *, by: User) -> Idea:
    """Tie the idea to an account. Somebody who is of the idea already is given it back."""
    return entry.idea if is_author(by, entry.idea) else _step_forward(entry, {"name": by.name, "person": by})


def _step_forward(entry: Entry, data: Mapping[str, Any]) -> Idea:
    return ENGINE.perform(entry.idea, "step_forward", by=None, data=data)
