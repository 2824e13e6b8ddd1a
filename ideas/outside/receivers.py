"""Where webhooks may lead, and how they are sent: to no address of our own network, after no redirect, not for long.

The name is looked up once, each of its addresses is judged, and the connection goes to the address that was judged,
so that a name can not be made to lead elsewhere in between.
"""

import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import IPv4Address, IPv6Address, ip_address
from threading import Timer
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ideas.outside.models import Fault

ANSWERS_WITHIN: Final = 10.0  # seconds for each step
ALL_WITHIN: Final = 15.0  # seconds from the connection to the answer, however slowly it trickles
Address = IPv4Address | IPv6Address


class NotSentError(Exception):
    """A try that failed, with what went wrong and the status of the answer, if there was one."""

    def __init__(self, fault: Fault, status: int | None = None) -> None:
        super().__init__(fault.label)
        self.fault, self.status = fault, status


@dataclass(frozen=True, slots=True)
class Receiver:
    host: str
    port: int
    target: str
    secure: bool


def receiver_of(url: str) -> Receiver:
    """Where an address leads. Raises ValidationError with a sentence where a webhook may not be sent there."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise _wrong() from None
    if not host or parts.username is not None or parts.fragment or not url.isascii() or not url.isprintable():
        raise _wrong()
    secure = parts.scheme == "https"
    if not secure and not (parts.scheme == "http" and _is_demonstration(host)):
        raise ValidationError(_("The address has to begin with https://."), code="not_https")
    if host not in settings.WEBHOOK_HOSTS and (literal := _literal(host)) is not None and not is_open(literal):
        raise ValidationError(
            _("This address is inside the network. Give the receiver a name, and let it be allowed in the settings."),
            code="inside",
        )
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Receiver(host, port or (443 if secure else 80), target, secure)


def _wrong() -> ValidationError:
    return ValidationError(
        _("Write a whole address such as https://example.se/webhook, without a name, a password or a #."), code="wrong"
    )


def _is_demonstration(host: str) -> bool:
    """Only there, and only on the machine itself, may a webhook go without https."""
    literal = _literal(host)
    return bool(settings.DEMONSTRATION and (host == "localhost" or (literal is not None and literal.is_loopback)))


def _literal(host: str) -> Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def is_open(address: Address) -> bool:
    """Whether an address is of the open net; an IPv6 address that holds an IPv4 one is judged by that too."""
    if settings.DEMONSTRATION and address.is_loopback:
        return True
    inner = [address]
    if isinstance(address, IPv6Address):
        inner += [row for row in (address.ipv4_mapped, address.sixtofour, *(address.teredo or ())) if row is not None]
        if address in NAT64:
            inner.append(IPv4Address(int(address) & 0xFFFFFFFF))
    return all(row.is_global and not row.is_multicast for row in inner)


class _Nat64:
    """RFC 6052: the prefix under which a translator reaches IPv4."""

    def __contains__(self, address: IPv6Address) -> bool:
        return int(address) >> 32 == int(IPv6Address("64:ff9b::")) >> 32


NAT64: Final = _Nat64()


def addresses_of(receiver: Receiver) -> list[str]:
    """The addresses a name leads to, all of them judged. Raises NotSentError."""
    try:
        found = socket.getaddrinfo(receiver.host, receiver.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NotSentError(Fault.NAME) from None
    addresses = [str(row[4][0]).partition("%")[0] for row in found]
    if receiver.host not in settings.WEBHOOK_HOSTS and not all(is_open(ip_address(row)) for row in addresses):
        raise NotSentError(Fault.ADDRESS)
    return addresses


def post(url: str, body: bytes, headers: Mapping[str, str]) -> int:
    """Send a body and return the status it was accepted with. Raises NotSentError."""
    try:
        receiver = receiver_of(url)
    except ValidationError:
        raise NotSentError(Fault.ADDRESS) from None
    with _connection(receiver) as connection:
        connection.request("POST", receiver.target, body, {"Content-Type": "application/json", **headers})
        status = connection.getresponse().status
    if not 200 <= status < 300:
        raise NotSentError(Fault.ANSWER, status)
    return status


@contextmanager
def _connection(receiver: Receiver) -> Iterator[HTTPConnection]:
    """A connection that is cut when its time is out; what goes wrong on it is said in our own words."""
    addresses = addresses_of(receiver)
    connection = (HTTPSConnection if receiver.secure else HTTPConnection)(receiver.host, receiver.port)
    cut: list[bool] = []
    try:
        plain = socket.create_connection((addresses[0], receiver.port), timeout=ANSWERS_WITHIN)
        timer = Timer(ALL_WITHIN, _cut, [plain, cut])
        timer.daemon = True
        timer.start()
        try:
            connection.sock = _secured(plain, receiver.host) if receiver.secure else plain
            yield connection
        finally:
            timer.cancel()
            plain.close()
    except NotSentError:
        raise
    except ssl.SSLCertVerificationError:
        raise NotSentError(Fault.CERTIFICATE) from None
    except TimeoutError:
        raise NotSentError(Fault.TIMEOUT) from None
    except (OSError, HTTPException):
        raise NotSentError(Fault.TIMEOUT if cut else Fault.CONNECTION) from None
    finally:
        connection.close()


def _secured(plain: socket.socket, host: str) -> ssl.SSLSocket:
    return ssl.create_default_context().wrap_socket(plain, server_hostname=host)


def _cut(connection: socket.socket, cut: list[bool]) -> None:
    cut.append(True)
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
