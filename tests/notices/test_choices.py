"""How a person wants each kind by e-mail, and that what waits follows the choice."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from goda_exempel.notices.choices import choices_of, choose
from goda_exempel.notices.digests import gather
from goda_exempel.notices.kinds import CHOOSABLE, Frequency, NoticeKind
from goda_exempel.notices.models import Digest, Notice, NoticeChoice
from tests.factories import make_user
from tests.mail_server import MailServer
from tests.notices.letters import say, work

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/notiser/installningar/"
EVERYTHING = {kind.value: "weekly" for kind in CHOOSABLE}


def test_everything_comes_at_once_until_one_chooses() -> None:
    assert choices_of(make_user()) == dict.fromkeys(["task", "followed", "comment", "call", "story"], "at_once")


def test_one_chooses_on_a_page_and_sees_the_choice(client: Client) -> None:
    person, other = make_user(), make_user()
    client.force_login(person)
    page = client.get(PAGE).content.decode()
    assert page.count('type="radio"') == 20
    assert page.count(" checked") == 5
    answer = client.post(PAGE, EVERYTHING | {"comment": "never"}, follow=True)
    assert "Dina val är sparade." in answer.content.decode()
    assert choices_of(person) == EVERYTHING | {"comment": "never"}
    assert choices_of(other) == dict.fromkeys(EVERYTHING, "at_once")
    page = client.get("/mig/").content.decode()
    assert page.count("En gång i veckan") == 4
    assert page.count("<dd>Aldrig</dd>") == 1


def test_what_happens_with_own_ideas_can_not_be_switched_off(client: Client) -> None:
    person = make_user()
    client.force_login(person)
    client.post(PAGE, EVERYTHING | {"own": "never"})
    choose(person, {"own": "never"})
    assert not NoticeChoice.objects.filter(kind="own").exists()
    with pytest.raises(IntegrityError, match="own_ideas_are_always_told"), transaction.atomic():
        NoticeChoice.objects.create(person=person, kind="own", frequency="never")


@pytest.mark.parametrize("data", [{}, EVERYTHING | {"task": "hourly"}, EVERYTHING | {"task": ""}])
def test_a_choice_that_is_none_is_told_and_the_others_are_kept_on_the_page(
    client: Client, data: dict[str, str]
) -> None:
    person = make_user()
    client.force_login(person)
    answer = client.post(PAGE, data)
    assert answer.status_code == 200
    assert "task" in answer.context["form"].errors
    assert choices_of(person)["comment"] == "at_once"


def test_never_means_no_letter_but_a_notice(server: MailServer) -> None:
    person = make_user()
    choose(person, {"comment": "never"})
    say(person)
    say(person, NoticeKind.OWN)
    work()
    assert person.notices.count() == 2
    assert len(server.letters) == 1


def test_own_ideas_are_told_at_once_whatever_is_chosen(server: MailServer) -> None:
    person = make_user()
    choose(person, dict.fromkeys(EVERYTHING, Frequency.NEVER))
    say(person, NoticeKind.OWN)
    work()
    assert len(server.to(person.email)) == 1


def test_who_chooses_never_gets_no_letter_that_still_waits(server: MailServer) -> None:
    person = make_user()
    say(person)
    choose(person, {"comment": "never"})
    work()
    choose(person, {"comment": "at_once"})
    work()
    assert server.letters == []
    assert person.notices.count() == 1


def test_who_chooses_at_once_gets_what_waits_now_and_once(server: MailServer) -> None:
    person = make_user()
    choose(person, {"comment": "weekly"})
    say(person)
    work()
    assert server.letters == []
    choose(person, {"comment": "at_once"})
    work()
    gather(timezone.now() + timedelta(days=9))
    work()
    assert len(server.letters) == 1


def test_who_chooses_daily_while_a_letter_is_queued_gets_it_in_the_morning_instead(server: MailServer) -> None:
    person = make_user()
    say(person)
    choose(person, {"comment": "daily"})
    work()
    assert server.letters == []
    gather(timezone.now() + timedelta(days=2))
    work()
    assert len(server.letters) == 1
    assert Notice.objects.get().sent_at is not None


def test_who_leaves_a_gathered_letter_unsent_by_choosing_never_gets_nothing(server: MailServer) -> None:
    person = make_user()
    choose(person, {"comment": "daily"})
    say(person)
    gather(timezone.now() + timedelta(days=2))
    choose(person, {"comment": "never"})
    work()
    assert server.letters == []
    assert not Digest.objects.exists()
