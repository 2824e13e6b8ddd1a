"""What the desk forgets when somebody who shares an idea says no to being named with it."""

from django.db.models import Q
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
    if row.user_id is None:
        return
    checks = FactCheck.objects.filter(person=row.user_id, story__ideas=row.idea_id)
    checks = checks.exclude(story__ideas__submitter=row.user_id)
    checks.filter(answer=FactCheck.Answer.ASKED).delete()
    FactCheck.objects.filter(pk__in=checks.values("pk")).update(person_name=_("A contributor"))
