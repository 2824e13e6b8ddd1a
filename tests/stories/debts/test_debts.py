"""What a draft lacks becomes debts with a name and a day each; who sees them, who settles them, who is reminded."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from goda_exempel.accounts.models import User
from goda_exempel.clock.jobs import run_due
from goda_exempel.notices.models import Notice, OutsideLetter
from ideas.models import Contributor, Idea
from stories.debts.models import Debt
from stories.debts.reading import rows_of
from stories.debts.rule import is_met
from stories.debts.workflow import remind_of_debts
from stories.models import Story
from stories.months.workflow import plan
from stories.workflow import begin
from tests.factories import make_user
from tests.stories.factories import make_fact_check, make_idea_in_use, make_picture, make_story

pytestmark = pytest.mark.django_db

JUNE = date(2026, 6, 1)
DAYS = {
    "interview_due": date(2026, 5, 7),
    "text_due": date(2026, 5, 13),
    "fact_check_due": date(2026, 5, 19),
    "picture_due": date(2026, 5, 20),
    "approval_due": date(2026, 5, 26),
}


@pytest.fixture(autouse=True)
def _in_april() -> Any:
    with time_machine.travel("2026-04-20T10:00:00Z", tick=False):
        yield


@pytest.fixture
def owner() -> User:
    person = make_user("communicator", name="Månads Mia")
    plan(JUNE, {"owner": person, **DAYS})
    return person


@pytest.fixture
def idea() -> Idea:
    subject = make_idea_in_use(submitter=make_user(name="Ida Idégivare"))
    Contributor.objects.create(idea=subject, name="Anna Berg", email="anna@skola.example")
    Contributor.objects.create(idea=subject, name="Har Sagtja", naming="yes")
    Contributor.objects.create(idea=subject, name="Har Sagtnej", naming="no")
    return subject


def begun(idea: Idea, by: User | None = None) -> Story:
    return begin([idea], by=by or make_user("communicator", name="Siv Skribent"), month=JUNE)


def test_what_is_missing_has_a_name_and_a_day_counted_back(owner: User, idea: Idea) -> None:
    story = begun(idea)
    assert list(story.debts.values_list("kind", "person_name", "due").order_by("pk")) == [
        ("quote", "Ida Idégivare", DAYS["interview_due"]),
        ("figure", "Ida Idégivare", DAYS["text_due"]),
        ("picture", "Månads Mia", DAYS["picture_due"]),
        ("consent", "Ida Idégivare", DAYS["fact_check_due"]),
        ("consent", "Anna Berg", DAYS["fact_check_due"]),
    ]


def test_the_days_of_a_month_that_nobody_planned_are_counted_back_too(idea: Idea) -> None:
    from stories.months.dates import due_dates

    days = due_dates(JUNE)
    story = begun(idea)
    dues = dict(story.debts.values_list("kind", "due"))
    assert (dues["quote"], dues["picture"]) == (days["interview"], days["picture"])
    assert story.debts.get(kind="picture").person_name == "Siv Skribent"


def test_no_debt_is_late_from_the_beginning(idea: Idea) -> None:
    story = begin([idea], by=make_user("communicator"), month=date(2026, 4, 1))
    assert {debt.due for debt in story.debts.all()} == {date(2026, 4, 22)}


def test_an_idea_with_a_figure_owes_none(idea: Idea) -> None:
    from ideas.proof.models import ProofCard

    ProofCard.objects.create(idea=idea, in_use_count=12, in_use_counts="förskolor")
    assert "figure" not in begun(idea).debts.values_list("kind", flat=True)


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("quote", {"pull_quote": "Nu går det fort."}),
        ("figure", {"useful_evidence": "63 elever"}),
        ("figure", {"fact_box": "- 12 förskolor"}),
        ("picture", {"picture": True}),
    ],
)
def test_some_settle_themselves_when_the_text_has_it(idea: Idea, kind: str, fields: dict[str, Any]) -> None:
    story = begun(idea)
    debt = story.debts.get(kind=kind)
    assert not is_met(debt)
    Story.objects.filter(pk=story.pk).update(**{**fields, **({"picture": make_picture()} if kind == "picture" else {})})
    assert is_met(Debt.objects.get(pk=debt.pk))


def test_consent_comes_with_a_word_about_naming_or_about_the_text(idea: Idea) -> None:
    story = begun(idea)
    ida, anna = story.debts.filter(kind="consent").order_by("pk")
    assert (is_met(ida), is_met(anna)) == (False, False)
    Contributor.objects.filter(name="Anna Berg").update(naming="yes")
    assert ida.person is not None
    make_fact_check(story, ida.person, answer="confirmed", digest=story.fingerprint)
    assert [is_met(Debt.objects.get(pk=row.pk)) for row in (ida, anna)] == [True, True]


def as_desk() -> Client:
    client = Client()
    client.force_login(make_user("editor", name="Erik Redaktör"))
    return client


def rows_on(page: Any) -> list[Any]:
    sections = {part.name: part.context for part in page.context["sections"]["main"]}
    return [row for row, _form, _open in sections["debts"]["rows"]]


def test_the_desk_sees_open_ones_first(idea: Idea) -> None:
    story = begun(idea)
    Story.objects.filter(pk=story.pk).update(pull_quote="Så är det.")
    rows = rows_on(as_desk().get(story.get_absolute_url()))
    assert [row.is_met for row in rows] == [False] * 4 + [True]


@pytest.mark.parametrize("number", [1, 5])
def test_the_desk_asks_two_queries(django_assert_num_queries: Any, number: int) -> None:
    story = make_story()
    for _debt in range(number):
        Debt.objects.create(story=story, kind="other", what="Något", person_name="Bo", due=JUNE)
    with django_assert_num_queries(2):
        assert len(rows_of(story)) == number


def test_the_desk_adds_changes_settles_and_reopens(idea: Idea) -> None:
    story, client = begun(idea), as_desk()
    client.post(
        reverse("stories:debt_add", args=[story.pk]),
        {"kind": "other", "what": "En ritning", "person_name": "Bo Arkitekt", "due": "2026-05-04"},
    )
    debt = story.debts.get(kind="other")
    assert (debt.what, debt.person, debt.person_name, debt.due) == ("En ritning", None, "Bo Arkitekt", date(2026, 5, 4))
    address = [story.pk, debt.pk]
    client.post(reverse("stories:debt_change", args=address), {"person": idea.submitter_id, "due": "2026-05-06"})
    debt.refresh_from_db()
    assert (debt.person_name, debt.due) == ("Ida Idégivare", date(2026, 5, 6))
    client.post(reverse("stories:debt_settle", args=address))
    debt.refresh_from_db()
    assert (is_met(debt), debt.settled_by_name) == (True, "Erik Redaktör")
    client.post(reverse("stories:debt_reopen", args=address))
    debt.refresh_from_db()
    assert (debt.settled_at, debt.settled_by_name) == (None, "")


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"kind": "other", "what": "", "person_name": "Bo", "due": "2026-05-04"}, "what"),
        ({"kind": "other", "what": "En ritning", "due": "2026-05-04"}, "person"),
        ({"kind": "other", "what": "En ritning", "person_name": "Bo", "due": "2026-04-19"}, "due"),
        ({"kind": "skuld", "what": "En ritning", "person_name": "Bo", "due": "2026-05-04"}, "kind"),
        ({"kind": "other", "what": "En ritning", "person": "999999", "due": "2026-05-04"}, "person"),
    ],
)
def test_what_can_not_be_read_is_said_and_kept(data: dict[str, str], field: str) -> None:
    story = make_story()
    answer = as_desk().post(reverse("stories:debt_add", args=[story.pk]), data)
    sections = {part.name: part.context for part in answer.context["sections"]["main"]}
    form = sections["debts"]["form"]
    assert (answer.status_code, list(form.errors), form["what"].value()) == (200, [field], data["what"])
    assert story.debts.count() == 0


def test_when_the_text_has_gone_on_nothing_is_changed_and_the_words_are_shown() -> None:
    story = make_story("approved")
    answer = as_desk().post(reverse("stories:debt_add", args=[story.pk]), {"what": "En ritning"})
    assert (answer.status_code, "En ritning" in answer.content.decode(), story.debts.count()) == (409, True, 0)


@pytest.mark.parametrize("name", ["debt_change", "debt_settle", "debt_reopen"])
def test_only_the_desk_and_only_of_the_story(client: Client, idea: Idea, name: str) -> None:
    story, other = begun(idea), make_story()
    debt = story.debts.earliest("pk")
    address = reverse(f"stories:{name}", args=[story.pk, debt.pk])
    assert client.post(address).headers["Location"].startswith("/logga-in/")
    client.force_login(idea.submitter)  # type: ignore[arg-type]
    assert client.post(address).status_code == 404
    client.force_login(make_user("editor"))
    assert client.get(address).status_code == 405
    assert client.post(reverse(f"stories:{name}", args=[other.pk, debt.pk])).status_code == 404


def lines(client: Client, idea: Idea) -> list[tuple[str, str]]:
    places = client.get(idea.get_absolute_url()).context["sections"]
    contexts = [part.context for part in places["main"] if part.name == "awaited"]
    return [(line.whose, line.what) for context in contexts for line in context["lines"]]


def test_the_ideas_people_see_what_waits_for_whom(client: Client, owner: User, idea: Idea) -> None:
    story = begun(idea)
    client.force_login(idea.submitter)  # type: ignore[arg-type]
    labels = {debt.kind: debt.label for debt in story.debts.all()}
    assert lines(client, idea) == [
        ("yours", labels["quote"]), ("yours", labels["figure"]), ("yours", labels["consent"]),
        ("ours", labels["picture"]), ("theirs", labels["consent"]),
    ]  # fmt: skip


def test_others_do_not(client: Client, idea: Idea) -> None:
    begun(idea)
    for person in (make_user(), make_user("coach"), make_user("manager")):
        client.force_login(person)
        assert lines(client, idea) == []


def test_what_waits_for_me_stands_in_my_own_list(client: Client, owner: User, idea: Idea) -> None:
    begun(idea)
    client.force_login(idea.submitter)  # type: ignore[arg-type]
    rows = client.get("/ideer/mina/").context["awaited"]
    assert [(found, row.due) for found, row in rows] == [
        (idea, DAYS[f"{name}_due"]) for name in ("interview", "text", "fact_check")
    ]
    client.force_login(make_user())
    assert client.get("/ideer/mina/").context["awaited"] == []


def test_the_list_asks_the_same_number_of_queries_for_one_and_several(
    client: Client, django_assert_num_queries: Any, idea: Idea
) -> None:
    begun(idea)
    client.force_login(idea.submitter)  # type: ignore[arg-type]
    with django_assert_num_queries(13):
        client.get("/ideer/mina/")
    for _idea in range(3):
        begun(make_idea_in_use(submitter=idea.submitter))
    with django_assert_num_queries(13):
        client.get("/ideer/mina/")


def morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 7, tzinfo=UTC)


def test_a_late_debt_reminds_its_person_once(owner: User, idea: Idea) -> None:
    begun(idea)
    Notice.objects.all().delete()
    due = DAYS["interview_due"]
    counts = []
    for days in (0, 1, 2):
        remind_of_debts(morning(due + timedelta(days=days)))
        counts.append(Notice.objects.filter(person=idea.submitter).count())
    assert counts == [0, 1, 1]
    assert Notice.objects.get().url == idea.get_absolute_url()


def test_who_has_no_account_is_written_to_or_the_writer_is(owner: User, idea: Idea) -> None:
    story = begun(idea)
    Debt.objects.create(story=story, kind="other", what="En ritning", person_name="Bo", due=date(2026, 5, 4))
    Story.objects.filter(pk=story.pk).update(pull_quote="x", fact_box="1", picture=make_picture())
    story.debts.filter(person=idea.submitter).delete()
    Notice.objects.all().delete()
    remind_of_debts(morning(date(2026, 5, 25)))
    assert list(OutsideLetter.objects.values_list("email", flat=True)) == ["anna@skola.example"]
    assert list(Notice.objects.values_list("person__name", flat=True)) == ["Siv Skribent"]


def test_what_has_come_in_is_not_reminded_of(owner: User, idea: Idea) -> None:
    story = begun(idea)
    Story.objects.filter(pk=story.pk).update(pull_quote="Så är det.")
    assert remind_of_debts(morning(DAYS["interview_due"] + timedelta(days=1))) == 0


def test_another_day_is_another_reminder(owner: User, idea: Idea) -> None:
    from stories.debts.workflow import change

    debt = begun(idea).debts.get(kind="quote")
    remind_of_debts(morning(date(2026, 5, 8)))
    change(debt, {"person": idea.submitter, "person_name": "Ida Idégivare", "due": date(2026, 5, 11)})
    assert remind_of_debts(morning(date(2026, 5, 12))) == 1


@pytest.mark.parametrize("state", ["approved", "withdrawn"])
def test_a_story_that_is_done_reminds_nobody(state: str) -> None:
    Debt.objects.create(story=make_story(state), kind="other", what="x", person_name="Bo", due=date(2026, 4, 1))
    assert remind_of_debts(morning(date(2026, 5, 1))) == 0


def test_the_clock_runs_the_reminders(owner: User, idea: Idea) -> None:
    begun(idea)
    at = morning(date(2026, 5, 8))
    with time_machine.travel(at, tick=False):
        assert "reminders of what stories wait for" in run_due(at)
    assert Debt.objects.exclude(reminded_at=None).count() == 1
