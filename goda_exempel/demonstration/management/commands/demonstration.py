"""``manage.py demonstration``: fill an empty portal with made-up content. Run again it changes nothing."""

from argparse import ArgumentParser
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from awards.models import Prize
from goda_exempel.accounts.models import Unit, User
from goda_exempel.demonstration.loading import everything
from goda_exempel.demonstration.people import LOGINS, PASSWORD
from goda_exempel.demonstration.pictures import FULL_SIZE, SMALL_SIZE
from ideas.models import Idea
from stories.models import Story


class Command(BaseCommand):
    help = "Fills an empty portal with demonstration content: people, ideas, stories with pictures, prizes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--small-pictures", action="store_true", help="draw pictures of 600 × 400, quickly")

    def handle(self, *args: Any, small_pictures: bool, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("Demonstration content has known passwords: set GODA_DEMONSTRATION=1 first.")
        if everything.is_loaded():
            self.stdout.write("The demonstration content is already in place.")
        elif not everything.is_empty():
            self.stdout.write("The portal has content of its own, so no demonstration content was added.")
        else:
            self._load(SMALL_SIZE if small_pictures else FULL_SIZE)

    def _load(self, size: tuple[int, int]) -> None:
        started = monotonic()
        everything.load(size)
        rows = {"units": Unit.objects, "people": User.objects, "ideas": Idea.objects, "stories": Story.objects}
        counts = ", ".join(f"{manager.count()} {name}" for name, manager in {**rows, "prizes": Prize.objects}.items())
        self.stdout.write(f"Demonstration content: {counts}, in {monotonic() - started:.0f} s.")
        self.stdout.write(f"Log in as {LOGINS[0].email} or another of {len(LOGINS)}, password {PASSWORD}")
