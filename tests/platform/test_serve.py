"""``manage.py serve``: everything starts, answers, and is gone after Ctrl-C."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from django.conf import settings

from goda_exempel.serving.processes import answers
from tests.mail_server import free_port
from tests.platform.starting import EARNEST, environment
from tests.portal import manage

pytestmark = pytest.mark.slow


@contextmanager
def serving(folder: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """The command in a folder of its own with an embedded database of its own, killed at the end if need be."""
    manage("prepare", "--static", GODA_ENV_FILE=os.devnull, DJANGO_SETTINGS_MODULE="goda_exempel.settings")
    shutil.copytree(settings.VAR_DIR / "static", folder / "static", dirs_exist_ok=True)
    variables = {**EARNEST, "DATABASE_URL": "", "GODA_VAR_DIR": str(folder), "PORT": str(port)}
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve"],
        cwd=settings.BASE_DIR,
        env=environment(**variables),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=60)


def read_until(process: subprocess.Popen[str], pattern: str) -> str:
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if re.search(pattern, line):
            return said
    raise AssertionError(f"{pattern} was never said, but: {said}")


def descendants(process: subprocess.Popen[str], folder: Path) -> list[psutil.Process]:
    """All that was started, the database server too, which has no parent among us."""
    server = psutil.Process(int((folder / "postgres" / "postmaster.pid").read_text().split()[0]))
    return [*psutil.Process(process.pid).children(recursive=True), server]


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_it_starts_answers_and_ends(folder: Path, end: signal.Signals) -> None:
    port = free_port()
    with serving(folder, port) as process:
        read_until(process, "Ctrl-C ends it")
        started = descendants(process, folder)
        assert answers(f"http://127.0.0.1:{port}/halsa/live")
        process.send_signal(end)
        process.send_signal(end)
        said, _ = process.communicate(timeout=60)
    assert process.returncode == 0, said
    assert said.strip() == "Stopped."
    assert psutil.wait_procs(started, timeout=5)[1] == []


def test_when_a_part_dies_the_rest_ends_and_says_so(folder: Path) -> None:
    with serving(folder, free_port()) as process:
        read_until(process, "Ctrl-C ends it")
        started = descendants(process, folder)
        worker = next(child for child in started if "db_worker" in child.cmdline())
        worker.kill()
        said, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert said == "CommandError: The worker ended by itself (exit code -9), so the portal was stopped.\n"
    assert psutil.wait_procs(started, timeout=5)[1] == []


def test_a_taken_port_is_told_in_one_sentence(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with serving(folder, port) as process:
            said, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert said.startswith(f"CommandError: Port {port} is taken by another program")
    assert said.count("\n") == 1


def test_a_database_that_is_not_there_is_told_in_one_sentence() -> None:
    result = subprocess.run(
        [sys.executable, "manage.py", "serve"],
        cwd=settings.BASE_DIR,
        env=environment(**EARNEST, PORT=str(free_port())),
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1
    assert result.stderr.startswith("CommandError: The database can't be used: ")
    assert result.stderr.count("\n") == 1


def test_after_a_kill_nothing_stays_and_the_next_start_works(folder: Path) -> None:
    port = free_port()
    with serving(folder, port) as process:
        read_until(process, "Ctrl-C ends it")
        *ours, database = descendants(process, folder)
        process.kill()
        process.communicate()
        assert psutil.wait_procs(ours, timeout=20)[1] == []
    with serving(folder, port) as process:
        read_until(process, "Ctrl-C ends it")
    assert psutil.wait_procs([database], timeout=20)[1] == []
