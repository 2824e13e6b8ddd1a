"""``manage.py prepare``: what has to be done once for each new version before it is served."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from goda_exempel.serving.static import collect_if_changed


class Command(BaseCommand):
    help = "Migrates the database, fills it in demonstration mode, and collects the static files that changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--static", action="store_true", help="only the static files")

    def handle(self, *args: Any, static: bool, **options: Any) -> None:
        if not static:
            self.say("Preparing the database …")
            call_command("migrate", verbosity=0)
        if settings.DEMONSTRATION and not static:
            self.say("Preparing the demonstration …")
            call_command("demonstration")
        if collect_if_changed():
            self.say("Static files collected.")

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
