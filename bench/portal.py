"""The portal with its own database of a given size, served with and without kept pages."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any, Final

from bench.database import own_database
from bench.server import serving
from goda_exempel.settings import BASE_DIR

BASE: Final = {"DJANGO_SETTINGS_MODULE": "goda_exempel.settings", "GODA_DEMONSTRATION": "1"}


@dataclass(frozen=True, slots=True)
class Portal:
    stories: int
    uncached: str
    cached: str
    story: str
    session: str
    token: str
    counted: dict[str, dict[str, int]]


@contextmanager
def portal(stories: int, ideas: int) -> Iterator[tuple[Portal, str]]:
    """The running portal, and where its database is."""
    with ExitStack() as stack:
        database = stack.enter_context(own_database(str(stories)))
        environment = {**BASE, "DATABASE_URL": database}
        filled = ask_module(environment, "bench.content", str(stories), str(ideas))
        counted = ask_module(environment, "bench.pages", filled["session"], filled["token"], filled["story"])
        application = "goda_exempel.wsgi"
        uncached = stack.enter_context(serving(application, "/", {**environment, "GODA_PAGE_CACHE": "0"}))
        cached = stack.enter_context(serving(application, "/", {**environment, "GODA_PAGE_CACHE": "1"}))
        yield Portal(stories, uncached, cached, **filled, counted=counted), database


def ask_module(environment: dict[str, str], module: str, *arguments: str) -> dict[str, Any]:
    """What a module prints, run in a process of its own because the settings choose the database."""
    said = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=BASE_DIR,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        check=True,
    )
    answer: dict[str, Any] = json.loads(said.stdout)
    return answer
