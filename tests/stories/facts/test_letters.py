"""What those who are asked get by mail, over real SMTP, and the reminders after 3 and 7 days."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from goda_exempel.clock.jobs import run_due
from goda_exempel.notices.models import Notice, OutsideLetter
from stories.facts.links import link_to
from stories.facts.models import FactCheck
from stories.facts.workflow import give_reminders
from stories.models import Story
from stories.workflow import ENGINE, change
from tests.mail_server import MailServer
from tests.notices.letters import work
from tests.stories.facts.asking import OUTSIDER, current, ended, make_asked, say

MONDAY = datetime(2026, 6, 1, 8, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_the_letter_leads_to_the_page(server: MailServer, client: Client) -> None:
    check = make_asked()
    work()
    (letter,) = server.to("anna@skola.example")
    text = letter.get_content()
    assert (letter["To"], letter.get_content_type()) == ("anna@skola.example", "text/plain")
    assert link_to(check) in text
    assert "Hej Anna Berg," in text
    assert "None" not in text
    assert client.get(link_to(check).partition("://")[2].partition("/")[2].join(("/", ""))).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_title_that_is_markup_is_text_in_the_mail(server: MailServer) -> None:
    title = '"><img src=x onerror=alert(1)>'
    check = make_asked(title=title)
    work()
    (letter,) = server.to("anna@skola.example")
    assert letter["Subject"].endswith(title)
    assert (letter.is_multipart(), title in letter.get_content(), link_to(check) in letter.get_content()) == (
        False, True, True,
    )  # fmt: skip


@pytest.mark.django_db
def test_a_title_with_line_breaks_makes_no_header() -> None:
    make_asked(title="Soppa\r\nBcc: x@y.example")
    assert "\n" not in OutsideLetter.objects.get().subject


@pytest.mark.django_db
def test_without_an_address_nobody_is_written_to_but_the_link_is_there() -> None:
    check = make_asked(outsider={**OUTSIDER, "email": ""})
    assert (OutsideLetter.objects.count(), check.answer, check.expires_at is not None) == (0, "asked", True)


@pytest.mark.django_db
def test_who_has_said_no_to_being_named_is_not_asked() -> None:
    check = make_asked()
    contributor = check.contributor
    assert contributor is not None
    contributor.naming = "no"
    contributor.save()
    story = ENGINE.perform(check.story, "send_back", by=check.story.writer, reason="Mer.")
    FactCheck.objects.filter(without_account=True).delete()
    ENGINE.perform(story, "ask_facts", by=story.writer)
    assert not FactCheck.objects.filter(without_account=True).exists()


@pytest.mark.django_db
def test_somebody_of_two_ideas_is_asked_once() -> None:
    check = make_asked()
    other = check.story.ideas.get()
    other.contributors.create(**OUTSIDER)
    ENGINE.perform(check.story, "send_back", by=check.story.writer, reason="Mer.")
    ENGINE.perform(check.story, "ask_facts", by=check.story.writer)
    assert FactCheck.objects.filter(without_account=True).count() == 1


def reminded(check: FactCheck, *after: float) -> list[int]:
    """How many letters had gone to the outsider by the times, in days after the question."""
    counts = []
    for days in after:
        give_reminders(check.asked_at + timedelta(days=days))
        counts.append(OutsideLetter.objects.filter(email=check.email).count())
    return counts


@pytest.mark.django_db
def test_reminders_come_after_3_and_7_days_once_each() -> None:
    assert reminded(make_asked(), 2.9, 3, 3.1, 6.9, 7, 7.1, 12, 20) == [1, 2, 2, 2, 3, 3, 3, 3]


@pytest.mark.django_db
def test_a_clock_that_stood_still_reminds_once() -> None:
    assert reminded(make_asked(), 8, 8.1, 9) == [2, 2, 2]


@pytest.mark.django_db
def test_the_clock_runs_the_reminders() -> None:
    check = make_asked()
    at = check.asked_at + timedelta(days=3)
    with time_machine.travel(at, tick=False):
        assert "reminders of fact checks" in run_due(at)
    assert current(check).reminded_after == 3


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["stammer", "andra", "avsta"])
def test_who_has_answered_for_the_text_is_not_reminded(client: Client, what: str) -> None:
    check = make_asked()
    say(client, check, what, comment="Så här.")
    assert reminded(check, 3, 7) == [1, 1]


@pytest.mark.django_db
def test_who_answered_for_an_earlier_text_is_reminded_from_the_change_on(client: Client) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        check = make_asked()
        say(client, check, "stammer")
        clock.move_to(MONDAY + timedelta(days=5))
        story = Story.objects.get(pk=check.story_id)
        assert story.writer is not None
        change(story, {"lead": "Ny."}, by=story.writer, seen=story.version)
        check = current(check)
        assert check.asked_at == MONDAY + timedelta(days=5)
        assert reminded(check, 2.9, 3, 7) == [2, 3, 4]


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["ended", "expired", "sent back"])
def test_who_can_not_answer_is_not_reminded(how: str) -> None:
    check = make_asked()
    if how == "ended":
        ended(check)
    elif how == "expired":
        FactCheck.objects.filter(pk=check.pk).update(expires_at=timezone.now())
    else:
        ENGINE.perform(check.story, "send_back", by=check.story.writer, reason="Mer.")
    assert reminded(check, 3, 7) == [1, 1]


@pytest.mark.django_db
def test_who_has_an_account_is_reminded_by_notice() -> None:
    check = make_asked()
    FactCheck.objects.filter(without_account=False).update(answer="asked")
    person = FactCheck.objects.get(without_account=False).person
    assert person is not None
    Notice.objects.all().delete()
    for days in (3, 4, 7, 8):
        give_reminders(check.asked_at + timedelta(days=days))
    told: list[Any] = list(Notice.objects.values_list("person", "url"))
    assert told == [(person.pk, f"/redaktion/{check.story_id}/faktakoll/")] * 2
