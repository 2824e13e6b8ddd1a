"""Asking for the newsletter, confirming and ending it, without an account."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult

from goda_exempel.clock.jobs import run_due
from goda_exempel.notices.sending import queue_left_letters
from ideas.breakroom.stamps import new_stamp
from stories.newsletter.forms import OUR_FORM
from stories.newsletter.links import confirm_link, end_link, end_link_of
from stories.newsletter.models import Subscriber
from stories.newsletter.subscribing import ask_for, opt_in, opt_out
from tests.factories import make_user
from tests.ideas.breakroom.leaving import make_poster, make_stamp
from tests.notices.letters import work
from tests.stories.newsletter.factories import make_subscriber
from tests.stories.newsletter.servers import PickyServer, listening

pytestmark = pytest.mark.django_db(transaction=True)

LINK = re.compile(r"http://127\.0\.0\.1:8000(/\S+)")


def strict(**extra: Any) -> Client:
    """A browser or a mail program without cookie and token."""
    return Client(enforce_csrf_checks=True, **extra)


def send(email: str, *, path: str = "/nyhetsbrev/", ago: int = 60, client: Client | None = None, **more: str) -> Any:
    stamp = new_stamp(OUR_FORM, timezone.now() - timedelta(seconds=ago)).signed
    return (client or strict()).post(path, {"email": email, "stamp": stamp, **more})


def path_of(link: str) -> str:
    return link.removeprefix("http://127.0.0.1:8000")


def link_in(letter: Any) -> str:
    found = LINK.search(letter.body)
    assert found is not None
    return found[1]


def assert_private(response: Any) -> None:
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    assert "csrfmiddlewaretoken" not in response.content.decode()


def test_from_the_page_over_the_letter_to_the_list() -> None:
    page = strict().get("/nyhetsbrev/")
    assert (page.status_code, page.content.decode().count("<script")) == (200, 0)
    assert_private(page)
    answer = send("Eva.Ek@Hemma.example")
    assert_private(answer)
    assert (answer.status_code, Subscriber.objects.active().count()) == (200, 0)
    work()
    (letter,) = mail.outbox
    assert letter.to == ["eva.ek@hemma.example"]
    link = link_in(letter)
    for look in (strict().get, strict().head):  # a scanner opens the link first
        assert_private_or_head(look(link))
        assert Subscriber.objects.active().count() == 0
    for _press in range(2):
        answer = strict().post(link)
        assert_private(answer)
        assert "<button" not in answer.content.decode().split("<main")[1]
    assert [row.address for row in Subscriber.objects.active()] == ["eva.ek@hemma.example"]


def assert_private_or_head(response: Any) -> None:
    assert (response.status_code, response.headers["Cache-Control"]) == (200, "no-store")


def test_the_answer_does_not_tell_who_gets_it_already() -> None:
    make_subscriber("har@hemma.example")
    employee = make_user(email="anstalld@exempelkommunen.example")
    opt_in(employee)
    make_subscriber("studsar@hemma.example", bounced_at=timezone.now())
    addresses = ["ny@hemma.example", "har@hemma.example", "studsar@hemma.example", employee.email]
    answers = [send(address) for address in addresses]
    pages = {answer.content.decode().replace(address, "X") for address, answer in zip(addresses, answers, strict=True)}
    assert ({answer.status_code for answer in answers}, len(pages)) == ({200}, 1)
    work()
    asked = {letter.to[0]: "bekrafta" in letter.body for letter in mail.outbox}
    assert asked == dict(zip(addresses, [True, False, True, False], strict=True))
    assert all("avsluta" in letter.body for letter in mail.outbox if not asked[letter.to[0]])


def test_an_address_in_other_letters_is_the_same_address() -> None:
    for email in ("eva@hemma.example", "EVA@hemma.example", " Eva@Hemma.example "):
        send(email)
    assert [row.email for row in Subscriber.objects.all()] == ["eva@hemma.example"]


@pytest.mark.parametrize("email", ["", "eva", "eva@", "@hemma.example", "e va@hemma.example", "a@b\r\nBcc: c@d.se"])
def test_what_is_no_address_is_said_at_the_field_and_kept(email: str) -> None:
    answer = send(email)
    assert (answer.status_code, Subscriber.objects.count()) == (200, 0)
    assert 'class="error-summary"' in answer.content.decode()


def test_a_form_from_elsewhere_or_too_quick_or_old_is_shown_again_and_then_taken() -> None:
    poster_stamp = make_stamp(make_poster()).signed
    quick = new_stamp(OUR_FORM, timezone.now()).signed
    old = new_stamp(OUR_FORM, timezone.now() - timedelta(hours=7)).signed
    for stamp in ("", "x:y", poster_stamp, quick, old):
        answer = strict().post("/nyhetsbrev/", {"email": "eva@hemma.example", "stamp": stamp})
        page = answer.content.decode()
        assert (answer.status_code, "eva@hemma.example" in page, Subscriber.objects.count()) == (200, True, 0)
    renewed = page.split('name="stamp" value="')[1].split('"')[0]
    strict().post("/nyhetsbrev/", {"email": "eva@hemma.example", "stamp": renewed})
    assert Subscriber.objects.count() == 1


def test_a_robot_is_answered_and_nothing_is_done() -> None:
    answer = send("eva@hemma.example", hemsida="https://spam.example")
    assert answer.content == send("eva@hemma.example").content
    assert Subscriber.objects.count() == 1
    Subscriber.objects.all().delete()
    send("eva@hemma.example", hemsida="https://spam.example")
    assert Subscriber.objects.count() == 0


def test_nobody_can_fill_an_inbox_with_questions() -> None:
    answers = [send("eva@hemma.example") for _time in range(5)]
    work()
    assert ({answer.content for answer in answers}, len(mail.outbox)) == ({answers[0].content}, 1)
    for day in (0, 1):
        with time_machine.travel(timezone.now() + timedelta(days=day, minutes=1)):
            for _time in range(5):
                send("eva@hemma.example")
                work()
    assert len(mail.outbox) == 1 + 0 + 3  # the first day's three presses were used up, and made one letter


def test_one_place_asks_for_so_many_and_no_more() -> None:
    statuses = [send(f"eva{number}@hemma.example").status_code for number in range(22)]
    assert statuses == [200] * 20 + [429] * 2
    assert Subscriber.objects.count() == 20
    elsewhere = send("eva21@hemma.example", client=strict(REMOTE_ADDR="198.51.100.7"))
    assert elsewhere.status_code == 200


def test_the_link_ends_after_three_days_and_the_address_is_removed() -> None:
    subscriber = ask_for("eva@hemma.example", "sv")
    path, now = path_of(confirm_link(subscriber)), timezone.now()
    with time_machine.travel(now + timedelta(days=2, hours=23)):
        run_due(timezone.now())
        assert strict().get(path).status_code == 200
    with time_machine.travel(now + timedelta(days=3, minutes=1)):
        assert [strict().get(path).status_code, strict().post(path).status_code] == [410, 410]
        run_due(timezone.now())
        assert not Subscriber.objects.exists()
    assert strict().post(path).status_code == 410


def test_confirmed_addresses_are_not_forgotten_and_bounced_ones_are_after_a_year() -> None:
    now = timezone.now()
    kept = make_subscriber(asked_at=now - timedelta(days=900))
    make_subscriber(bounced_at=now - timedelta(days=366))
    recent = make_subscriber(bounced_at=now - timedelta(days=300))
    run_due(now)
    assert set(Subscriber.objects.all()) == {kept, recent}


def test_an_address_that_letters_came_back_from_can_be_confirmed_again() -> None:
    subscriber = make_subscriber("eva@hemma.example", bounced_at=timezone.now())
    send("eva@hemma.example")
    work()
    strict().post(link_in(mail.outbox[0]))
    subscriber.refresh_from_db()
    assert subscriber.is_active


@pytest.mark.parametrize("token", ["x", "1", "1:x", ":", "å", "1:" + "x" * 3000])
def test_addresses_that_we_have_not_signed_do_nothing(token: str) -> None:
    make_subscriber()
    for press in (strict().get, strict().post):
        assert press(f"/nyhetsbrev/bekrafta/{token}/").status_code == 410
        assert press(f"/nyhetsbrev/avsluta/{token}/").status_code == 404
    assert Subscriber.objects.active().count() == 1


def test_links_are_of_one_person_and_one_purpose() -> None:
    one, other = make_subscriber(), make_subscriber(confirmed_at=None)
    end, confirm = end_link(one.pk), confirm_link(other)
    crossed = path_of(end).replace("avsluta", "bekrafta"), path_of(confirm).replace("bekrafta", "avsluta")
    changed = path_of(end).replace(f"/{one.pk}:", f"/{other.pk}:")
    assert [strict().post(path).status_code for path in (*crossed, changed)] == [410, 404, 404]
    assert Subscriber.objects.count() == 2


def test_one_press_in_the_mail_program_ends_it() -> None:
    """RFC 8058: a POST of List-Unsubscribe=One-Click without cookie, token or page before it."""
    subscriber, other = make_subscriber(), make_subscriber()
    path = path_of(end_link(subscriber.pk))
    for _press in range(2):
        answer = strict().post(path, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        assert_private(answer)
    assert list(Subscriber.objects.all()) == [other]


def test_an_old_link_ends_what_was_asked_for_anew_at_the_same_address() -> None:
    person, other = make_user(email="Eva.Ek@exempelkommunen.example"), make_subscriber()
    opt_in(person)
    old = path_of(end_link_of(Subscriber.objects.get(person=person)))
    opt_out(person)
    opt_in(person)
    assert strict().post(old).status_code == 200
    assert list(Subscriber.objects.all()) == [other]

    citizen = make_subscriber("bo@hemma.example")
    old = path_of(end_link_of(citizen))
    strict().post(old)
    again = make_subscriber("Bo@hemma.example")
    assert again.pk != citizen.pk
    strict().post(old)
    assert list(Subscriber.objects.all()) == [other]


def test_looking_at_the_link_that_ends_it_changes_nothing() -> None:
    subscriber = make_subscriber()
    for look in (strict().get, strict().head):
        assert look(path_of(end_link(subscriber.pk))).status_code == 200
    page = strict().get(path_of(end_link(subscriber.pk))).content.decode()
    assert page.split("<main")[1].count("<button") == 1
    assert Subscriber.objects.active().count() == 1


def test_letters_and_pages_follow_the_language_in_which_it_was_asked_for() -> None:
    answer = send("ellen@hemma.example", path="/en/nyhetsbrev/")
    assert "Look in your inbox" in answer.content.decode()
    work()
    assert "Do you want the newsletter" in mail.outbox[0].subject
    assert link_in(mail.outbox[0]).startswith("/en/nyhetsbrev/bekrafta/")
    subscriber = Subscriber.objects.get()
    end = path_of(end_link(subscriber.pk, subscriber.language))
    assert end.startswith("/en/nyhetsbrev/avsluta/")
    with translation.override("sv"):
        swedish_path = path_of(end_link(subscriber.pk))
    answer = strict().get(swedish_path)
    assert ("Do you want no more newsletters?" in answer.content.decode(), answer.headers["Content-Language"]) == (
        True,
        "en",
    )


def test_no_log_in_is_seen_here(client: Client) -> None:
    client.force_login(make_user(name="Inloggad Person"))
    answer = client.get("/nyhetsbrev/")
    assert_private(answer)
    assert "Inloggad Person" not in answer.content.decode()


@pytest.mark.parametrize("path", ["/", "/goda-exempel/", "/personuppgifter/"])
def test_public_pages_lead_to_it(path: str) -> None:
    assert 'href="/nyhetsbrev/"' in Client().get(path).content.decode()


def test_a_question_whose_worker_was_killed_is_asked_again_once() -> None:
    ask_for("eva@hemma.example", "sv")
    DBTaskResult.objects.update(status="RUNNING")
    assert [queue_left_letters() for _time in range(2)] == [1, 0]
    work()
    assert ([letter.to for letter in mail.outbox], queue_left_letters()) == ([["eva@hemma.example"]], 0)


def test_an_address_that_does_not_exist_is_asked_once(server: PickyServer) -> None:
    server.answers = {("RCPT", "finns-inte@hemma.example"): "550 5.1.1 User unknown"}
    ask_for("finns-inte@hemma.example", "sv")
    work()
    assert (Subscriber.objects.get().mailed_at is None, DBTaskResult.objects.ready().count()) == (False, 0)


def test_a_question_waits_for_a_mail_server_that_is_down(port: int) -> None:
    ask_for("eva@hemma.example", "sv")
    work()
    picky = PickyServer()
    with listening(picky, port), time_machine.travel(timezone.now() + timedelta(minutes=2)):
        work()
    assert [str(letter["To"]) for letter in picky.letters] == ["eva@hemma.example"]
