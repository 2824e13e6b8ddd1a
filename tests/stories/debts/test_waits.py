"""What the desk's first page is given to show: debts, and fact checks that need somebody."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from stories.debts.models import Debt
from stories.debts.reading import waits as debts
from stories.facts.reading import waits as checks
from tests.factories import make_user
from tests.stories.factories import make_story
from tests.stories.facts.asking import make_asked, say

pytestmark = pytest.mark.django_db


def test_each_open_debt_waits_for_its_person_until_its_day() -> None:
    writer, owner = make_user("communicator"), make_user("editor")
    story = make_story(writer=writer, picture=None)
    today = timezone.localdate()
    late = {"due": today - timedelta(days=1)}
    Debt.objects.create(story=story, kind="picture", person=owner, person_name="Mia", due=today)
    Debt.objects.create(story=story, kind="other", what="en ritning", person_name="Bo", **late)
    Debt.objects.create(story=make_story("approved"), kind="other", what="x", person_name="Bo", **late)
    rows: list[Any] = debts(owner, timezone.now())
    assert rows[0].what == "En ritning (Bo)"
    assert [(row.due, row.is_mine, row.is_late) for row in rows] == [
        (today - timedelta(days=1), False, True), (today, True, False),
    ]  # fmt: skip
    assert [row.is_mine for row in debts(writer, timezone.now())] == [True, False]
    assert rows[0].url == f"/redaktion/{story.pk}/#vantar-pa"


def test_a_no_a_request_and_silence_wait_for_the_writer(client: Client) -> None:
    check = make_asked()
    writer = check.story.writer
    assert writer is not None
    assert checks(writer, timezone.now()) == []
    assert [(row.is_mine, row.is_late) for row in checks(writer, timezone.now() + timedelta(days=8))] == [(True, True)]
    say(client, check, "avsta")
    (row,) = checks(make_user("editor"), timezone.now())
    assert (row.is_mine, "Anna Berg" in row.what, row.url.endswith(f"#faktakoll-{check.pk}")) == (False, True, True)


@pytest.mark.parametrize("number", [1, 4])
def test_the_queries_do_not_grow(django_assert_num_queries: Any, number: int) -> None:
    user = make_user("editor")
    for _story in range(number):
        Debt.objects.create(story=make_story(), kind="other", what="x", person_name="Bo", due=date(2026, 1, 1))
    with django_assert_num_queries(3):
        assert (len(debts(user, timezone.now())), checks(user, timezone.now())) == (number, [])
