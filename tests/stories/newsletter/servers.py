"""Mail servers on loopback that refuse, think long, or die; and a worker that is killed."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.db import connection

from tests.mail_server import MailServer
from tests.portal import environment


class PickyServer(MailServer):
    """Answers what ``answers`` says to a recipient (``RCPT``) or to the whole letter (``.``), else takes it.

    ``senders`` and ``envelopes`` hold from whom and to whom each newsletter was, ``newsletters`` the letters, in the
    same order; what the portal tells people beside them is left out.
    """

    def __init__(self) -> None:
        super().__init__()
        self.answers: dict[tuple[str, str], str] = {}
        self.senders: list[str] = []
        self.envelopes: list[str] = []
        self.newsletters: list[EmailMessage] = []

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.answers.get(("RCPT", address))
        if answer is None:
            envelope.rcpt_tos.append(address)
        return answer or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = self.answers.get((".", envelope.rcpt_tos[0]))
        if answer is not None:
            return answer
        taken = await super().handle_DATA(server, session, envelope)
        if "nyhetsbrev" in str(self.letters[-1]["List-Id"]):
            self.newsletters.append(self.letters[-1])
            self.senders.append(str(envelope.mail_from))
            self.envelopes.extend(envelope.rcpt_tos)
        return taken


class ThoughtfulServer(PickyServer):
    """Takes its time over the letter with the number ``slow``, before it takes it or after."""

    def __init__(self, slow: int, *, seconds: float, takes_first: bool) -> None:
        super().__init__()
        self.slow, self.seconds, self.takes_first = slow, seconds, takes_first
        self.seen = 0
        self.is_thinking = False

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.seen += 1
        is_slow = self.seen == self.slow
        if is_slow and not self.takes_first:
            await self.think()
        answer = await super().handle_DATA(server, session, envelope)
        if is_slow and self.takes_first:
            await self.think()
        return answer

    async def think(self) -> None:
        self.is_thinking = True
        await asyncio.sleep(self.seconds)


class RudeServer(PickyServer):
    """Hangs up on ``unwanted``: after it has refused the address (``says`` 550), or without a word."""

    def __init__(self, unwanted: str, says: str = "") -> None:
        super().__init__()
        self.unwanted, self.says = unwanted, says

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address != self.unwanted:
            return await super().handle_RCPT(server, session, envelope, address, options)
        assert isinstance(server.transport, asyncio.Transport)
        if self.says:
            server.transport.write(f"{self.says}\r\n".encode())
        server.transport.close()
        return ""


class DyingServer(PickyServer):
    """Takes one letter, and goes away before it has said so."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        await super().handle_DATA(server, session, envelope)
        assert isinstance(server.transport, asyncio.Transport)
        server.transport.abort()
        return "250 Taken"


@contextmanager
def listening(server: Any, port: int) -> Iterator[None]:
    controller = Controller(server, hostname="127.0.0.1", port=port, enable_SMTPUTF8=True)
    controller.start()
    try:
        yield
    finally:
        controller.stop()


def start(*command: str, port: int, **variables: str) -> "subprocess.Popen[bytes]":
    """A process of the portal itself, on the test's database and this mail server."""
    name = str(connection.settings_dict["NAME"])
    mail = {"GODA_EMAIL_HOST": "127.0.0.1", "GODA_EMAIL_PORT": str(port)}
    return subprocess.Popen(
        [sys.executable, "manage.py", *command],
        cwd=settings.BASE_DIR,
        env={**os.environ, **environment(name, **mail, **variables)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def start_worker(port: int) -> "subprocess.Popen[bytes]":
    return start("db_worker", "--no-startup-delay", "--interval", "0.1", port=port)


def kill(process: "subprocess.Popen[bytes]") -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()


def wait_until(is_so: Callable[[], bool], *, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "It did not become so in time."
        time.sleep(0.05)
