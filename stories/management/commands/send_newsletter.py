"""``manage.py send_newsletter``: send what waits of an issue. The worker starts it; a person can, too."""

import signal
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from stories.newsletter.sending import send_waiting


class Command(BaseCommand):
    help = "Sends what waits of an issue of the newsletter, for a while, and exits with how that went."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("issue", type=int, help="the key of the issue")

    def handle(self, *args: Any, issue: int, **options: Any) -> None:
        """Asked to end, it ends between two letters."""
        asked: list[int] = []
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda received, _frame: asked.append(received))
        sys.exit(int(send_waiting(issue, should_end=lambda: bool(asked))))
