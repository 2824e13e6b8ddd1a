"""The embedded database server: who starts it, who stops it, and what it survives."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from django.conf import settings

from goda_exempel.embedded.server import Server
from tests.platform.starting import environment

pytestmark = pytest.mark.slow

HOLD = """
import sys, time
from pathlib import Path
from goda_exempel.embedded.server import Server
Server.at(Path(sys.argv[1])).hold()
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def data(folder: Path) -> Iterator[Path]:
    """A place for a server, stopped at the end whatever happened."""
    data = folder / "with space" / "postgres"
    yield data
    server = Server.at(data)
    if server.answers():
        server.hold()
    server.let_go()


def user_of(data: Path) -> subprocess.Popen[str]:
    """A process that uses the server until its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(data)],
        cwd=settings.BASE_DIR,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def leave(process: subprocess.Popen[str]) -> None:
    process.communicate()
    assert process.returncode == 0


def postmaster(data: Path) -> int:
    return int((data / "postmaster.pid").read_text().split()[0])


def test_the_last_to_leave_stops_the_server(data: Path) -> None:
    server = Server.at(data)
    first = user_of(data)
    second = user_of(data)
    leave(first)
    assert server.answers()
    leave(second)
    assert not server.answers()


def test_who_was_killed_is_not_waited_for(data: Path) -> None:
    killed = user_of(data)
    other = user_of(data)
    killed.kill()
    killed.communicate()
    leave(other)
    assert not Server.at(data).answers()


def test_a_server_left_by_a_kill_is_taken_up_and_stopped(data: Path) -> None:
    killed = user_of(data)
    number = postmaster(data)
    killed.kill()
    killed.communicate()
    heir = user_of(data)
    assert postmaster(data) == number
    leave(heir)
    assert not Server.at(data).answers()


def test_marks_of_a_killed_server_do_not_stop_the_next(data: Path) -> None:
    """Not even where the number in them belongs to somebody else by now."""
    user = user_of(data)
    server = psutil.Process(postmaster(data))
    os.kill(server.pid, signal.SIGKILL)
    psutil.wait_procs([server, *server.children()], timeout=10)
    mark = data / "postmaster.pid"
    mark.write_text(mark.read_text().replace(str(server.pid), str(user.pid), 1))
    leave(user)
    heir = user_of(data)
    assert Server.at(data).answers()
    leave(heir)


def test_a_deep_folder_has_its_socket_elsewhere(data: Path) -> None:
    deep = data.parent / "/".join(["en-ganska-lang-mapp"] * 8) / "postgres"
    deep.parent.mkdir(parents=True)
    user = user_of(deep)
    server = Server.at(deep)
    assert server.sockets != deep
    assert server.answers()
    leave(user)
    assert not server.answers()
    assert not server.sockets.exists()


def test_a_fork_does_not_stop_the_server_of_its_parent(data: Path) -> None:
    server = Server.at(data)
    server.hold()
    child = os.fork()
    if child == 0:
        server.let_go()
        os._exit(0)
    os.waitpid(child, 0)
    assert server.answers()
