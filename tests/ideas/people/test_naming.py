"""Being named: told, asked, and never shown to anybody after a no."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from goda_exempel import roles
from goda_exempel.accounts.models import User
from goda_exempel.clock.jobs import run_due
from goda_exempel.notices.models import Notice, OutsideLetter
from ideas.duplicates.workflow import link
from ideas.models import Contributor, Idea
from ideas.outside.tokens import make_token
from ideas.people.credits import credited, credited_names
from ideas.people.naming import answer, read, sign
from ideas.people.workflow import credit, untold
from ideas.workflow import ENGINE
from stories.models import FactCheck
from stories.workflow import ENGINE as STORIES
from tests.factories import make_idea, make_user
from tests.stories.factories import make_story

pytestmark = pytest.mark.django_db
STRANGER = {"name": "Elev Elevsson", "affiliation": "Gymnasiet", "user": "elev@skola.example"}


@pytest.fixture
def stina() -> User:
    return make_user(name="Stina")


@pytest.fixture
def idea(stina: User, client: Client) -> Idea:
    client.force_login(stina)
    return make_idea("in_review", submitter=stina, title="Läxhjälp")


@pytest.fixture
def carl() -> User:
    return make_user(name="Carl Gömd", email="carl@exempelkommunen.example")


def add(client: Client, idea: Idea, **data: str) -> Any:
    return client.post(f"{idea.get_absolute_url()}medidegivare/", data, follow=True)


def say(client: Client, idea: Idea, naming: str) -> Any:
    return client.post(f"{idea.get_absolute_url()}medidegivare/namn/", {"naming": naming})


def page(client: Client, idea: Idea, user: User) -> str:
    client.force_login(user)
    return client.get(idea.get_absolute_url()).content.decode()


def test_a_contributor_with_an_account_is_told_and_named_until_a_no(
    client: Client, idea: Idea, stina: User, carl: User
) -> None:
    add(client, idea, user=carl.email)
    assert "Vill du inte bli namngiven?" in carl.notices.get().body
    assert "väntar på svar" in page(client, idea, stina)
    assert "väntar på svar" not in page(client, idea, make_user())
    assert credited_names(idea) == ["Stina", "Carl Gömd"]
    assert "Är det okej?" in page(client, idea, carl)


def test_after_a_no_nobody_sees_the_name_anywhere(client: Client, idea: Idea, stina: User, carl: User) -> None:
    add(client, idea, user=carl.email)
    ENGINE.perform(idea, "ask", by=idea.coach, reason="Hur många?")
    ENGINE.perform(idea, "answer", by=carl, reason="63.")
    client.force_login(carl)
    for _press in range(2):
        assert say(client, idea, "no").status_code == 302
    Notice.objects.all().delete()
    ENGINE.perform(idea, "ask", by=idea.coach, reason="Och sedan?")
    ENGINE.perform(idea, "answer", by=carl, reason="64.")
    assert not Notice.objects.exclude(person=carl).filter(body__contains="Carl Gömd").exists()
    for person in (stina, idea.coach, *map(make_user, roles.ROLES)):
        assert person is not None
        assert "Carl Gömd" not in page(client, idea, person)
    assert (credited_names(idea), credited(idea)) == (["Stina"], [])
    assert "1 person har bidragit utan att bli namngiven." in page(client, idea, stina)
    assert "Ditt namn visas inte för någon här." in page(client, idea, carl)


def test_the_name_stays_hidden_when_the_account_is_gone(client: Client, idea: Idea, stina: User, carl: User) -> None:
    row = credit(idea, by=stina, name="", user=carl)
    ENGINE.perform(idea, "ask", by=idea.coach, reason="Hur många?")
    ENGINE.perform(idea, "answer", by=carl, reason="63.")
    answer(row, "no")
    carl.delete()
    assert "Carl Gömd" not in page(client, idea, stina)


def test_one_can_change_ones_mind(client: Client, idea: Idea, stina: User, carl: User) -> None:
    credit(idea, by=stina, name="", user=carl)
    client.force_login(carl)
    for naming, names in (("no", ["Stina"]), ("yes", ["Stina", "Carl Gömd"]), ("no", ["Stina"])):
        say(client, idea, naming)
        assert credited_names(Idea.objects.get(pk=idea.pk)) == names


@pytest.mark.parametrize(
    "again",
    [
        {"user": "carl@exempelkommunen.example"},
        {"user": "CARL@exempelkommunen.example", "name": "Carl"},
    ],
)
def test_who_has_said_no_is_not_named_again_by_mistake(
    client: Client, idea: Idea, stina: User, carl: User, again: dict[str, str]
) -> None:
    answer(credit(idea, by=stina, name="", user=carl), "no")
    told = add(client, idea, **again).content.decode()
    assert "vill inte bli namngiven vid idén" in told
    assert "Carl Gömd" not in told
    assert [(row.user, row.naming) for row in idea.contributors.all()] == [(carl, "no")]


@pytest.mark.parametrize(
    "again",
    [
        {"name": "elev elevsson"},
        {"name": "Elev E", "user": "elev@skola.example"},
        {"name": "Elev Elevsson", "affiliation": "Annat"},
    ],
)
def test_a_stranger_who_has_said_no_is_known_again(
    client: Client, idea: Idea, stina: User, again: dict[str, str]
) -> None:
    add(client, idea, **STRANGER)
    answer(idea.contributors.get(), "no")
    assert "vill inte bli namngiven vid idén" in add(client, idea, **again).content.decode()
    assert idea.contributors.count() == 1


def test_the_row_of_a_no_can_not_be_taken_away_and_a_forged_no_changes_nobody_else(
    client: Client, idea: Idea, stina: User, carl: User
) -> None:
    row = credit(idea, by=stina, name="", user=carl)
    answer(row, "no")
    client.post(f"{idea.get_absolute_url()}medidegivare/{row.pk}/ta-bort/")
    assert idea.contributors.get() == row
    assert say(client, idea, "yes").status_code == 404
    client.force_login(make_user())
    assert say(client, idea, "yes").status_code == 404
    client.force_login(carl)
    assert client.get(f"{idea.get_absolute_url()}medidegivare/namn/").status_code == 405
    say(client, idea, "maybe")
    assert idea.contributors.get().naming == "no"


def test_somebody_without_an_account_is_told_by_letter_and_answers_without_log_in(client: Client, idea: Idea) -> None:
    add(client, idea, **STRANGER)
    letter = OutsideLetter.objects.get()
    assert (letter.email, letter.subject) == ("elev@skola.example", "Får ditt namn stå vid idén ”Läxhjälp”?")
    token = sign(idea.contributors.get())
    link = f"/ideer/namn/{token}/"
    assert f"http://127.0.0.1:8000{link}" in letter.body
    stranger = Client()
    for _look in range(2):
        shown = stranger.get(link)
        assert "Får ditt namn stå vid den här idén?" in shown.content.decode()
        assert (shown.headers["X-Robots-Tag"], "no-store" in shown.headers["Cache-Control"]) == (
            "noindex, nofollow",
            True,
        )
    assert idea.contributors.get().naming == "waiting"
    for naming in ("no", "no", "yes", "no"):
        assert stranger.post(link, {"naming": naming}).headers["Location"] == link
        assert idea.contributors.get().naming == naming
    assert "Du har sagt nej." in stranger.get(link).content.decode()
    assert stranger.post(link, {"naming": "x"}).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=3650)):
        assert stranger.get(link).status_code == 200
    assert Client(enforce_csrf_checks=True).post(link, {"naming": "yes"}).status_code == 403


def test_a_link_ends_with_its_credit_and_is_of_one_person(client: Client, idea: Idea, stina: User, carl: User) -> None:
    add(client, idea, **STRANGER)
    row = idea.contributors.get()
    token = sign(row)
    for forged in (token[:-1], f"{row.pk + 1}{token[len(str(row.pk)) :]}", "x", "1:x", token.replace(":", "")):
        assert client.get(f"/ideer/namn/{forged}/").status_code == 404
    client.post(f"{idea.get_absolute_url()}medidegivare/{row.pk}/ta-bort/")
    assert client.get(f"/ideer/namn/{token}/").status_code == 404
    assert not OutsideLetter.objects.exists()
    assert read(sign(credit(idea, by=stina, name="", user=carl))) is None


def test_nobody_outside_hears_of_a_draft_until_it_is_handed_in(client: Client, stina: User) -> None:
    client.force_login(stina)
    draft = make_idea("draft", submitter=stina)
    add(client, draft, **STRANGER)
    untold()
    assert not OutsideLetter.objects.exists()
    ENGINE.perform(draft, "submit", by=stina)
    run_due(timezone.now())
    run_due(timezone.now() + timedelta(hours=1))
    assert OutsideLetter.objects.count() == 1


def test_a_letter_and_its_page_say_nothing_of_a_closed_idea(client: Client, idea: Idea) -> None:
    Idea.objects.filter(pk=idea.pk).update(confidential=True)
    add(client, idea, **STRANGER)
    letter = OutsideLetter.objects.get()
    shown = Client().get(f"/ideer/namn/{sign(idea.contributors.get())}/").content.decode()
    for text in (letter.subject, letter.body, shown):
        assert "Läxhjälp" not in text
        assert idea.number in text


def test_a_person_sends_at_most_twenty_letters_outside_a_day(client: Client, idea: Idea) -> None:
    for number in range(21):
        told = add(client, idea, name=f"Elev {number}", user=f"elev{number}@skola.example").content.decode()
    assert "Du har låtit oss skicka många brev i dag." in told
    assert "elev20@skola.example" in told
    assert (OutsideLetter.objects.count(), idea.contributors.count()) == (20, 20)


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "Eva\r\nBcc: x@y.example", "{{ 7|add:7 }}"])
def test_a_name_is_text_on_the_page_and_in_the_letter(client: Client, idea: Idea, stina: User, name: str) -> None:
    add(client, idea, **STRANGER | {"name": name})
    letter = OutsideLetter.objects.get()
    assert "\n" not in letter.subject
    assert "14" not in letter.subject
    assert "<script>alert" not in page(client, idea, stina)
    assert "<script>alert" not in Client().get(f"/ideer/namn/{sign(idea.contributors.get())}/").content.decode()


def test_the_desk_neither_asks_nor_names_who_has_said_no(idea: Idea, stina: User, carl: User) -> None:
    rows = [credit(idea, by=stina, name="", user=user) for user in (carl, make_user(name="Dan Gömd"))]
    story = make_story(ideas=[idea])
    answer(rows[0], "no")
    STORIES.perform(story, "ask_facts", by=story.writer)
    assert set(story.fact_checks.values_list("person_name", flat=True)) == {"Stina", "Dan Gömd"}
    answer(rows[1], "no")
    assert set(story.fact_checks.values_list("person_name", flat=True)) == {"Stina"}


def test_an_answer_about_facts_stays_without_the_name(idea: Idea, stina: User, carl: User) -> None:
    row = credit(idea, by=stina, name="", user=carl)
    story = make_story(ideas=[idea])
    FactCheck.objects.create(story=story, person=carl, person_name="Carl Gömd", answer="confirmed")
    answer(row, "no")
    assert story.fact_checks.get().person_name == "En medidégivare"


def test_a_no_takes_no_rights_away(client: Client, idea: Idea, stina: User, carl: User) -> None:
    answer(credit(idea, by=stina, name="", user=carl), "no")
    assert list(Idea.objects.of(carl)) == [idea]
    Notice.objects.all().delete()
    ENGINE.perform(idea, "park", by=idea.coach, reason="Budget.", data={"parked_until": "2099-01-01"})
    assert {notice.person for notice in Notice.objects.filter(kind="own")} == {stina, carl}


def test_unsent_letters_outside_are_queued_again(idea: Idea, stina: User) -> None:
    credit(idea, by=stina, name="Elev", email="elev@skola.example")
    DBTaskResult.objects.all().delete()
    call_command("queue_letters")
    paths = DBTaskResult.objects.values_list("task_path", flat=True)
    assert list(paths).count("goda_exempel.notices.tasks.send_outside") == 1
    assert Contributor.objects.get().letter is not None


def test_a_no_holds_on_the_page_of_the_same_idea_in_what_is_praised_and_outside(
    client: Client, idea: Idea, stina: User, carl: User
) -> None:
    row = credit(idea, by=stina, name="", user=carl)
    answer(row, Contributor.Naming.NO)
    coach, manager = make_user(roles.COACH), make_user(roles.MANAGER, units=(idea.unit,))
    other = make_idea("in_review", title="Hjälp med läxor")
    link(other, idea, by=coach)
    _token, key = make_token(name="Webbplatsen", account=make_user(), by=make_user(roles.ADMINISTRATOR))
    assert "Stina" in page(client, other, coach)
    assert "Carl Gömd" not in page(client, other, coach)
    client.force_login(manager)
    praised = client.get("/ideer/chef/berom/").content.decode()
    assert "Stina" in praised
    assert "Carl Gömd" not in praised
    told = client.get(f"/api/v1/ideas/{idea.number}", headers={"authorization": f"Bearer {key}"}).json()
    assert told["by"] == ["Stina"]
