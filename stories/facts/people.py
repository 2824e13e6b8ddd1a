"""Who is asked whether a story is right: the one place that says it, for the desk's page and for the asking."""

from dataclasses import dataclass, replace

from django.db.models import Q, QuerySet
from django.utils import timezone

from goda_exempel.accounts.models import User
from ideas.models import Contributor
from stories.faces.models import Portrayed
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
    """Everybody who has a part in the ideas of the story and may be named, and who can be recognised in it.

    Whom the desk has added is asked too, by the row that stands there already.
    """
    with_account = sorted(named_people_of(story), key=lambda person: person.pk)
    without = Contributor.objects.filter(idea__stories=story, user=None).exclude(naming=Contributor.Naming.NO)
    people = [
        *(ToAsk(person.name, user=person) for person in with_account),
        *(ToAsk(row.name, contributor=row, email=row.email) for row in _each_once(without)),
    ]
    return [*people, *_portrayed(story, people)]


def _portrayed(story: Story, others: list[ToAsk]) -> list[ToAsk]:
    """Who can be recognised or is named, and is not asked already; for a child, the guardian who has consented.

    Whoever has withdrawn, or is never to be shown, is not troubled with a story they are not in.
    """
    users, names = {person.user for person in others}, {person.name.casefold() for person in others}
    now, found = timezone.now(), dict[str, ToAsk]()
    for row in Portrayed.objects.filter(story=story).select_related("user"):
        name = row.guardian or row.name
        user = None if row.guardian else row.user
        if row.is_in_force(now) and name.casefold() not in names and (user is None or user not in users):
            found.setdefault(name.casefold(), ToAsk(name, user=user if user and user.is_active else None))
    return list(found.values())


def _each_once(rows: QuerySet[Contributor]) -> list[Contributor]:
    """Who shares several ideas of the story is one person."""
    people: dict[tuple[str, str], Contributor] = {}
    for row in rows.order_by("pk"):
        people.setdefault((row.name.casefold(), row.email.casefold()), row)
    return list(people.values())


def meant(story: Story, name: str, email: str) -> ToAsk:
    """Whom the desk means by a name: one who is to be asked anyway and had no address, or else somebody more."""
    for person in people_to_ask(story):
        if person.user is None and not person.email and person.name.casefold() == name.casefold():
            return replace(person, email=email)
    return ToAsk(name, email=email)


def check_of(story: Story, person: ToAsk) -> FactCheck:
    """The person's row, new and not yet stored where there is none. For callers that hold the lock of the story."""
    rows = FactCheck.objects.filter(story=story)
    if person.user is not None:
        found = rows.filter(person=person.user).first()
    else:
        same = Q(contributor=person.contributor) if person.contributor else Q(pk=None)
        same |= Q(without_account=True, person_name__iexact=person.name, email__iexact=person.email)
        found = rows.filter(same).first() or _by_name(rows, person)
    return found or FactCheck(
        story=story,
        person=person.user,
        contributor=person.contributor,
        person_name=person.name,
        email="" if person.user else person.email,
        without_account=person.user is None,
    )


def _by_name(rows: QuerySet[FactCheck], person: ToAsk) -> FactCheck | None:
    """Who has no address, there or here, is known by the name alone; contributors by their own rows."""
    if person.contributor is not None:
        return None
    rows = rows.filter(without_account=True, contributor=None, person_name__iexact=person.name)
    return (rows.filter(email="") if person.email else rows).first()
