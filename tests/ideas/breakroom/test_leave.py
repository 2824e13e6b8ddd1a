"""The form of the poster: what it makes, what it answers, and that it leaves nothing behind on the phone."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from goda_exempel import roles
from goda_exempel.notices.models import Notice
from goda_exempel.working_days import add_working_days
from ideas.breakroom.workflow import renew
from ideas.models import Idea
from ideas.states import IdeaState
from tests.factories import make_user
from tests.ideas.breakroom.leaving import TEXTS, code_in, make_poster, make_stamp, send

pytestmark = pytest.mark.django_db


def assert_private(response: Any) -> None:
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_three_questions_of_which_one_must_be_answered() -> None:
    poster = make_poster()
    response = Client().get(poster.get_absolute_url())
    page = response.content.decode()
    assert response.status_code == 200
    assert_private(response)
    assert page.count("<textarea") == 3
    assert page.count(" required") == 1
    assert page.count("<script") == 0
    assert "Förskolan" in page
    assert "csrfmiddlewaretoken" not in page


def test_no_log_in_is_seen_here(client: Client) -> None:
    client.force_login(make_user(name="Inloggad Person"))
    response = client.get(make_poster().get_absolute_url())
    assert_private(response)
    assert "Inloggad Person" not in response.content.decode()


def test_each_opening_has_a_stamp_of_its_own() -> None:
    address = make_poster().get_absolute_url()
    stamps = {Client().get(address).content.decode().split('name="stamp" value="')[1].split('"')[0] for _ in range(2)}
    assert len(stamps) == 2


def test_receipt_says_number_name_date_and_code() -> None:
    poster = make_poster()
    response = send(poster, submitter_name="")
    idea = Idea.objects.get()
    page = response.content.decode()
    assert response.status_code == 200
    assert_private(response)
    assert idea.number in page
    assert "Karin Coach" in page
    assert idea.reply_due == add_working_days(timezone.localdate(), settings.REPLY_DAYS)
    assert f"<dd>{date_format(idea.reply_due)}</dd>" in page
    assert len(code_in(response).split()) == 5


def test_idea_is_held_and_its_coach_is_told() -> None:
    poster = make_poster()
    send(poster)
    idea = Idea.objects.get()
    assert (idea.state, idea.held, idea.confidential) == (IdeaState.SUBMITTED, True, False)
    assert (idea.submitter, idea.submitter_name, idea.unit) == (None, "Anonym medarbetare", poster.unit)
    assert {name: getattr(idea, name) for name in TEXTS} == TEXTS
    assert idea.title == "Krokar i barnens höjd"
    row = idea.history.get()
    assert (row.move, row.actor_label, row.label) == ("leave", "Den som lämnade idén", "Lämnad utan konto")
    notice = Notice.objects.get()
    assert notice.person == idea.coach
    assert notice.subject == f"Att släppa fram: idén {idea.number}"
    assert not any(text in notice.body for text in TEXTS.values())


def test_name_and_secrecy_are_a_choice() -> None:
    send(make_poster(), submitter_name="  Nisse\t i parken ", confidential="on", solution="Bara det här", problem="")
    idea = Idea.objects.get()
    assert (idea.submitter_name, idea.confidential, idea.problem) == ("Nisse i parken", True, "")


def test_in_english() -> None:
    address = make_poster().get_absolute_url()
    page = Client().get(f"/en{address}").content.decode()
    assert '<html lang="en">' in page
    assert "What is your idea?" in page
    assert f'action="/en{address}"' in page


def test_address_may_be_written_as_people_write() -> None:
    token = make_poster().token
    for written in (token, token.upper(), f"{token[:4]}-{token[4:]}", f"{token[:2]}_{token[2:]}"):
        assert Client().get(f"/lamna/{written}/").status_code == 200


def test_pressing_twice_makes_one_idea_and_shows_the_same_receipt() -> None:
    poster = make_poster()
    stamp = make_stamp(poster)
    first, second = (send(poster, stamp=stamp) for _time in range(2))
    assert Idea.objects.count() == 1
    assert code_in(first) == code_in(second) != ""
    assert Notice.objects.count() == 1


def test_replayed_later_it_makes_nothing_and_shows_no_code() -> None:
    poster = make_poster()
    stamp = make_stamp(poster)
    send(poster, stamp=stamp)
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        response = send(poster, stamp=stamp)
    assert Idea.objects.count() == 1
    assert code_in(response) == ""
    assert "redan inlämnad" in response.content.decode()


def test_same_form_with_another_text_asks_and_loses_nothing() -> None:
    poster = make_poster()
    stamp = make_stamp(poster)
    send(poster, stamp=stamp)
    response = send(poster, stamp=stamp, solution="En helt annan idé")
    page = response.content.decode()
    assert Idea.objects.count() == 1
    assert f"Du har redan lämnat {Idea.objects.get().number}" in page
    assert "En helt annan idé" in page
    fresh = page.split('name="stamp" value="')[1].split('"')[0]
    again = Client().post(poster.get_absolute_url(), {"solution": "En helt annan idé", "stamp": fresh})
    assert code_in(again)
    assert Idea.objects.count() == 2


def test_unknown_address() -> None:
    for token in ("abcd-efgh-jkmn", "x", "--", "y" * 500):
        response = Client().get(f"/lamna/{token}/")
        assert response.status_code == 404
        assert_private(response)
        assert "Adressen stämmer inte" in response.content.decode()


def test_old_poster_says_so_and_shows_what_was_written() -> None:
    poster = make_poster()
    renew(poster, by=make_user(roles.COACH))
    opened = Client().get(poster.get_absolute_url())
    assert opened.status_code == 410
    assert_private(opened)
    assert "Affischen är gammal" in opened.content.decode()
    sent = send(poster, solution="Skriven <b>under</b> tiden")
    assert sent.status_code == 410
    assert "Skriven &lt;b&gt;under&lt;/b&gt; tiden" in sent.content.decode()
    assert Idea.objects.count() == 0


def test_numbers_go_on_where_others_ended() -> None:
    poster = make_poster()
    for _time in range(3):
        send(poster)
    year = timezone.localdate().year
    assert list(Idea.objects.order_by("pk").values_list("number", flat=True)) == [
        f"IDE-{year}-{place:04d}" for place in (1, 2, 3)
    ]
