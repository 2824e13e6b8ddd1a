"""What the desk forgets when somebody who shares an idea says no to being named with it."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from goda_exempel.accounts.models import User
from ideas.models import Contributor
from stories.models import FactCheck, Story


def people_of(story: Story) -> set[User]:
    """The people of the story's ideas who have an account."""
    return set(
        User.objects.filter(
            Q(ideas__stories=story) | Q(contributions__idea__stories=story),
            is_active=True,
        )
    )


def named_people_of(story: Story) -> set[User]:
    """The people of the story's ideas who may be asked about facts by name."""
    return {person for person in people_of(story) if person.pk not in story.unnamed}


def forget_name(row: Contributor) -> None:
    """Nobody is asked about facts by a name that is not to be shown; an answer that is given stays, without the name.

    Who has handed in another idea of the same story is named there, and stays.
    """
    checks = FactCheck.objects.filter(_asked_as(row), story__ideas=row.idea_id)
    if row.user_id is not None:
        checks = checks.exclude(story__ideas__submitter=row.user_id)
    checks.filter(answer=FactCheck.Answer.ASKED, answers=None).delete()
    now = timezone.now()
    checks.filter(answer=FactCheck.Answer.ASKED).update(waived_at=now, revoked_at=now)
    FactCheck.objects.filter(pk__in=checks.values("pk")).update(person_name=_("A contributor"), email="")


def _asked_as(row: Contributor) -> Q:
    """By the account, or else by the name and the address that stand with the idea."""
    if row.user_id is not None:
        return Q(person=row.user_id)
    same = Q(without_account=True, person_name__iexact=row.name, email__iexact=row.email)
    return Q(contributor=row) | same
