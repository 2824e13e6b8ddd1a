"""The embedded server: made, started and stopped by whichever of our processes comes first and goes last.

Every process that uses the server holds a shared lock on a file beside the data. The operating system lets go of it
however the process ends, so nobody who was killed is waited for. Who can turn the lock into an exclusive one at its
own end was the last, and stops the server. A server left over by a kill is taken up, and stopped, by the next run.
"""

import atexit
import fcntl
import os
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Self

import psutil

from goda_exempel.embedded.commands import (
    ServerError,
    make_data,
    server_user,
    start,
)
from goda_exempel.embedded.folders import give_to, open_the_way, socket_folder

__all__ = ["Server", "ServerError"]

SOCKET_NAME = ".s.PGSQL.5432"
LONGEST_STOP = 60  # seconds


class Server:
    """One server for one data folder. Use ``Server.at``, which gives a process the same object every time."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.sockets = socket_folder(data, SOCKET_NAME)
        self._users: int | None = None
        self._process = 0

    @classmethod
    @cache
    def at(cls, data: Path) -> Self:
        return cls(data)

    def hold(self) -> None:
        """Have the server running from now until this process ends. Raises ServerError."""
        if self._process == os.getpid() and self.answers():
            return
        self.data.parent.mkdir(parents=True, exist_ok=True)
        self._join()
        with self._locked("start"):
            if not self.answers():
                self._start()

    def let_go(self) -> None:
        """Stop using the server, and stop it where nobody else does. Called by itself when the process ends."""
        if self._users is None or self._process != os.getpid():
            return
        with suppress(BlockingIOError):
            fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._stop()
        os.close(self._users)
        self._users, self._process = None, 0

    def answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as client:
            return client.connect_ex(str(self.sockets / SOCKET_NAME)) == 0

    def _join(self) -> None:
        """Each process has an open file of its own: a lock is shared with a fork, and must not be."""
        if self._process == os.getpid():
            return
        if self._users is not None:
            os.close(self._users)
        self._users = self._open("users")
        self._process = os.getpid()
        fcntl.flock(self._users, fcntl.LOCK_SH)
        atexit.register(self.let_go)

    def _start(self) -> None:
        user = server_user()
        if user is not None:
            open_the_way(self.data)
        make_data(self.data)
        self.sockets.mkdir(mode=0o700, exist_ok=True)
        if user is not None:
            give_to(user, self.data, self.sockets)
        self._forget_the_dead()
        start(self.data, self.sockets)

    def _stop(self) -> None:
        """The way PostgreSQL calls fast: open transactions are rolled back, and all is written to disk."""
        if (process := self._process_of_server()) is not None:
            with suppress(psutil.Error):
                process.send_signal(signal.SIGINT)
                process.wait(LONGEST_STOP)
        if self.sockets != self.data:
            with suppress(OSError):
                self.sockets.rmdir()

    def _forget_the_dead(self) -> None:
        """Remove the marks of a server that was killed. Its number may belong to some other process by now."""
        if self._process_of_server() is None:
            (self.data / "postmaster.pid").unlink(missing_ok=True)
            (self.sockets / f"{SOCKET_NAME}.lock").unlink(missing_ok=True)

    def _process_of_server(self) -> psutil.Process | None:
        """None where no server works in the folder, whatever the mark in it says."""
        try:
            process = psutil.Process(int((self.data / "postmaster.pid").read_text().split()[0]))
            return process if "postgres" in process.name() and str(self.data) in process.cmdline() else None
        except (OSError, ValueError, IndexError, psutil.Error):
            return None

    @contextmanager
    def _locked(self, name: str) -> Iterator[None]:
        lock = self._open(name)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def _open(self, name: str) -> int:
        return os.open(
            self.data.with_name(f"{self.data.name}.{name}"),
            os.O_RDWR | os.O_CREAT,
            0o600,
        )
