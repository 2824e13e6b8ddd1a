"""``manage.py translations``: bring the Swedish catalogue in step with the sources, or check that it is."""

import fcntl
import json
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from goda_exempel.translating.catalogue import Catalogue
from goda_exempel.translating.sources import messages_in


class Command(BaseCommand):
    help = "Extracts the texts of the portal, merges Swedish into the catalogue and compiles it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail where something is missing")
        parser.add_argument("--merge", type=Path, metavar="FILE", help='a JSON file: {"English": "Swedish", …}')
        parser.add_argument("--prune", action="store_true", help="forget texts that no source has any more")

    def handle(self, *args: Any, check: bool, merge: Path | None, prune: bool, **options: Any) -> None:
        with locked(settings.VAR_DIR / "translations.lock"):
            catalogue = Catalogue(settings.BASE_DIR / "locale" / "sv" / "LC_MESSAGES" / "django.po")
            messages, unreadable = messages_in(settings.BASE_DIR)
            if merge is not None:
                catalogue.merge(read_swedish(merge))
            catalogue.follow(messages)
            if prune:
                catalogue.prune()
            if not check:
                catalogue.save()
        self.report([*unreadable, *catalogue.faults()], len(messages), check=check)

    def report(self, faults: list[str], count: int, *, check: bool) -> None:
        for fault in faults:
            self.stdout.write(fault)
        if check and faults:
            raise CommandError(f"{len(faults)} faults in the Swedish. Run make messages, and translate what is left.")
        self.stdout.write(f"{count} texts, {len(faults)} faults.")


def read_swedish(path: Path) -> dict[str, str | list[str]]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CommandError(f"{path} can't be read: {error}") from error
    if not isinstance(content, dict):
        raise CommandError(f"{path} must hold an object of texts.")
    return content


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """One at a time: two merges at once would lose one of them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
