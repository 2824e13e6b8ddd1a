"""``manage.py clock``: run what time makes due, every minute. ``make run`` starts it beside the worker."""

import logging
import signal
import time
from argparse import ArgumentParser
from typing import Any, Final

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from goda_exempel.clock.jobs import run_due

logger = logging.getLogger(__name__)

PERIOD: Final = 60  # seconds


class Command(BaseCommand):
    help = "Runs the jobs that are due, every minute, until it is ended."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="run what is due now, and end")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        if once:
            run_due(timezone.now())
            return
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            while True:
                self.tick()
                time.sleep(PERIOD)
        except KeyboardInterrupt:
            return

    def tick(self) -> None:
        """A database that is away for a while does not end the clock."""
        close_old_connections()
        try:
            run_due(timezone.now())
        except DatabaseError:
            logger.warning("The database does not answer; the clock looks again in a minute.")
