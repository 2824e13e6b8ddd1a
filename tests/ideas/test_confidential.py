"""What may contain secrets is hidden from all but its people, its coach and the administrators: on every page there is,
in what people have been told, and in what leaves the house."""

from collections.abc import Iterator
from typing import Any, Final

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from goda_exempel import roles
from goda_exempel.accounts.models import User
from goda_exempel.notices.kinds import NoticeKind
from goda_exempel.notices.models import Notice
from goda_exempel.notices.sending import send
from ideas.models import Idea
from ideas.people.workflow import credit
from ideas.states import IdeaState
from ideas.telling import tell_about
from ideas.writing import set_confidential
from stories.waiting import candidates
from tests.factories import WAYS, make_idea, make_unit, make_user
from tests.house.routes import every_route
from tests.house.world import World, make_world
from tests.ideas.cast import Cast, make_cast

pytestmark = pytest.mark.django_db

SECRET: Final = "zebrafinken"
FIELDS: Final = ("title", "problem", "solution", "benefit", "summary", "spread", "development", "links", "contact")
TEXTS: Final[dict[str, Any]] = dict.fromkeys(FIELDS, f"Om {SECRET} i köket.")
ASKED: Final = "?q=köket&mina"  # for lists that filter; the rest do not mind
STATES: Final = [state for state in WAYS if state != IdeaState.WITHDRAWN]


def strangers_to_it(world: World) -> dict[str, User]:
    """One of each role, none of whom has to do with the secret ideas."""
    unit = world.idea.unit
    return {role: make_user(role, units=(unit,)) for role in roles.ROLES if role != roles.ADMINISTRATOR}


def make_secret_ideas(world: World) -> list[Idea]:
    """One in each state, with people of its own, while it is still open."""
    ideas = [make_idea(state, unit=world.idea.unit, **TEXTS) for state in STATES]
    for idea in ideas:
        credit(idea, by=make_user(), name=f"{SECRET}s vän")
    return ideas


def tell_everybody(ideas: list[Idea], people: Any) -> None:
    for idea in ideas:
        tell_about(idea, people, letter="ideas/contributor", kind=NoticeKind.OWN, context={"by": make_user()})


def pages_of(client: Client, path: str) -> Iterator[tuple[str, str]]:
    """What is to be read at an address, and what the filters of a list make of it."""
    answer = client.get(path)
    yield path, b"".join(answer).decode("utf-8", "replace")
    if answer.status_code == 200:
        yield path + ASKED, b"".join(client.get(path + ASKED)).decode("utf-8", "replace")


def test_no_page_of_the_portal_says_it_to_anybody_else() -> None:
    world = make_world()
    ideas = make_secret_ideas(world)
    people = strangers_to_it(world)
    tell_everybody(ideas, people.values())
    assert Notice.objects.filter(subject__contains=SECRET, person__in=people.values()).count() > len(people)
    for idea in ideas:
        set_confidential(idea, to=True)
    clients = {role: Client() for role in people} | {"anyone": Client()}
    for role, user in people.items():
        clients[role].force_login(user)
    paths = [world.path(route) for route in every_route() if not route.name.startswith("admin:")]
    said = [
        (role, address)
        for role, client in clients.items()
        for path in paths
        for address, page in pages_of(client, path)
        if SECRET in page
    ]
    assert said == []


def test_its_own_addresses_are_not_there_for_others(client: Client) -> None:
    world = make_world()
    people = strangers_to_it(world)
    idea = make_idea(IdeaState.IN_REVIEW, unit=world.idea.unit, confidential=True, **TEXTS)
    routes = [r for r in every_route() if r.name.startswith("ideas:") and "number" in r.parameters]
    values = {"name": "take", "pk": 1, "number": idea.number}
    for user in people.values():
        client.force_login(user)
        got = {}
        for route in routes:
            if set(route.parameters) <= set(values):
                path = route.path(**{name: values[name] for name in route.parameters})
                got[path] = {client.get(path).status_code, client.post(path, {"confidential": ""}).status_code}
        assert {path: codes for path, codes in got.items() if not codes <= {404, 405}} == {}
    idea.refresh_from_db()
    assert (idea.state, idea.confidential) == ("in_review", True)


