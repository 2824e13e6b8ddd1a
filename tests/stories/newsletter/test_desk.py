"""The desk's pages of the newsletter: write, look, schedule, send, and see how it goes."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertNumQueries

from goda_exempel import roles
from goda_exempel.accounts.models import User
from stories.months.reading import previous_month
from stories.newsletter.models import Delivery, Issue
from stories.newsletter.workflow import begin, schedule
from tests.factories import make_user
from tests.stories.newsletter.factories import (
    begin_issue,
    desk,
    make_issue,
    make_story_of_month,
    make_subscriber,
    make_subscribers,
    this_month,
)

pytestmark = pytest.mark.django_db

ACTS = ("trial", "send", "schedule", "unschedule", "rest", "end")


def address(name: str, month: date | None = None) -> str:
    month = month or this_month()
    return reverse(f"stories:newsletter_{name}", args=[month.year, month.month])


def signed_in(person: User | None = None) -> Client:
    client = Client()
    client.force_login(person or desk())
    return client


def seen_on(page: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    assert found is not None
    return found[1]


def press_send(client: Client) -> Any:
    page = client.get(address("issue")).content.decode()
    return client.post(address("send"), {"seen": seen_on(page)})


def test_the_letter_is_proposed_with_the_headline_of_the_months_story() -> None:
    story = make_story_of_month()
    page = signed_in().get(address("issue")).content.decode()
    assert f'value="{story.title}"' in page
    assert not Issue.objects.exists()


def test_what_is_written_is_saved_and_there_are_no_two_of_a_month() -> None:
    client = signed_in()
    for subject in ("Ett ämne", "Ett annat"):
        answer = client.post(address("issue"), {"subject": subject, "greeting": "Hej!\n\nDå."})
        assert (answer.status_code, answer.headers["Location"]) == (302, address("issue"))
    row = Issue.objects.get()
    assert (row.month, row.subject, row.greeting) == (this_month(), "Ett annat", "Hej!\n\nDå.")


@pytest.mark.parametrize("subject", ["", "x" * 121, "Bell\x07", "19121212-1212"])
def test_what_can_not_be_a_subject_is_said_and_kept(subject: str) -> None:
    make_issue()
    answer = signed_in().post(address("issue"), {"subject": subject, "greeting": "En hälsning att behålla"})
    assert answer.status_code == 200
    assert "error-summary" in answer.content.decode()
    assert "En hälsning att behålla" in answer.content.decode()
    assert Issue.objects.get().subject == "Soppan som barnen lagar"


@pytest.mark.parametrize("path", ["2026-13/", "1999-12/", "2031-01/", "2020-01/"])
def test_months_that_nobody_writes_letters_of_have_none(path: str) -> None:
    with time_machine.travel("2026-11-20 12:00"):
        assert signed_in().get(f"/redaktion/nyhetsbrev/{path}").status_code == 404


def test_a_letter_that_was_begun_is_there_for_ever() -> None:
    month = date(2014, 1, 1)
    make_issue(month)
    assert signed_in().get(address("issue", month)).status_code == 200


def test_send_now_sends_to_all_what_was_on_the_page() -> None:
    make_subscribers(2)
    make_story_of_month()
    person = desk()
    answer = press_send(signed_in(person))
    assert answer.status_code == 302
    row = Issue.objects.get()
    assert (row.state, row.sent_by, Delivery.objects.count()) == (Issue.State.SENDING, person, 2)


def test_a_letter_that_was_changed_meanwhile_is_shown_and_not_sent() -> None:
    make_subscribers(1)
    make_story_of_month()
    client = signed_in()
    seen = seen_on(client.get(address("issue")).content.decode())
    make_issue(greeting="Någon annans hälsning")
    for stale in (seen, "", "x"):
        answer = client.post(address("send"), {"seen": stale})
        assert (answer.status_code, Delivery.objects.count()) == (409, 0)
        assert "Någon annans hälsning" in answer.content.decode()


def test_the_second_of_two_presses_changes_nothing_and_says_so() -> None:
    make_subscribers(1)
    make_story_of_month()
    client = signed_in()
    seen = {"seen": seen_on(client.get(address("issue")).content.decode())}
    assert [client.post(address("send"), seen).status_code for _press in range(2)] == [302, 409]
    assert Delivery.objects.count() == 1


def test_scheduled_for_a_swedish_time_and_called_off() -> None:
    make_story_of_month(publish_at=timezone.now() - timedelta(days=1), month=this_month())
    client, day = signed_in(), timezone.localdate() + timedelta(days=3)
    answer = client.post(address("schedule"), {"day": day.isoformat(), "clock": "08.30"})
    assert answer.status_code == 302
    row = Issue.objects.get()
    assert (row.state, row.send_at) == (
        Issue.State.SCHEDULED,
        datetime.combine(day, time(8, 30), timezone.get_default_timezone()),
    )
    assert client.post(address("unschedule")).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.send_at) == (Issue.State.DRAFT, None)


@pytest.mark.parametrize(
    ("day", "clock"),
    [("", "08.00"), ("2026-11-20", "x"), ("2026-11-20", "07.00"), ("2027-03-28", "02.30"), ("2099-01-01", "08.00")],
)
def test_a_time_that_can_not_be_is_said_at_its_field(day: str, clock: str) -> None:
    with time_machine.travel("2026-11-20 12:00"):
        make_story_of_month()
        answer = signed_in().post(address("schedule"), {"day": day, "clock": clock})
        assert answer.status_code == 200
        assert 'href="#id_plan_' in answer.content.decode()
        assert Issue.objects.get().send_at is None


def test_nothing_can_be_scheduled_before_its_story_is_out() -> None:
    answer = signed_in().post(
        address("schedule"), {"day": (timezone.localdate() + timedelta(days=1)).isoformat(), "clock": "08.00"}
    )
    assert (answer.status_code, Issue.objects.get().send_at) == (409, None)


def test_what_is_done_with_a_letter_in_the_wrong_state_is_told_kindly() -> None:
    issue, client = begin_issue(1), signed_in()
    later = {"day": (timezone.localdate() + timedelta(days=1)).isoformat(), "clock": "08.00"}
    statuses = {name: client.post(address(name), later).status_code for name in ACTS if name != "trial"}
    assert statuses == dict.fromkeys(("send", "schedule", "unschedule", "rest", "end"), 409)
    issue.refresh_from_db()
    assert (issue.state, Delivery.objects.count()) == (Issue.State.SENDING, 1)


@pytest.mark.parametrize("name", ACTS)
def test_who_may(name: str) -> None:
    make_story_of_month()
    make_issue()
    path = address(name)
    assert signed_in().get(path).status_code == 405
    assert signed_in(make_user(roles.ADMINISTRATOR, roles.COACH)).post(path).status_code == 403
    assert Client().post(path).headers["Location"].startswith("/logga-in/")
    assert (Issue.objects.get().state, Delivery.objects.count()) == (Issue.State.DRAFT, 0)


def test_the_desk_sees_how_many_and_never_who() -> None:
    for email in ("karin@hemma.example", "nisse@hemma.example"):
        make_subscriber(email)
    make_subscriber("vantar@hemma.example", confirmed_at=None)
    make_subscriber("studsar@hemma.example", bounced_at=timezone.now())
    issue = begin_issue()
    first, second = Delivery.objects.order_by("pk")
    Delivery.objects.filter(pk=first.pk).update(state="bounced", answer="550 <karin@hemma.example>: unknown")
    client = signed_in()
    pages = [client.get(path).content.decode() for path in (reverse("stories:newsletter"), issue.get_absolute_url())]
    assert not [page for page in pages if "hemma.example" in page]
    facts = re.findall(r"<dt>([^<]+)</dt><dd>(\d+)</dd>", pages[1])
    assert [value for _name, value in facts] == ["2", "0", "1", "0", "1", "2", "0", "1", "1"]
    assert second.state == "waiting"


def test_the_list_asks_as_often_for_one_letter_as_for_many() -> None:
    client = signed_in()
    month = this_month()
    make_issue(month)
    path = reverse("stories:newsletter")
    client.get(path)
    with assertNumQueries(9):
        assert client.get(path).status_code == 200
    for _number in range(12):
        month = previous_month(month)
        make_story_of_month(month)
        make_issue(month)
    with assertNumQueries(9):
        assert client.get(path).status_code == 200


def test_the_list_has_months_to_come_and_all_letters_there_were() -> None:
    with time_machine.travel("2026-11-20 12:00"):
        make_issue(date(2025, 3, 1), subject="Gammalt brev")
        page = signed_in().get(reverse("stories:newsletter")).content.decode()
    months = re.findall(r'href="/redaktion/nyhetsbrev/(\d+-\d+)/"', page)
    assert months == ["2026-12", "2026-11", "2026-10", "2026-9", "2025-3"]
    assert "Gammalt brev" in page


def test_a_scheduled_letter_shows_the_story_that_will_be_out_by_then() -> None:
    later = timezone.now() + timedelta(days=1)
    story = make_story_of_month(publish_at=later)
    client = signed_in()
    assert story.title not in client.get(address("text")).content.decode()
    schedule(make_issue().month, later + timedelta(hours=1), by=desk())
    assert story.title in client.get(address("text")).content.decode()


def test_the_desks_first_page_leads_here() -> None:
    assert f'href="{reverse("stories:newsletter")}"' in signed_in().get(reverse("stories:desk")).content.decode()


def test_a_title_that_is_html_is_text_on_the_desks_pages() -> None:
    vector = '"><img src=x onerror=alert(1)>'
    make_subscriber()
    make_story_of_month(title=vector)
    issue = make_issue(subject=vector, greeting=vector)
    client = signed_in()
    for _state in range(2):
        for path in (reverse("stories:newsletter"), issue.get_absolute_url()):
            page = client.get(path).content.decode()
            assert ("<img src=x" in page, "&lt;img src=x" in page) == (False, True)
        if issue.may_be_changed:
            issue = begin(issue.month, by=None)
