"""Letters that come back, as mail servers write of them (RFC 3464), and whose address that stops."""

import io
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from pytest_django import Settings

from stories.newsletter.links import return_address
from stories.newsletter.models import Delivery, Subscriber
from tests.notices.letters import work
from tests.stories.newsletter.factories import begin_issue, make_subscriber
from tests.stories.newsletter.servers import PickyServer

pytestmark = pytest.mark.django_db(transaction=True)

REPORTS = Path(__file__).parent / "reports"


@pytest.fixture(autouse=True)
def with_address(settings: Settings) -> None:
    settings.NEWSLETTER_BOUNCES = "studs@exempelkommunen.example"


@pytest.fixture
def sent(with_address: None) -> Delivery:
    """A letter that was sent to an address, and one beside it that is not concerned."""
    make_subscriber("karin@hemma.example")
    make_subscriber("granne@hemma.example")
    begin_issue()
    work()
    return Delivery.objects.get(subscriber__email="karin@hemma.example")


def report(name: str, to: str) -> bytes:
    return (REPORTS / f"{name}.eml").read_bytes().replace(b"RETURN-ADDRESS", to.encode())


def read(raw: bytes, monkeypatch: pytest.MonkeyPatch, **options: Any) -> str:
    """From standard input, as from the mail server's pipe."""
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
    said = io.StringIO()
    call_command("read_bounces", stdout=said, **options)
    return said.getvalue()


def active() -> set[str]:
    return {row.address for row in Subscriber.objects.active()}


BOTH = {"karin@hemma.example", "granne@hemma.example"}


@pytest.mark.parametrize("name", ["postfix-unknown-user", "exchange-unknown-user", "exim-mailbox-disabled"])
def test_a_final_failure_stops_that_address_alone(sent: Delivery, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    read(report(name, return_address(sent)), monkeypatch)
    assert active() == {"granne@hemma.example"}
    sent.refresh_from_db()
    assert sent.state == Delivery.State.BOUNCED


@pytest.mark.parametrize(
    "name", ["postfix-delayed", "postfix-soft-failed", "postfix-spam-policy", "out-of-office", "not-a-report"]
)
def test_what_is_not_final_or_not_about_the_address_stops_nobody(
    sent: Delivery, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    read(report(name, return_address(sent)), monkeypatch)
    assert active() == BOTH


def test_a_letter_goes_out_from_an_address_of_its_own(server: PickyServer) -> None:
    for _number in range(2):
        make_subscriber()
    begin_issue()
    work()
    wanted = {row.subscriber.address: return_address(row) for row in Delivery.objects.all() if row.subscriber}
    assert dict(zip(server.envelopes, server.senders, strict=True)) == wanted
    assert len(set(wanted.values())) == 2
    assert {letter["From"].addresses[0].addr_spec for letter in server.newsletters} == {
        "ingen-svarar@exempelkommunen.example"
    }


def test_without_an_address_for_it_letters_come_back_to_who_sends_them(server: PickyServer, settings: Settings) -> None:
    settings.NEWSLETTER_BOUNCES = ""
    begin_issue(1)
    work()
    assert server.senders == ["ingen-svarar@exempelkommunen.example"]


@pytest.mark.parametrize("change", ["mark", "number", "none"])
def test_an_address_that_we_have_not_made_stops_nobody(
    sent: Delivery, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    other = Delivery.objects.exclude(pk=sent.pk).get()
    mark = return_address(sent).partition("-")[2]
    forged = {
        "mark": f"studs+{sent.pk}-{'0' * 20}@exempelkommunen.example",
        "number": f"studs+{other.pk}-{mark}",
        "none": "studs@exempelkommunen.example",
    }
    assert read(report("postfix-unknown-user", forged[change]), monkeypatch) == "Not of a letter of ours.\n"
    assert active() == BOTH


def test_the_servers_own_word_for_whom_it_was_counts(sent: Delivery, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the pipe's variable or the option, also in capitals; the message's own headers may say something else."""
    raw = report("postfix-unknown-user", "studs@exempelkommunen.example")
    monkeypatch.setenv("ORIGINAL_RECIPIENT", return_address(sent).upper())
    read(raw, monkeypatch)
    assert active() == {"granne@hemma.example"}
    Subscriber.objects.update(bounced_at=None)
    monkeypatch.delenv("ORIGINAL_RECIPIENT")
    read(raw, monkeypatch, recipient=return_address(sent))
    assert active() == {"granne@hemma.example"}


def test_files_are_read_as_well(sent: Delivery, tmp_path: Path) -> None:
    other = Delivery.objects.exclude(pk=sent.pk).get()
    paths = []
    for number, row in enumerate((sent, other)):
        paths.append(tmp_path / f"{number}.eml")
        paths[-1].write_bytes(report("postfix-unknown-user", return_address(row)))
    call_command("read_bounces", *paths, stdout=io.StringIO())
    assert active() == set()


def test_an_old_letter_says_nothing_of_an_address_confirmed_since(
    sent: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    Subscriber.objects.filter(email="karin@hemma.example").update(confirmed_at=timezone.now())
    read(report("postfix-unknown-user", return_address(sent)), monkeypatch)
    assert active() == BOTH


def test_who_has_ended_it_meanwhile_is_no_trouble(sent: Delivery, monkeypatch: pytest.MonkeyPatch) -> None:
    Subscriber.objects.filter(email="karin@hemma.example").delete()
    read(report("postfix-unknown-user", return_address(sent)), monkeypatch)
    assert active() == {"granne@hemma.example"}


@pytest.mark.parametrize("raw", [b"", b"\x00\xff\xfe", b"Content-Type: multipart/report\r\n\r\n", b"To: x\r\n" * 9000])
def test_what_can_not_be_read_is_no_trouble(sent: Delivery, monkeypatch: pytest.MonkeyPatch, raw: bytes) -> None:
    assert read(raw, monkeypatch) == "Not of a letter of ours.\n"
    assert read(raw, monkeypatch, recipient=return_address(sent)).endswith("nothing changed.\n")
    assert active() == BOTH
