"""What stands between the form and those who misuse it; and that who is no robot never loses a text."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from goda_exempel.models import RateWindow
from ideas.breakroom import guards
from ideas.breakroom.stamps import new_stamp
from ideas.models import Idea
from tests.factories import make_unit
from tests.ideas.breakroom.leaving import code_in, make_poster, make_stamp, send

pytestmark = pytest.mark.django_db


def test_quicker_than_a_person_is_asked_to_press_again() -> None:
    poster = make_poster()
    now = timezone.now()
    stamp = new_stamp(poster.pk, now)
    with time_machine.travel(now + timedelta(seconds=2)):
        response = send(poster, stamp=stamp, solution="Snabbt skriven")
    assert response.status_code == 200
    assert "Tryck en gång till" in response.content.decode()
    assert "Snabbt skriven" in response.content.decode()
    assert Idea.objects.count() == 0
    with time_machine.travel(now + timedelta(seconds=4)):
        assert code_in(send(poster, stamp=stamp, solution="Snabbt skriven"))


def test_page_that_was_open_for_a_day_takes_one_more_press() -> None:
    poster = make_poster()
    response = send(poster, stamp=make_stamp(poster, ago=timedelta(hours=25)), solution="Från i går")
    page = response.content.decode()
    assert "har varit öppen länge" in page
    assert "Från i går" in page
    stamp = page.split('name="stamp" value="')[1].split('"')[0]
    again = Client().post(poster.get_absolute_url(), {"solution": "Från i går", "stamp": stamp})
    assert code_in(again)
    assert Idea.objects.count() == 1


@pytest.mark.parametrize("forged", ["", "x", "W10:abc", "a" * 250, "\ud800", "{}"])
def test_stamp_that_is_not_ours_makes_nothing(forged: str) -> None:
    poster = make_poster()
    data = {"solution": "Utan stämpel", "stamp": forged.encode("utf-8", "surrogatepass").decode("utf-8", "replace")}
    response = Client().post(poster.get_absolute_url(), data)
    assert "Utan stämpel" in response.content.decode()
    assert Idea.objects.count() == 0


def test_stamp_of_another_poster_makes_nothing() -> None:
    poster, other = make_poster(), make_poster(make_unit("Skolan"))
    stamp = make_stamp(other)
    send(poster, stamp=stamp)
    assert Idea.objects.filter(unit=other.unit).count() == 0
    assert Idea.objects.count() == 0


def test_robot_gets_a_receipt_and_makes_nothing() -> None:
    poster = make_poster()
    trapped = send(poster, hemsida="https://spam.example")
    assert trapped.status_code == 200
    assert Idea.objects.count() == 0
    real = send(poster)
    assert Idea.objects.count() == 1
    for page in (trapped, real):
        text = page.content.decode()
        assert "Tack för din idé" in text
        assert "Karin Coach" in text
        assert Idea.objects.get().number in text
        assert len(code_in(page).split()) == 5
    assert trapped.content.count(b"<") == real.content.count(b"<")


def test_trap_is_out_of_the_way_of_people() -> None:
    page = Client().get(make_poster().get_absolute_url()).content.decode()
    trap = page.split('<div class="off-screen" aria-hidden="true">')[1].split("</div>")[0]
    assert "Lämna det här fältet tomt" in trap
    assert 'tabindex="-1"' in trap
    assert 'autocomplete="off"' in trap


def test_one_place_may_not_send_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "IDEAS_FROM_A_PLACE", 2)
    poster, other = make_poster(), make_poster(make_unit("Skolan"))
    assert [send(p).status_code for p in (poster, other)] == [200, 200]
    refused = send(poster, solution="Den tredje idén")
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "3600"
    assert "Den tredje idén" in refused.content.decode()
    assert Idea.objects.count() == 2
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert send(poster, client=elsewhere).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert send(poster).status_code == 200


def test_one_unit_is_not_flooded_from_many_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "IDEAS_TO_A_UNIT", 2)
    poster = make_poster()
    found = [send(poster, client=Client(REMOTE_ADDR=f"192.0.2.{n}")).status_code for n in range(3)]
    assert found == [200, 200, 429]
    assert send(make_poster(make_unit("Skolan"))).status_code == 200


def test_neighbours_of_ipv6_count_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "IDEAS_FROM_A_PLACE", 1)
    poster = make_poster()
    found = [send(poster, client=Client(REMOTE_ADDR=f"2001:db8::{n}")).status_code for n in (1, 2)]
    assert found == [200, 429]


def test_who_sent_can_not_be_read_from_the_count() -> None:
    send(make_poster(), client=Client(REMOTE_ADDR="192.0.2.77"))
    assert not any("192.0.2" in key for key in RateWindow.objects.values_list("key", flat=True))


def test_mistakes_are_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "IDEAS_FROM_A_PLACE", 1)
    poster = make_poster()
    for _time in range(3):
        send(poster, solution="")
    assert send(poster).status_code == 200
