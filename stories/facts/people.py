"""Who is asked whether a story is right: the one place that says it, for the desk's page and for the asking."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from goda_exempel.accounts.models import User
from ideas.models import Contributor
from stories.facts.models import FactCheck
from stories.models import Story
from stories.naming import named_people_of


@dataclass(frozen=True, slots=True)
class ToAsk:
    """A person to ask: by the account, or else by the address; where there is neither, the desk hands over the link."""

    name: str
    user: User | None = None
    contributor: Contributor | None = None
    email: str = ""


def people_to_ask(story: Story) -> list[ToAsk]:
    """Everybody who has a part in the ideas of the story and may be named.

    Who else is asked (people in the pictures, and those the desk has added) is added here.
    """
    with_account = sorted(named_people_of(story), key=lambda person: person.pk)
    without = Contributor.objects.filter(idea__stories=story, user=None).exclude(naming=Contributor.Naming.NO)
    return [
        *(ToAsk(person.name, user=person) for person in with_account),
        *(ToAsk(row.name, contributor=row, email=row.email) for row in _each_once(without)),
    ]


def _each_once(rows: QuerySet[Contributor]) -> list[Contributor]:
    """Who shares several ideas of the story is one person."""
    people: dict[tuple[str, str], Contributor] = {}
    for row in rows.order_by("pk"):
        people.setdefault((row.name.casefold(), row.email.casefold()), row)
    return list(people.values())


def check_of(story: Story, person: ToAsk) -> FactCheck:
    """The person's row, new and not yet stored where there is none. For callers that hold the lock of the story."""
    rows = FactCheck.objects.filter(story=story)
    if person.user is not None:
        found = rows.filter(person=person.user).first()
    else:
        same = Q(contributor=person.contributor) if person.contributor else Q(pk=None)
        same |= Q(without_account=True, person_name__iexact=person.name, email__iexact=person.email)
        found = rows.filter(same).first()
    return found or FactCheck(
        story=story,
        person=person.user,
        contributor=person.contributor,
        person_name=person.name,
        email="" if person.user else person.email,
        without_account=person.user is None,
    )
