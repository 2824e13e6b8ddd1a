"""A real receiver on loopback, that answers as it is told to and remembers what it got."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

DIES: Final = -1  # reads the whole message and hangs up
SLOW: Final = -2  # reads it and says nothing
TRICKLES: Final = -3  # answers a letter at a time, without end


@dataclass
class Message:
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    """``answers`` are given one after the other, the last one for ever."""

    url: str
    answers: list[int] = field(default_factory=lambda: [204])
    got: list[Message] = field(default_factory=list)

    @property
    def ids(self) -> list[str]:
        return [message.headers["webhook-id"] for message in self.got]


class Handler(BaseHTTPRequestHandler):
    receiver: Receiver
    ended: threading.Event

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.receiver.got.append(Message(self.path, headers, body))
        answers = self.receiver.answers
        self.answer(answers.pop(0) if len(answers) > 1 else answers[0])

    def answer(self, status: int) -> None:
        if status == DIES:
            self.connection.shutdown(socket.SHUT_RDWR)
        elif status == SLOW:
            self.ended.wait(30)
        elif status == TRICKLES:
            self.trickle()
        else:
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", f"{self.receiver.url}/elsewhere")
            self.end_headers()

    def trickle(self) -> None:
        try:
            while not self.ended.is_set():
                self.wfile.write(b"H")
                time.sleep(0.05)
        except OSError:
            self.close_connection = True

    def log_request(self, *_of_it: Any) -> None:
        """Not into the output of the tests."""


@contextmanager
def receiving() -> Iterator[Receiver]:
    ended = threading.Event()
    handler = type("OneReceiver", (Handler,), {"ended": ended})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    receiver = Receiver(f"http://127.0.0.1:{server.server_port}/hook")
    handler.receiver = receiver  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield receiver
    finally:
        ended.set()
        server.shutdown()
        thread.join()
        server.server_close()
