"""``manage.py queue_letters``: queue again what a worker that was killed has left unsent."""

from typing import Any

from django.core.management.base import BaseCommand

from goda_exempel.notices.sending import queue_left_letters


class Command(BaseCommand):
    help = "Queues the letters that are not sent and that no waiting task will send. Safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        if count := queue_left_letters():
            self.stdout.write(f"{count} letters were left unsent and are queued again.")
