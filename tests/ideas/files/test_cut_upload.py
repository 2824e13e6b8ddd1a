"""An upload that is cut at half, against the running portal over a real connection."""

import socket
import time
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

from goda_exempel.demonstration.people import LOGINS, PASSWORD
from ideas.files.models import IdeaFile
from ideas.models import Idea
from tests.ideas.files.files import PHOTOS
from tests.portal import RunningPortal

BOUNDARY = "half-a-photo"


def signed_in(portal: RunningPortal, email: str) -> tuple[str, str]:
    """The cookies of a person, and the token of a form."""
    with closing(HTTPConnection(urlsplit(portal.address).netloc)) as connection:
        page, cookies = _ask(connection, "GET", "/logga-in/")
        form = {"csrfmiddlewaretoken": _token(page), "username": email, "password": PASSWORD}
        _page, cookies = _ask(connection, "POST", "/logga-in/", cookies, urlencode(form))
        return cookies, _token(_ask(connection, "GET", "/ideer/mina/", cookies)[0])


def _ask(connection: HTTPConnection, method: str, path: str, cookies: str = "", body: str = "") -> tuple[str, str]:
    """The page and the cookies that came with it."""
    headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    page = answer.read().decode()
    return page, "; ".join(header.partition(";")[0] for header in answer.msg.get_all("Set-Cookie", []))


def _token(page: str) -> str:
    return page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]


def body(token: str) -> bytes:
    photo = (PHOTOS / "landscape_3.jpg").read_bytes()
    head = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n'
        "Content-Type: image/jpeg\r\n\r\n"
    )
    return head.encode() + photo + f"\r\n--{BOUNDARY}--\r\n".encode()


def send(portal: RunningPortal, path: str, cookies: str, data: bytes, part: float) -> bytes:
    """Send so much of the body, hang up for writing, and return what the portal says."""
    address = urlsplit(portal.address)
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {address.netloc}\r\nCookie: {cookies}\r\nConnection: close\r\n"
        f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\nContent-Length: {len(data)}\r\n\r\n"
    )
    with socket.create_connection((str(address.hostname), address.port or 80), timeout=30) as connection:
        connection.sendall(head.encode() + data[: int(len(data) * part)])
        if part < 1:
            connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65536), b""))


def kept(portal: RunningPortal, idea: Idea) -> tuple[int, int]:
    """Rows of the idea's files, and files in the folder."""
    with portal.data():
        rows = IdeaFile.objects.filter(idea=idea)
        return rows.count(), sum(1 for path in (portal.media / "ideas").rglob("*") if path.is_file())


def test_half_an_upload_leaves_nothing_and_the_whole_one_after_it_is_kept(portal: RunningPortal) -> None:
    with portal.data():
        idea = Idea.objects.filter(state="in_review", submitter__email__in=[row.email for row in LOGINS])[0]
        email = str(idea.submitter and idea.submitter.email)
    cookies, token = signed_in(portal, email)
    path, data, before = f"/ideer/{idea.number}/filer/", body(token), kept(portal, idea)
    for part in (0.1, 0.5, 0.99):
        answer = send(portal, path, cookies, data, part).decode()
        assert "kom inte fram hel" in answer or "Välj minst en fil." in answer
    time.sleep(0.5)
    assert kept(portal, idea) == before
    assert send(portal, path, cookies, data, 1).startswith(b"HTTP/1.1 302 ")
    assert kept(portal, idea) == (before[0] + 1, before[1] + 4)
