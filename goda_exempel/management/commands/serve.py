"""``manage.py serve``: the whole portal on this machine, until Ctrl-C. ``make run`` calls it."""

import signal
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connections

from goda_exempel.demonstration.people import LOGINS
from goda_exempel.serving.processes import Portal, PortalError, refuse_taken_port


class Command(BaseCommand):
    help = "Prepares the database and starts web server and worker, until Ctrl-C."

    def handle(self, *args: Any, **options: Any) -> None:
        for name in (signal.SIGINT, signal.SIGTERM):  # SIGINT too: a shell that starts us behind itself has it ignored
            signal.signal(name, signal.default_int_handler)
        try:
            self.serve()
        except KeyboardInterrupt:
            self.stdout.write("\nStopped.")
        except PortalError as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            raise CommandError(f"The database can't be used: {' '.join(str(error).split())}") from error
        finally:
            ignore_further_signals()

    def serve(self) -> None:
        refuse_taken_port(settings.PORT)
        call_command("prepare")
        call_command("queue_letters")
        connections.close_all()
        with Portal(settings.BASE_DIR, settings.PORT) as portal:
            try:
                self.welcome(portal.address)
                portal.watch()
            finally:
                ignore_further_signals()

    def welcome(self, address: str) -> None:
        self.say(f"\n{settings.SITE_NAME} is at {address}\n")
        if settings.DEMONSTRATION:
            self.say(f"Log in at {address}{settings.LOGIN_URL} as")
            for line in logins():
                self.say(f"  {line}")
        if settings.EMAIL_BACKEND.endswith("FileBackend"):
            self.say(f"\nLetters are written to {settings.EMAIL_FILE_PATH}")
        self.say("Ctrl-C ends it.\n")

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def ignore_further_signals() -> None:
    """While we end: a second Ctrl-C must not leave anything running behind."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)


def logins() -> list[str]:
    width = max(len(login.email) for login in LOGINS)
    return [f"{login.email:{width}}  {login.password}  {login.role}" for login in LOGINS]
