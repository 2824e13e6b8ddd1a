"""The migrations make the models, and can be taken back."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader

OURS = ("goda_exempel", "accounts", "notices", "ideas", "stories", "awards")


def our_migrations() -> list[Migration]:
    return [row for (app, _name), row in MigrationLoader(connection).disk_migrations.items() if app in OURS]


@pytest.mark.django_db
def test_the_migrations_are_current() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@pytest.mark.django_db
def test_every_step_can_be_taken_back() -> None:
    stuck = [f"{row} {step}" for row in our_migrations() for step in row.operations if not step.reversible]
    assert stuck == []


@pytest.mark.django_db
def test_migrations_say_what_they_do() -> None:
    assert [str(row) for row in our_migrations() if "auto" in row.name] == []
