"""Crediting people, and telling them so that they can say no."""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import translation

from goda_exempel.accounts.models import User
from goda_exempel.notices.kinds import NoticeKind
from goda_exempel.notices.workflow import write_outside
from goda_exempel.rate_limit import is_allowed
from ideas.models import Contributor, Idea
from ideas.people.naming import sign
from ideas.telling import tell_about
from ideas.workflow import add_contributor

MOST_LETTERS: Final = 20  # a person and day, to addresses outside


def credit(
    idea: Idea, *, by: User, name: str, affiliation: str = "", user: User | None = None, email: str = ""
) -> Contributor:
    """Say that a person shares the idea, and tell the person. Somebody who is already credited is given back.

    Somebody with an address but no account gets a letter once the idea is handed in: nobody outside hears of a draft.
    """
    with transaction.atomic():
        current = Idea.objects.select_for_update().get(pk=idea.pk)
        existing = _same_person(idea, name=name, affiliation=affiliation, user=user, email=email)
        if existing is not None:
            return existing
        row = add_contributor(idea, name=name, affiliation=affiliation, user=user)
        if user is None and email:
            row.email = email
            row.save(update_fields=["email"])
            tell_outside(row)
        who = current.shown_name(by.pk, by.name)
        tell_about(idea, {user} - {by}, letter="ideas/contributor", kind=NoticeKind.OWN, context={"who": who})
    return row


def _same_person(idea: Idea, *, name: str, affiliation: str, user: User | None, email: str) -> Contributor | None:
    """Who has said no is known again by account, address or name alone, however the rest is written."""
    name, email = (user.name, user.email) if user is not None else (name, email)
    said_no = Q(name__iexact=name, user=None)
    if email:
        said_no |= Q(email__iexact=email) | Q(user__email__iexact=email)
    found = idea.contributors.filter(said_no, naming=Contributor.Naming.NO).first()
    same = Q(user=user) if user is not None else Q(user=None, name=name, affiliation=affiliation)
    return found or idea.contributors.filter(same).first()


def may_write(by: User) -> bool:
    """Whether this person may have another letter sent to somebody outside today. Asking counts."""
    return is_allowed(f"naming letters of {by.pk}", most=MOST_LETTERS, within=timedelta(days=1))


def untold(at: datetime | None = None) -> int:
    """Write to those who were credited in a draft that has been handed in since. Safe to run twice."""
    with transaction.atomic():
        rows = Contributor.objects.filter(_to_be_told()).select_for_update(of=("self",), skip_locked=True)
        return sum(tell_outside(row) for row in rows.select_related("idea"))


def _to_be_told() -> Q:
    return Q(letter=None, user=None, naming=Contributor.Naming.WAITING, idea__submitted_at__isnull=False) & ~Q(email="")


def tell_outside(row: Contributor) -> bool:
    idea = row.idea
    if idea.submitted_at is None or row.letter_id is not None:
        return False
    with translation.override(settings.LANGUAGE_CODE):
        link = f"{settings.SITE_URL}{reverse('ideas:naming_link', args=[sign(row)])}"
    context = {"row": row, "link": link, "municipality": settings.MUNICIPALITY, "contact": settings.CONTACT}
    letter = "ideas/contributor_outside_closed" if idea.confidential or idea.held else "ideas/contributor_outside"
    row.letter = write_outside(row.email, letter=letter, context={**context, "subject": idea})
    row.save(update_fields=["letter"])
    return True


def take_away(idea: Idea, pk: int) -> Contributor | None:
    """Take a credit away, and the letter about it if it is not sent yet. None where there is nothing to take away.

    The row of somebody who has said no stays.
    """
    with transaction.atomic():
        row = idea.contributors.select_for_update().filter(pk=pk).exclude(naming=Contributor.Naming.NO).first()
        if row is None:
            return None
        if row.letter is not None and row.letter.sent_at is None:
            row.letter.delete()
        row.delete()
    return row
