"""``manage.py read_bounces``: take what comes back of the newsletter, from the mail server's pipe or from files."""

import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand
from django.db import DatabaseError

from stories.newsletter.bounces import take_back

LARGEST: Final = 4 * 1024 * 1024  # of a report we read no more
TRY_AGAIN: Final = 75  # of sysexits.h: the mail server keeps the message


class Command(BaseCommand):
    help = "Reads messages about letters that came back, from standard input or files, and stops their addresses."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="*", type=Path, help="one message each; none: standard input")
        parser.add_argument(
            "--recipient", default="", help="whom the message was for; else ORIGINAL_RECIPIENT, or its own headers"
        )

    def handle(self, *args: Any, files: list[Path], recipient: str, **options: Any) -> None:
        recipient = recipient or ("" if files else os.environ.get("ORIGINAL_RECIPIENT", ""))
        messages = [path.read_bytes()[:LARGEST] for path in files] or [sys.stdin.buffer.read(LARGEST)]
        try:
            for raw in messages:
                self.stdout.write(take_back(raw, recipient))
        except DatabaseError:
            self.stderr.write("The database does not answer.")
            sys.exit(TRY_AGAIN)
