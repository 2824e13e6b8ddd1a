"""The processes that make up the running portal."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

PR_SET_PDEATHSIG: Final = 1  # of linux/prctl.h
STOP_WITHIN: Final = 15  # seconds, before a process that does not end is killed
GUNICORN: Final = ("-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "goda_exempel.wsgi")
CLOCK: Final = ("manage.py", "clock")
WORKER: Final = ("manage.py", "db_worker", "--no-startup-delay", "--interval", "0.5", "--verbosity", "0")


class PortalError(Exception):
    """The portal can't start, or has ended by itself. The text is one sentence that says why."""


@dataclass
class Child:
    """A process of ours, in a session of its own so that Ctrl-C reaches it through us alone."""

    name: str
    process: subprocess.Popen[bytes]

    @classmethod
    def start(cls, name: str, arguments: Sequence[str], folder: Path, environment: dict[str, str]) -> Self:
        command = [sys.executable, *arguments]
        return cls(
            name,
            subprocess.Popen(  # noqa: S603
                command,
                cwd=folder,
                env={**os.environ, **environment},
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                preexec_fn=end_with_parent,  # noqa: PLW1509  (this process has one thread)
            ),
        )


class Portal:
    """Web server, worker and clock. Leave the ``with`` block and both are gone."""

    def __init__(self, folder: Path, port: int, environment: dict[str, str] | None = None) -> None:
        self.folder = folder
        self.port = port
        self.environment = {"PORT": str(port), **(environment or {})}
        self.children: list[Child] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        refuse_taken_port(self.port)
        try:
            for name, arguments in (("The web server", GUNICORN), ("The worker", WORKER), ("The clock", CLOCK)):
                self.children.append(Child.start(name, arguments, self.folder, self.environment))
            self.wait_until_it_answers()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()

    def wait_until_it_answers(self, seconds: float = 60) -> None:
        deadline = time.monotonic() + seconds
        while not answers(f"{self.address}/halsa/live"):
            self.complain_about_the_dead()
            if time.monotonic() > deadline:
                raise PortalError(f"The web server did not answer on {self.address} within {seconds:.0f} seconds.")
            time.sleep(0.1)

    def watch(self) -> None:
        """Return never; raise PortalError as soon as one of the processes has ended."""
        while True:
            self.complain_about_the_dead()
            time.sleep(0.5)

    def complain_about_the_dead(self) -> None:
        for child in self.children:
            if (code := child.process.poll()) is not None:
                raise PortalError(f"{child.name} ended by itself (exit code {code}), so the portal was stopped.")

    def stop(self) -> None:
        for child in self.children:
            child.process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + STOP_WITHIN
        for child in self.children:
            end(child.process, deadline - time.monotonic())
        self.children = []


def end(process: subprocess.Popen[bytes], seconds: float) -> None:
    """Wait for the end; kill the process and all it started where it takes too long."""
    try:
        process.wait(timeout=max(seconds, 0))
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def end_with_parent() -> None:
    """Where the system can (Linux): even when we are killed, nothing of ours stays behind on the port."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def answers(address: str) -> bool:
    """Whether anybody answers there, whatever the answer."""
    try:
        urllib.request.urlopen(address, timeout=2).close()  # noqa: S310
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def refuse_taken_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise PortalError(
                f"Port {port} is taken by another program ({error.strerror}); "
                f"end it, or choose another port: make run PORT={port + 1}"
            ) from error
