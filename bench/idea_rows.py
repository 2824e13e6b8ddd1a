"""Databases with made-up ideas, in one process that can turn from one to another."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import django
from django.core.management import call_command
from django.db import connection, transaction

from bench.database import own_database
from bench.idea_texts import ideas

if TYPE_CHECKING:
    from goda_exempel.accounts.models import User

TOPS: Final = 6
BELOW: Final = 5
COACHES: Final = 8
SINCE: Final = datetime(2022, 1, 10, 9, tzinfo=UTC)
KINDS: Final = ("time", "money", "quality", "accessibility", "environment", "safety", "")
STATES: Final = ("submitted", "in_review", "needs_info", "parked", "declined", "in_use")


@contextmanager
def filled(kind: str, count: int) -> Iterator[str]:
    """The name of a database with so many ideas, which is the one in use until another is chosen."""
    with own_database(kind) as address:
        os.environ["DATABASE_URL"] = address
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goda_exempel.settings")
        os.environ.setdefault("GODA_DEMONSTRATION", "1")
        django.setup()
        name = address.rpartition("/")[2].partition("?")[0]
        use(name)
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        with transaction.atomic():
            fill(count)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        try:
            yield name
        finally:
            connection.close()


def use(name: str) -> None:
    """Turn to another database on the same server."""
    if connection.settings_dict["NAME"] != name:
        connection.close()
        connection.settings_dict["NAME"] = name


def fill(count: int) -> None:
    from goda_exempel.accounts.models import Unit, User
    from goda_exempel.roles import COACH, STAFF
    from ideas.models import Idea

    tops = [Unit.objects.create(name=f"Förvaltning {n}", slug=f"forvaltning-{n}") for n in range(TOPS)]
    units = [
        Unit.objects.create(name=f"Enhet {n}", slug=f"enhet-{n}", parent=tops[n % TOPS]) for n in range(TOPS * BELOW)
    ]
    author = User.objects.create_user("author@exempelkommunen.example", name="Idégivare")
    coaches = [User.objects.create_user(f"coach{n}@exempelkommunen.example", name=f"Coach {n}") for n in range(COACHES)]
    for coach in coaches:
        coach.add_roles(COACH)
    reader = User.objects.create_user("reader@exempelkommunen.example", name="Läsare")
    reader.add_roles(STAFF)
    Idea.objects.bulk_create(
        _row(number, text, unit=units[number % len(units)], author=author, coach=coaches[number % COACHES])
        for number, text in enumerate(ideas(count))
    )


def _row(number: int, text: Any, *, unit: Any, author: Any, coach: Any) -> Any:
    from ideas.models import Idea

    at = SINCE + timedelta(hours=7 * number)
    state = STATES[number % len(STATES)]
    return Idea(
        number=f"IDE-{at.year}-{number + 1:04d}",
        state=state,
        title=text.title,
        problem=text.problem,
        solution=text.solution,
        benefit=text.benefit,
        benefit_kind=KINDS[number % len(KINDS)],
        unit=unit,
        submitter=author,
        submitter_name=author.name,
        coach=coach,
        created=at,
        submitted_at=at,
        reply_due=at.date() + timedelta(days=14),
        in_use_since=date(2026, 1, 1) if state == "in_use" else None,
        parked_until=date(2027, 1, 1) if state == "parked" else None,
    )


def reader() -> "User":
    from goda_exempel.accounts.models import User

    return User.objects.get(email="reader@exempelkommunen.example")