@pytest.mark.parametrize("situation", ["draft", "submitted", "in_review", "in_review, owned", "in_use", "parked"])
def test_who_sees_it(situation: str) -> None:
    cast = make_cast(situation)
    Idea.objects.update(confidential=True)
    seeing = {name for name, user in cast.people.items() if Idea.objects.visible_to(user).exists()}
    own = {"submitter", "contributor"}
    assert (
        seeing
        == {
            "draft": own,
            "submitted": own | {"coach", "administrator"},
            "in_review": own | {"coach", "administrator"},
            "in_review, owned": own | {"coach", "owner", "administrator"},
            "in_use": own | {"coach", "owner", "administrator"},
            "parked": own | {"coach", "administrator"},
        }[situation]
    )


def test_administrator_reads_it_and_so_do_its_people(client: Client) -> None:
    cast = make_cast("in_review")
    Idea.objects.update(confidential=True, problem=SECRET)
    for name in ("submitter", "contributor", "coach", "administrator"):
        client.force_login(cast.people[name])
        page = client.get(cast.idea.get_absolute_url()).content.decode()
        assert SECRET in page
        assert "Kan innehålla sekretess. Sprid den inte vidare." in page


def test_other_coaches_know_that_it_waits_and_nothing_more(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    cast = make_cast("in_review")
    open_idea = make_idea("in_review", coach=cast.people["coach"])
    Idea.objects.filter(pk=cast.idea.pk).update(confidential=True)
    cast.idea.refresh_from_db()
    other = cast.people["other_coach"]
    with django_assert_num_queries(2):  # the roles, the ideas
        rows = list(Idea.objects.closed_to(other))
    assert rows == [
        {
            "number": cast.idea.number,
            "unit__name": "Biblioteket",
            "coach__name": "Ulla",
            "reply_due": cast.idea.reply_due,
        }
    ]
    assert list(Idea.objects.closed_to(cast.people["coach"])) == []
    assert list(Idea.objects.visible_to(other)) == [open_idea]


def test_the_queue_and_its_count_leave_it_out(client: Client) -> None:
    idea = make_idea("submitted", coach=make_user(roles.COACH), **TEXTS)
    other = make_user(roles.COACH)
    Idea.objects.filter(pk=idea.pk).update(confidential=True, coach=None)
    client.force_login(other)
    assert SECRET not in client.get("/ideer/beredning/").content.decode()
    assert not Idea.objects.waiting_for_answer_of(other).exists()


def test_the_desk_is_offered_it_neither_by_list_nor_by_letter(client: Client) -> None:
    desk = make_user(roles.COMMUNICATOR)
    idea = make_idea("in_use", confidential=True, **TEXTS)
    make_idea("in_use", title="Öppen")
    assert [row.title for row in candidates()] == ["Öppen"]
    client.force_login(desk)
    assert client.post("/redaktion/nytt/", {"ideas": [idea.pk], "month": "2027-01-01"}).status_code == 200
    assert idea.stories.count() == 0
    assert [n.subject for n in Notice.objects.filter(person=desk)] == ["Nyttiggjord: Öppen"]


@pytest.fixture
def told() -> Cast:
    """An idea that many have been told of before anybody thought of secrecy."""
    cast = make_cast("submitted")
    Idea.objects.filter(pk=cast.idea.pk).update(title=SECRET, problem=SECRET)
    cast.idea.refresh_from_db()
    Notice.objects.all().delete()
    tell_everybody([cast.idea], [cast.people[name] for name in ("contributor", "coach", "other_coach", "staff")])
    return cast


def test_what_was_told_before_is_taken_back(told: Cast, client: Client) -> None:
    other = make_idea(title="En annan")
    tell_everybody([other], [told.people["staff"]])
    client.force_login(told.people["submitter"])
    client.post(f"/ideer/{told.idea.number}/sekretess/", {"confidential": "on"})
    left = {(n.person.name, n.subject) for n in Notice.objects.exclude(subject__startswith="Ny idé: En annan")}
    closed = f"Något har hänt med idén {told.idea.number}"
    assert left == {("Carl", closed), ("Ulla", closed), ("Sara", "Du står med som medidégivare: En annan")}
    assert not Notice.objects.filter(body__contains=SECRET).exists()


def test_letter_that_waits_leaves_in_the_closed_words(told: Cast, mailoutbox: list[Any]) -> None:
    pks = list(Notice.objects.values_list("pk", flat=True))
    set_confidential(told.idea, to=True)
    assert sorted(send(pk) for pk in pks) == [False, False, True, True]
    assert [SECRET in f"{letter.subject} {letter.body}" for letter in mailoutbox] == [False, False]


@pytest.mark.parametrize(
    ("who", "answer"),
    [
        ("submitter", 302),
        ("contributor", 302),
        ("coach", 302),
        ("other_coach", 403),
        ("owner", 403),
        ("staff", 403),
        ("communicator", 403),
        ("administrator", 403),
    ],
)
def test_who_may_close_it(client: Client, who: str, answer: int) -> None:
    cast = make_cast("in_review")
    address = f"/ideer/{cast.idea.number}/sekretess/"
    client.force_login(cast.people[who])
    assert (address in client.get(cast.idea.get_absolute_url()).content.decode()) == (answer == 302)
    assert client.post(address, {"confidential": "on"}).status_code == answer
    assert Idea.objects.get().confidential == (answer == 302)
    assert client.get(address).status_code == 405


def test_pressing_twice_and_opening_again(client: Client) -> None:
    cast = make_cast("in_review")
    address = f"/ideer/{cast.idea.number}/sekretess/"
    client.force_login(cast.people["coach"])
    for _press in range(2):
        assert client.post(address, {"confidential": "on"})["Location"] == cast.idea.get_absolute_url()
    assert Idea.objects.get().confidential
    client.post(address)
    assert not Idea.objects.get().confidential
    client.logout()
    assert client.post(address)["Location"].startswith("/logga-in/")


def test_coach_of_nobodys_idea_who_closes_it_is_led_elsewhere(client: Client) -> None:
    cast = make_cast("submitted")
    Idea.objects.update(coach=None)
    client.force_login(cast.people["other_coach"])
    answer = client.post(f"/ideer/{cast.idea.number}/sekretess/", {"confidential": "on"})
    assert answer["Location"] == "/ideer/"


def test_box_at_handing_in_and_on_the_edit_page(client: Client) -> None:
    stina = make_user(units=(make_unit(),))
    client.force_login(stina)
    texts = {"problem": "x", "solution": "y", "benefit": "z"}
    form = client.get("/ideer/ny/").context["form"]
    client.post("/ideer/ny/", {**texts, "form_key": form["form_key"].value(), "confidential": "on"})
    idea = Idea.objects.get()
    assert idea.confidential
    page = client.get(f"/ideer/{idea.number}/kontrollera/").content.decode()
    assert "Kan innehålla sekretess" in page
    client.post(f"/ideer/{idea.number}/redigera/", {**texts, "changed": idea.changed.isoformat()})
    assert not Idea.objects.get().confidential


def test_old_edit_form_does_not_open_what_the_coach_has_closed(client: Client) -> None:
    cast = make_cast("in_review")
    client.force_login(cast.people["submitter"])
    address = f"/ideer/{cast.idea.number}/redigera/"
    form = {f.html_name: f.value() or "" for f in client.get(address).context["form"] if f.name != "confidential"}
    set_confidential(cast.idea, to=True)
    answer = client.post(address, {**form, "problem": "Nytt."})
    assert answer.status_code == 409
    assert [(row.label, row.theirs, row.yours) for row in answer.context["differences"]][-1][1:] == ("Ja", "Nej")
    assert Idea.objects.get().confidential
