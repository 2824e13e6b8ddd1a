"""What others wait for from the people of ideas: known to a later app, asked of the registry."""

from dataclasses import dataclass
from datetime import date

from goda_exempel.accounts.models import User
from goda_exempel.registry import Awaited, awaited_about
from ideas.models import Idea, people_of
from ideas.querysets import IdeaQuerySet


@dataclass(frozen=True, slots=True)
class Line:
    """``whose`` is yours, theirs (another of the idea's people) or ours."""

    whose: str
    what: str
    due: date
    is_late: bool


def lines_of(user: User, idea: Idea) -> list[Line]:
    """What is waited for about one idea: from this person first, then from us, then from others of the idea."""
    rows = awaited_about(Idea.objects.filter(pk=idea.pk))
    people = {person.pk for person in people_of(idea)} if rows else set()
    lines = [Line(_whose(user, row, people), row.what, row.due, row.is_late) for row in rows]
    return sorted(lines, key=lambda line: (("yours", "ours", "theirs").index(line.whose), line.due))


def _whose(user: User, row: Awaited, people: set[int]) -> str:
    if row.person_pk == user.pk:
        return "yours"
    return "theirs" if row.person_pk in people or (row.person_pk is None and not row.is_ours) else "ours"


def awaited_of(user: User, ideas: IdeaQuerySet) -> list[tuple[Idea, Awaited]]:
    """What is waited for from this person, about any of the ideas. Two ideas of one story are one thing to do."""
    rows = [row for row in awaited_about(ideas) if row.person_pk == user.pk]
    known = {idea.pk: idea for idea in Idea.objects.filter(pk__in=[row.subject_pk for row in rows])} if rows else {}
    once = {(row.what, row.due): (known[row.subject_pk], row) for row in reversed(rows)}
    return sorted(once.values(), key=lambda pair: pair[1].due)
