"""The demonstration's log-ins, for the log-in page and the README. They exist in demonstration mode only."""

from dataclasses import dataclass
from typing import Final

from goda_exempel.demonstration import reading
from goda_exempel.demonstration.content import Person
from goda_exempel.roles import ROLES, STAFF

PASSWORD: Final = "demonstration-2026"  # noqa: S105  (shown on the log-in page)


@dataclass(frozen=True, slots=True)
class Login:
    """One row on the log-in page."""

    person: Person

    @property
    def name(self) -> str:
        return self.person.name

    @property
    def email(self) -> str:
        return self.person.email

    @property
    def password(self) -> str:
        return PASSWORD

    @property
    def role(self) -> str:
        """What the person is besides an employee, in the language of the page."""
        special = [role for role in self.person.roles if role != STAFF] or [STAFF]
        return " · ".join(str(ROLES[role].label) for role in special)


LOGINS: Final = tuple(Login(person) for person in reading.people() if not person.more)
