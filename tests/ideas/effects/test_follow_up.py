"""Is it still in use? Asked by the clock, answered by the line owner, and never more letters than two a question."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from goda_exempel import roles
from goda_exempel.accounts.models import User
from goda_exempel.notices.models import Notice
from ideas.effects.models import FollowUp, Measurement
from ideas.effects.months import add_months
from ideas.effects.tasks import ask_what_is_due
from ideas.models import Idea
from ideas.proof.models import ProofCard
from tests.factories import make_idea, make_unit, make_user
from tests.ideas.effects.factories import make_benefit

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)
DAY = timedelta(days=1)
SUBJECT = "Används idén ”Läxhjälp bland böckerna” fortfarande?"


@pytest.fixture
def maria() -> User:
    return make_user(roles.MANAGER, roles.STAFF, name="Maria")


@pytest.fixture
def ulla() -> User:
    return make_user(roles.COACH, name="Ulla")


def in_use(since: date, owner: User, coach: User | None = None, **texts: Any) -> Idea:
    idea = make_idea("in_use", line_owner=owner, coach=coach, **texts)
    Idea.objects.filter(pk=idea.pk).update(in_use_since=since)
    Notice.objects.all().delete()
    idea.refresh_from_db()
    return idea


def asked(*people: User) -> list[tuple[str, str]]:
    letters = Notice.objects.filter(url__contains="/uppfoljning/").order_by("pk")
    return [(letter.person.name, letter.url.rsplit("/", 2)[1]) for letter in letters]


def run(*moments: datetime) -> None:
    """The clock, at these times; twice each, as after a clock that was killed."""
    for moment in moments:
        with time_machine.travel(moment, tick=False):
            ask_what_is_due(moment)
            ask_what_is_due(moment)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 1, 15), -3, date(2025, 10, 15)),
        (date(2026, 12, 1), 24, date(2028, 12, 1)),
    ],
)
def test_months_of_the_calendar(day: date, months: int, then: date) -> None:
    assert add_months(day, months) == then


def test_the_line_owner_is_asked_after_3_12_and_24_months_and_not_before(maria: User) -> None:
    idea = in_use(date(2026, 8, 24), maria)
    run(NOON - DAY)
    assert asked() == []
    run(NOON, NOON + DAY)
    assert asked() == [("Maria", "3")]
    letter = Notice.objects.get()
    assert (letter.subject, letter.url) == (SUBJECT, f"/ideer/{idea.number}/uppfoljning/3/")
    FollowUp.objects.update(answer="in_use", answered_at=NOON)
    run(datetime(2027, 8, 24, 11, tzinfo=UTC))
    assert asked() == [("Maria", "3"), ("Maria", "12")]
    FollowUp.objects.update(answer="in_use", answered_at=NOON)
    run(datetime(2028, 8, 24, 11, tzinfo=UTC))
    FollowUp.objects.update(answer="in_use", answered_at=NOON)
    run(datetime(2030, 8, 24, 11, tzinfo=UTC))
    assert asked() == [("Maria", "3"), ("Maria", "12"), ("Maria", "24")]


def test_unanswered_it_is_asked_once_more_and_then_not_confirmed(client: Client, maria: User) -> None:
    idea = in_use(date(2026, 8, 24), maria)
    run(NOON, NOON + 20 * DAY)
    assert FollowUp.objects.get().standing == "waiting"
    run(NOON + 21 * DAY, NOON + 50 * DAY, NOON + 100 * DAY)
    assert asked() == [("Maria", "3"), ("Maria", "3")]
    assert "inte är bekräftad" in Notice.objects.latest("pk").body
    assert FollowUp.objects.get().standing == "unconfirmed"
    client.force_login(make_user())
    page = client.get(idea.get_absolute_url()).content.decode()
    assert "Inte bekräftad" in page
    assert "Maria har fått frågan två gånger" in page


def test_answered_it_is_not_asked_again(maria: User) -> None:
    in_use(date(2026, 8, 24), maria)
    run(NOON)
    FollowUp.objects.update(answer="in_use", answered_at=NOON)
    run(NOON + 30 * DAY)
    assert asked() == [("Maria", "3")]


def test_the_days_until_it_is_asked_again_are_a_setting(maria: User, settings: Any) -> None:
    settings.FOLLOW_UP_AGAIN_DAYS = 7
    in_use(date(2026, 8, 24), maria)
    run(NOON, NOON + 7 * DAY)
    assert asked() == [("Maria", "3")] * 2


def test_a_clock_that_stood_still_for_a_month_asks_once(maria: User) -> None:
    in_use(date(2026, 8, 24), maria)
    run(NOON + 31 * DAY)
    assert asked() == [("Maria", "3")]


def test_where_several_are_due_only_the_latest_is_asked(maria: User) -> None:
    in_use(date(2026, 8, 24), maria)
    run(NOON)
    run(datetime(2027, 8, 30, 11, tzinfo=UTC))  # the clock stood still for nine months: no second letter for the first
    assert asked() == [("Maria", "3"), ("Maria", "12")]


def test_ideas_in_use_since_long_flood_nobody(maria: User) -> None:
    for since in (date(2014, 1, 1), date(2024, 9, 1), date(2025, 9, 1), date(2026, 6, 1)):
        in_use(since, maria)
    lately = in_use(date(2025, 11, 1), maria)
    run(NOON)
    assert [row.idea for row in FollowUp.objects.all()] == [lately]
    assert asked() == [("Maria", "12")]


def test_only_ideas_in_use_are_asked_about(maria: User) -> None:
    idea = in_use(date(2026, 8, 24), maria)
    Idea.objects.filter(pk=idea.pk).update(state="withdrawn")
    run(NOON)
    assert asked() == []


def test_a_disabled_owner_is_not_asked_but_the_coach(maria: User, ulla: User) -> None:
    in_use(date(2026, 8, 24), maria, ulla)
    User.objects.filter(pk=maria.pk).update(is_active=False)
    run(NOON)
    assert asked() == [("Ulla", "3")]


def test_where_there_is_nobody_to_ask_the_question_waits_for_somebody(client: Client, maria: User, ulla: User) -> None:
    idea = in_use(date(2026, 8, 24), maria, ulla)
    User.objects.filter(pk__in=[maria.pk, ulla.pk]).update(is_active=False)
    run(NOON, NOON + 60 * DAY)
    assert asked() == []
    client.force_login(make_user())
    assert "Det finns ingen att fråga" in client.get(idea.get_absolute_url()).content.decode()
    User.objects.filter(pk=ulla.pk).update(is_active=True)
    run(NOON + 70 * DAY)
    assert asked() == [("Ulla", "3")]


def test_the_letter_about_a_confidential_idea_says_no_more_than_its_number(maria: User) -> None:
    idea = in_use(date(2026, 8, 24), maria)
    Idea.objects.filter(pk=idea.pk).update(confidential=True)
    run(NOON)
    letter = Notice.objects.get()
    assert idea.title not in letter.subject + letter.body
    assert letter.url == f"/ideer/{idea.number}/uppfoljning/3/"


def test_the_letter_is_in_the_language_of_its_reader(maria: User) -> None:
    User.objects.filter(pk=maria.pk).update(language="en")
    in_use(date(2026, 8, 24), maria)
    run(NOON)
    assert Notice.objects.get().subject == "Is the idea “Läxhjälp bland böckerna” still in use?"


def test_the_job_asks_no_more_queries_of_ideas_that_are_not_due(
    maria: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _each in range(10):
        in_use(date(2026, 1, 1), maria, unit=make_unit())
    with django_assert_num_queries(3):
        ask_what_is_due(NOON)


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"months": 6}, "follow_up_after_3_12_24_months"),
        ({"answer": "in_use"}, "follow_up_answer_has_a_time"),
        ({"answer": "ended", "answered_at": NOON}, "follow_up_that_ended_says_why"),
        ({"asked_at": NOON, "asked_again_at": NOON}, "follow_up_asked_before_asked_again"),
    ],
)
def test_the_database_keeps_follow_ups_whole(maria: User, values: dict[str, Any], constraint: str) -> None:
    idea = in_use(date(2026, 8, 24), maria)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        FollowUp.objects.create(**{"idea": idea, "months": 3, "due": date(2026, 11, 24), **values})
    FollowUp.objects.create(idea=idea, months=3, due=date(2026, 11, 24))
    with pytest.raises(IntegrityError, match="one_follow_up_an_idea_and_time"), transaction.atomic():
        FollowUp.objects.create(idea=idea, months=3, due=date(2026, 11, 24))


class TestAnswering:
    @pytest.fixture
    def idea(self, client: Client, maria: User, ulla: User) -> Idea:
        idea = in_use(date(2026, 8, 24), maria, ulla)
        run(NOON, NOON + 21 * DAY)
        client.force_login(maria)
        return idea

    def address(self, idea: Idea) -> str:
        return f"/ideer/{idea.number}/uppfoljning/3/"

    def filled(self, client: Client, idea: Idea, **values: Any) -> dict[str, Any]:
        context = client.get(self.address(idea)).context
        given = {field.html_name: field.value() for form in (context["form"], *context["figures"]) for field in form}
        return {name: value for name, value in {**given, **values}.items() if value is not None}

    def test_yes_with_where_how_many_and_what_it_gives(self, client: Client, idea: Idea) -> None:
        benefit = make_benefit(idea)
        figure = {f"nytta{benefit.pk}-{name}": value for name, value in (
            ("basis", "measured"), ("low", "90"), ("method", "Tidrapporter"), ("counted_by", "Maria"),
            ("period_from", "2026-08-24"), ("period_to", "2026-11-24"),
        )}  # fmt: skip
        data = self.filled(
            client,
            idea,
            answer="in_use",
            in_use_where="Fem bibliotek",
            in_use_count="5",
            in_use_counts="bibliotek",
            **figure,
        )
        assert client.post(self.address(idea), data).status_code == 302
        row, measured = FollowUp.objects.get(), Measurement.objects.get(basis="measured")
        assert (str(row.standing), row.answered_name) == ("confirmed", "Maria")
        assert (measured.follow_up, measured.low) == (row, Decimal(90))
        idea.refresh_from_db()
        card = ProofCard.objects.get()
        assert (idea.in_use_where, card.in_use_count, card.in_use_counts) == ("Fem bibliotek", 5, "bibliotek")
        page = client.get(idea.get_absolute_url()).content.decode()
        assert "Inte bekräftad" not in page
        assert "90 timmar per år" in page

    def test_yes_alone_is_enough(self, client: Client, idea: Idea) -> None:
        make_benefit(idea)
        assert client.post(self.address(idea), self.filled(client, idea, answer="in_use")).status_code == 302
        assert (FollowUp.objects.get().standing, Measurement.objects.count()) == ("confirmed", 1)

    def test_the_first_effect_can_be_written_down_with_the_answer(self, client: Client, idea: Idea) -> None:
        values = {"kind": "hours", "words": "Kortare kö", "basis": "estimated", "low": "40", "method": "Gissat."}
        data = self.filled(client, idea, answer="in_use", **{f"nytta-{name}": value for name, value in values.items()})
        assert client.post(self.address(idea), data).status_code == 302
        assert str(Measurement.objects.get()) == "40 timmar per år"

    def test_no_needs_why(self, client: Client, idea: Idea) -> None:
        response = client.post(self.address(idea), self.filled(client, idea, answer="ended"))
        assert response.context["form"].errors == {"why_ended": ["Skriv varför den inte används längre."]}
        data = self.filled(client, idea, answer="ended", why_ended="Systemet byttes.")
        assert client.post(self.address(idea), data).status_code == 302
        assert FollowUp.objects.get().standing == "ended"
        page = client.get(idea.get_absolute_url()).content.decode()
        assert "Används inte längre" in page
        assert "Systemet byttes." in page

    def test_what_can_not_be_read_is_said_at_its_field_and_nothing_is_lost(self, client: Client, idea: Idea) -> None:
        benefit = make_benefit(idea)
        data = self.filled(client, idea, answer="in_use", in_use_where="", in_use_count="-1", in_use_counts="Kvar.")
        response = client.post(self.address(idea), {**data, f"nytta{benefit.pk}-low": "NaN"})
        assert response.context["form"].errors.keys() == {"in_use_where", "in_use_count"}
        assert "low" in response.context["figures"][0].errors
        assert "Kvar." in response.content.decode()
        assert FollowUp.objects.get().answer == ""

    def test_an_empty_form_asks_for_the_answer(self, client: Client, idea: Idea) -> None:
        assert client.post(self.address(idea), {}).context["form"].errors.keys() == {"answer"}

    def test_answered_twice_the_second_is_told_who_was_first(self, client: Client, idea: Idea, ulla: User) -> None:
        data = self.filled(client, idea, answer="ended", why_ended="Systemet byttes.")
        client.post(self.address(idea), data)
        client.force_login(ulla)
        response = client.post(self.address(idea), {**data, "why_ended": "Ullas skäl."})
        assert response.status_code == 409
        page = response.content.decode()
        assert "Maria svarade på det här" in page
        assert "Ullas skäl." in page
        assert FollowUp.objects.get().why_ended == "Systemet byttes."
        assert client.get(self.address(idea)).status_code == 409

    def test_who_may_answer(self, client: Client, idea: Idea, ulla: User) -> None:
        address = self.address(idea)
        client.force_login(ulla)
        assert client.get(address).status_code == 200
        for person in (idea.submitter, make_user(), make_user(roles.MANAGER)):
            client.force_login(person)  # type: ignore[arg-type]
            assert client.get(address).status_code == 403
            assert client.post(address, {"answer": "in_use"}).status_code == 403
        assert client.get(address.replace("/3/", "/12/")).status_code == 404
        client.logout()
        assert client.post(address)["Location"] == f"/logga-in/?next={address}"
        assert FollowUp.objects.get().answer == ""

    def test_an_idea_that_was_withdrawn_meanwhile(self, client: Client, idea: Idea) -> None:
        data = self.filled(client, idea, answer="in_use")
        Idea.objects.filter(pk=idea.pk).update(state="withdrawn")
        assert client.post(self.address(idea), data).status_code == 409
        assert FollowUp.objects.get().answer == ""
