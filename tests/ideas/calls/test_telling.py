"""Those who are asked are told when a call opens: each once, whatever the clock does."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from goda_exempel import roles
from goda_exempel.notices.kinds import NoticeKind
from goda_exempel.notices.models import Notice
from ideas.calls.workflow import tell_asked
from tests.factories import make_unit, make_user
from tests.ideas.calls.factories import close, make_call

pytestmark = pytest.mark.django_db


def told() -> list[str]:
    return sorted(notice.person.name for notice in Notice.objects.filter(kind=NoticeKind.CALL))


def test_asked_people_are_told_once() -> None:
    top = make_unit("Bildning")
    school = make_unit("Skolan", parent=top)
    maker = make_user(roles.MANAGER, units=(top,), name="Maria")
    make_user(units=(school, top), name="Sara")
    make_user(units=(top,), name="Stina", language="en")
    make_user(units=(make_unit("Parken"),), name="Peter")
    make_user(units=(school,), name="Slutat", is_active=False)
    make_user(units=(school,), name="Utan roll").groups.clear()
    call = make_call(maker=maker, units=(top,), title="Mindre matsvinn")
    for minutes in (0, 5, 10):
        tell_asked(timezone.now() + timedelta(minutes=minutes))
    assert told() == ["Sara", "Stina"]
    swedish, english = (Notice.objects.get(person__name=name) for name in ("Sara", "Stina"))
    assert swedish.subject == "Vi vill ha dina idéer: Mindre matsvinn"
    assert english.subject == "You are asked for ideas: Mindre matsvinn"
    assert {swedish.url, english.url} == {call.get_absolute_url()}
    assert "Hur kan vi slänga mindre mat?" in swedish.body


def test_nobody_is_told_of_a_draft_nor_of_what_has_closed() -> None:
    make_user(name="Sara")
    make_call("drafted")
    make_call("closed")
    close(make_call(maker=(maker := make_user(roles.COORDINATOR))), maker)
    tell_asked(timezone.now())
    assert told() == []
    assert mail.outbox == []


def test_who_comes_to_be_asked_later_is_told_then() -> None:
    school, park = make_unit("Skolan"), make_unit("Parken")
    make_user(units=(school,), name="Sara")
    call = make_call(units=(school,))
    tell_asked(timezone.now())
    make_user(units=(park,), name="Peter")
    call.units.add(park)
    tell_asked(timezone.now())
    tell_asked(timezone.now())
    assert told() == ["Peter", "Sara"]


def test_a_day_of_the_calendar_opens_the_call() -> None:
    make_user(name="Sara")
    make_call("drafted", opens=timezone.localdate() + timedelta(days=1))
    tell_asked(timezone.now())
    assert told() == []
    tell_asked(timezone.now() + timedelta(days=1))
    assert "Sara" in told()
