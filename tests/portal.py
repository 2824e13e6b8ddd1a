"""The whole portal for a test: gunicorn, worker, a database with the demonstration in it, and a real mail server."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import quote

from aiosmtpd.controller import Controller
from django.conf import settings
from django.db import connection

from goda_exempel.embedded.server import Server
from goda_exempel.serving.processes import Portal
from tests import databases


class Mailbox:
    """Takes in whatever is sent over SMTP."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []

    async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:  # noqa: N802
        letter = message_from_bytes(envelope.content, policy=policy.default)
        self.letters.append(letter)  # type: ignore[arg-type]
        return "250 OK"

    def to(self, address: str) -> list[EmailMessage]:
        return [letter for letter in self.letters if address in str(letter["To"])]


@dataclass
class RunningPortal:
    address: str
    database: str
    media: Path
    mailbox: Mailbox = field(default_factory=Mailbox)

    @contextmanager
    def data(self) -> Iterator[None]:
        """Models read and write the portal's own database."""
        with databases.connected_to(self.database):
            yield


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def database_address(name: str) -> str:
    """The test server's database of that name, as DATABASE_URL."""
    server = connection.settings_dict
    host = str(server["HOST"])
    if server["ENGINE"] == "goda_exempel.embedded":
        host = str(Server.at(Path(host)).sockets)
    user, password = quote(server["USER"], safe=""), quote(server.get("PASSWORD") or "", safe="")
    return f"postgresql://{user}:{password}@/{name}?host={quote(host, safe='')}&port={server.get('PORT') or 5432}"


def environment(database: str, **changes: str) -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "goda_exempel.settings",
        "GODA_ENV_FILE": os.devnull,
        "GODA_DEMONSTRATION": "1",
        "DATABASE_URL": database_address(database),
        **changes,
    }


def manage(*command: str, **variables: str) -> None:
    """Run a command of the project with its own settings, not the tests'."""
    result = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=settings.BASE_DIR,
        env={**os.environ, **variables},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        raise RuntimeError(f"manage.py {' '.join(command)} failed:\n{result.stdout[-2000:]}\n{result.stderr[-4000:]}")


def demonstration_template() -> tuple[str, Path]:
    """A database with the demonstration in it and the folder of its pictures, made anew when the code has changed."""
    mark = databases.fingerprint(databases.project_files()) + date.today().strftime("%m%d")  # noqa: DTZ011
    media = settings.VAR_DIR / "tests" / f"media-{mark}"

    def fill() -> None:
        shutil.rmtree(media.parent, ignore_errors=True)
        name = str(connection.settings_dict["NAME"])
        manage("prepare", **environment(name, GODA_MEDIA_ROOT=str(media)))
        media.mkdir(parents=True, exist_ok=True)

    return databases.template("demo", mark, fill), media


@contextmanager
def running_portal(folder: Path) -> Iterator[RunningPortal]:
    """A portal of its own, whose files lie in the folder."""
    source, pictures = demonstration_template()
    mailbox = Mailbox()
    mail = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    mail.start()
    try:
        with databases.copy_of(source) as name:
            port = free_port()
            portal = RunningPortal(f"http://127.0.0.1:{port}", name, folder / "media", mailbox)
            shutil.copytree(pictures, portal.media)
            variables = environment(
                name,
                GODA_MEDIA_ROOT=str(portal.media),
                GODA_EMAIL_HOST="127.0.0.1",
                GODA_EMAIL_PORT=str(mail.port),
                PORT=str(port),
                GODA_SITE_URL=portal.address,
            )
            manage("prepare", "--static", **variables)
            with Portal(settings.BASE_DIR, port, variables):
                yield portal
    finally:
        mail.stop()
