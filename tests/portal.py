"""The whole portal for a test: gunicorn, worker, a database with the demonstration in it, and a real mail server."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from goda_exempel.embedded.server import Server
from goda_exempel.serving.processes import Portal
from tests import databases, mail_server
from tests.mail_server import MailServer, free_port


@dataclass
class RunningPortal:
    address: str
    database: str
    media: Path
    mail: MailServer
    processes: Portal

    @contextmanager
    def data(self) -> Iterator[None]:
        """Models read and write the portal's own database."""
        with databases.connected_to(self.database):
            yield


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
    """A database with the demonstration in it and the folder of its pictures, made anew for each day and whenever
    what makes it has changed."""
    mark = databases.fingerprint(databases.demonstration_files()) + date.today().strftime("%m%d")  # noqa: DTZ011
    media = settings.VAR_DIR / "tests" / f"media-{mark}"

    def fill() -> None:
        shutil.rmtree(media.parent, ignore_errors=True)
        name = str(connection.settings_dict["NAME"])
        variables = environment(name, GODA_MEDIA_ROOT=str(media))
        manage("migrate", "--verbosity", "0", **variables)
        manage("demonstration", "--small-pictures", **variables)
        media.mkdir(parents=True, exist_ok=True)

    return databases.template("demo", mark, fill), media


@contextmanager
def running_portal(folder: Path) -> Iterator[RunningPortal]:
    """A portal of its own, whose files lie in the folder."""
    source, pictures = demonstration_template()
    mail_port = free_port()
    with mail_server.running(mail_port) as mail, databases.copy_of(source) as name:
        port = free_port()
        media = folder / "media"
        shutil.copytree(pictures, media)
        variables = environment(
            name,
            GODA_MEDIA_ROOT=str(media),
            GODA_EMAIL_HOST="127.0.0.1",
            GODA_EMAIL_PORT=str(mail_port),
            PORT=str(port),
            GODA_SITE_URL=f"http://127.0.0.1:{port}",
        )
        manage("prepare", "--static", **variables)
        with Portal(settings.BASE_DIR, port, variables) as processes:
            yield RunningPortal(processes.address, name, media, mail, processes)
