"""A database of the measurement's own, on the embedded server or the one in ``DATABASE_URL``, dropped afterwards."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

import psycopg2
from psycopg2.extensions import parse_dsn

from goda_exempel import settings
from goda_exempel.embedded.server import Server


def server_address(name: str) -> str:
    """Where a database of this name is, as ``DATABASE_URL`` wants it. Starts the embedded server where it is used."""
    given = os.environ.get("DATABASE_URL", "")
    if not given:
        server = Server.at(settings.VAR_DIR / "postgres")
        server.hold()
        return f"postgresql://postgres@/{name}?host={quote(str(server.sockets), safe='')}"
    parts = parse_dsn(given)
    options = f"?host={quote(parts['host'], safe='')}" if parts.get("host", "").startswith("/") else ""
    where = "" if options else f"{parts.get('host', '')}:{parts.get('port', 5432)}"
    who = ":".join(quote(parts[key], safe="") for key in ("user", "password") if parts.get(key))
    return f"postgresql://{who}@{where}/{name}{options}"


@contextmanager
def own_database(kind: str) -> Iterator[str]:
    """The address of a new, empty database."""
    name = f"bench_{os.getpid()}_{kind}"
    _execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    try:
        yield server_address(name)
    finally:
        _execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _execute(statement: str) -> None:
    connection = psycopg2.connect(server_address("postgres"))
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
    finally:
        connection.close()
