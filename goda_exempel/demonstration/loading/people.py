"""Units and accounts."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from goda_exempel import roles
from goda_exempel.accounts.models import Unit, User
from goda_exempel.demonstration.content import Content, Department, Person
from goda_exempel.demonstration.people import PASSWORD


@dataclass(frozen=True, slots=True)
class Cast:
    """Who and what the demonstration is played by: units by slug, people by the first part of their address."""

    units: dict[str, Unit]
    people: dict[str, User]
    managers: dict[str, User]
    authors: dict[str, User]

    def manager_of(self, unit: Unit) -> User:
        return self.managers[(unit.parent or unit).slug]

    def author_in(self, unit: Unit) -> User:
        """Somebody of the unit who hands in ideas, or else somebody of the same förvaltning."""
        return self.authors.get(unit.slug) or self.authors[(unit.parent or unit).slug]


def load(content: Content) -> Cast:
    units = _units(content.departments)
    people = _people(content.people, units)
    return Cast(units, people, _managers(content.people, people), _authors(content, people))


def _units(departments: Iterable[Department]) -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for row in departments:
        top = units[row.slug] = Unit.objects.get_or_create(slug=row.slug, defaults={"name": row.name})[0]
        for part in row.units:
            defaults = {"name": part.name, "parent": top}
            units[part.slug] = Unit.objects.get_or_create(slug=part.slug, defaults=defaults)[0]
    return units


def _people(rows: Iterable[Person], units: dict[str, Unit]) -> dict[str, User]:
    """Accounts that share one password and, because hashing is slow on purpose, one hash of it."""
    password = make_password(PASSWORD)
    people = {}
    for row in rows:
        user = User.objects.get_or_create(email=row.email, defaults={"name": row.name, "password": password})[0]
        user.units.set(units[slug] for slug in row.units)
        user.groups.set(Group.objects.get_or_create(name=role)[0] for role in row.roles)
        people[short(row)] = user
    return people


def short(person: Person) -> str:
    return person.email.partition("@")[0]


def _managers(rows: Iterable[Person], people: dict[str, User]) -> dict[str, User]:
    return {slug: people[short(row)] for row in rows if roles.MANAGER in row.roles for slug in row.units}


def _authors(content: Content, people: dict[str, User]) -> dict[str, User]:
    """Whoever is an employee and nothing else, by unit and, where a förvaltning has several, the first by that."""
    above = {part.slug: row.slug for row in content.departments for part in row.units}
    authors: dict[str, User] = {}
    for row in content.people:
        for slug in row.units if row.roles == (roles.STAFF,) else ():
            authors[slug] = people[short(row)]
            authors.setdefault(above[slug], people[short(row)])
    for department in content.departments:
        authors.setdefault(department.slug, authors["serviceforvaltningen"])
    return authors
