"""Databases for tests: copied from a template that is migrated once for each state of the models.

A copy takes a fraction of a second where migrating takes several, and each test process has its own, so that test
runs beside each other do not meet. Templates stay for the next run; copies whose process has died are dropped.
"""

import fcntl
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import psutil
from django.conf import settings
from django.core.management import call_command
from django.db import connection

PACKAGES = ("goda_exempel", "ideas", "stories", "awards")
MODEL_FILES = ("models.py", "roles.py", "groups.py", "apps.py", "states.py", "requirements.txt")


@contextmanager
def one_at_a_time(name: str) -> Iterator[None]:
    """Across processes."""
    path = settings.VAR_DIR / f"tests-{name}.lock"
    path.parent.mkdir(exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def project_files() -> Iterator[Path]:
    yield settings.BASE_DIR / "requirements.txt"
    for package in PACKAGES:
        folder = settings.BASE_DIR / package
        yield from sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts)


def fingerprint(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update(os.fsencode(path))
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def schema_files() -> Iterator[Path]:
    """All that decides what a migrated database holds."""
    return (p for p in project_files() if "migrations" in p.parts or p.name in MODEL_FILES)


def demonstration_files() -> Iterator[Path]:
    """All that decides what a database with the demonstration holds."""
    yield from schema_files()
    yield from (p for p in project_files() if "demonstration" in p.parts or p.stem.endswith("workflow"))


def names_like(pattern: str) -> list[str]:
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [pattern])
        return [name for (name,) in cursor.fetchall()]


def execute(statement: str, *names: str) -> None:
    """A statement about databases, outside any of them."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement.format(*(connection.ops.quote_name(name) for name in names)))


def drop(name: str) -> None:
    execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


@contextmanager
def connected_to(name: str) -> Iterator[None]:
    """The default connection leads to this database."""
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def template(kind: str, mark: str, fill: Callable[[], Any]) -> str:
    """The name of a template database. The first who asks for it makes it; ``fill`` runs connected to it."""
    name = f"goda_{kind}_{mark}"
    with one_at_a_time(kind):
        if name not in names_like(f"goda_{kind}_%"):
            for old in names_like(f"goda_{kind}_%"):
                drop(old)
            build(name, fill)
    return name


def build(name: str, fill: Callable[[], Any]) -> None:
    """Under another name until it is whole."""
    unfinished = f"making_{name}"
    drop(unfinished)
    execute("CREATE DATABASE {} TEMPLATE template0", unfinished)
    with connected_to(unfinished):
        fill()
    execute("ALTER DATABASE {} RENAME TO {}", unfinished, name)


def migrated_template() -> str:
    return template("schema", fingerprint(schema_files()), lambda: call_command("migrate", verbosity=0))


@contextmanager
def copy_of(source: str) -> Iterator[str]:
    """A database of this process's own."""
    drop_leftovers()
    name = f"test_{os.getpid()}_{uuid4().hex[:8]}"
    execute("CREATE DATABASE {} TEMPLATE {}", name, source)
    try:
        yield name
    finally:
        drop(name)


def drop_leftovers() -> None:
    with one_at_a_time("leftovers"):
        for name in names_like(r"test\_%\_%"):
            if not psutil.pid_exists(int(name.split("_")[1])):
                drop(name)
