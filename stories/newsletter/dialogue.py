"""Talking SMTP ourselves, because it matters how far a letter has come when something breaks.

``smtplib.SMTP.data`` sends the whole letter and waits for the answer in one go. The letter is the server's only from
the final dot on (RFC 5321, 4.1.1.4): what broke before is not sent, what broke after may be. So the dot is a step of
its own.
"""

import re
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Self

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import sanitize_address

# RFC 5321, 4.5.3.2.6: a server that has the whole letter may take ten minutes to answer.
PATIENCE_AT_THE_DOT: Final = 600
LETTERS_A_CONNECTION: Final = 50
_FIRST_DOT: Final = re.compile(rb"^\.", re.MULTILINE)
_STATUS: Final = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the mail server said about one letter, and to which word: ``RCPT`` is about the address alone."""

    to: str
    code: int
    text: str

    @property
    def is_taken(self) -> bool:
        return self.to == "." and 200 <= self.code < 300

    @property
    def is_final(self) -> bool:
        return self.code >= 500

    @property
    def stops_the_address(self) -> bool:
        return self.to == "RCPT" and self.is_final and is_about_the_address(self.text, otherwise=True)


def is_about_the_address(text: str, *, otherwise: bool) -> bool:
    """Whether a status (RFC 3463) says that the address takes no letters, for good.

    Classes 5.3 and 5.5 to 5.7 speak of systems, protocols, contents and policies: of us, not of whom we write to.
    ``otherwise`` holds where there is no status.
    """
    found = _STATUS.search(text)
    if found is None:
        return otherwise
    return found[1] == "5" and found[2] in ("0", "1", "2", "4")


class Route:
    """A way to the mail server, opened when the first letter goes. Use it in a ``with`` block."""

    def __init__(self) -> None:
        self.backend: Any = get_connection()
        self.count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.backend.close()

    def hand_over(self, letter: EmailMessage, sender: str, at_the_dot: Callable[[], None]) -> Answer:
        """Raises OSError or SMTPException where the server goes away or refuses us, not the letter.

        ``at_the_dot`` is called when all but the final dot is sent.
        """
        if not isinstance(self.backend, EmailBackend):  # files of the demonstration, or memory
            at_the_dot()
            self.backend.send_messages([letter])
            return Answer(".", 250, "stored")
        return _talk(self._open(), letter, sender, at_the_dot)

    def _open(self) -> smtplib.SMTP:
        if self.count and self.count % LETTERS_A_CONNECTION == 0:
            self.backend.close()
        self.count += 1
        if self.backend.connection is not None and self.backend.connection.sock is None:
            self.backend.connection = None  # the server has hung up
        self.backend.open()
        smtp: smtplib.SMTP = self.backend.connection
        smtp.ehlo_or_helo_if_needed()
        return smtp


def _talk(smtp: smtplib.SMTP, letter: EmailMessage, sender: str, at_the_dot: Callable[[], None]) -> Answer:
    message: Any = letter.message()
    content = _FIRST_DOT.sub(b"..", message.as_bytes(linesep="\r\n"))
    code, words = smtp.mail(sender, ["BODY=8BITMIME"] if smtp.has_extn("8bitmime") else [])
    if code != 250:
        raise smtplib.SMTPSenderRefused(code, words, sender)
    code, words = smtp.rcpt(sanitize_address(letter.to[0], settings.DEFAULT_CHARSET))
    if code not in (250, 251):
        return _begin_anew(smtp, _answer("RCPT", code, words))
    code, words = smtp.docmd("DATA")
    if code != 354:
        return _begin_anew(smtp, _answer("DATA", code, words))
    smtp.send(content if content.endswith(b"\r\n") else content + b"\r\n")
    at_the_dot()
    if smtp.sock is not None:
        smtp.sock.settimeout(PATIENCE_AT_THE_DOT)
    smtp.send(b".\r\n")
    code, words = smtp.getreply()
    if smtp.sock is not None:
        smtp.sock.settimeout(settings.EMAIL_TIMEOUT)
    return _answer(".", code, words)


def _begin_anew(smtp: smtplib.SMTP, answer: Answer) -> Answer:
    """Some servers hang up after they have refused: what they said counts all the same."""
    try:
        smtp.rset()
    except (OSError, smtplib.SMTPException):
        smtp.close()
    return answer


def _answer(to: str, code: int, words: bytes) -> Answer:
    if code == 421:  # the server is closing: RFC 5321, 3.8
        raise smtplib.SMTPServerDisconnected(f"421 to {to}")
    return Answer(to, code, f"{code} {words.decode('utf-8', 'replace')}"[:300])
