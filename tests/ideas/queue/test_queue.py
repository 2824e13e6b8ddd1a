"""The coach's queue: tabs with counts, filters, saved filters, and the walk from idea to idea."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from goda_exempel import roles
from goda_exempel.accounts.models import User
from ideas.models import Idea
from ideas.queue.models import SavedFilter
from tests.factories import make_idea, make_unit, make_user

pytestmark = pytest.mark.django_db

ADDRESS = "/ideer/beredning/"


@pytest.fixture
def ulla(client: Client) -> User:
    ulla = make_user(roles.COACH, name="Ulla")
    client.force_login(ulla)
    return ulla


def titles(response: Any) -> list[str]:
    return [idea.title for idea in response.context["page"].object_list]


def due(idea: Idea, days: int) -> Idea:
    Idea.objects.filter(pk=idea.pk).update(reply_due=timezone.localdate() + timedelta(days=days))
    return idea


def test_tabs_count_what_they_show(client: Client, ulla: User) -> None:
    olof = make_user(roles.COACH, name="Olof")
    due(make_idea("in_review", coach=olof, title="Försenad"), -1)
    due(make_idea("in_review", coach=ulla, title="Min"), 3)
    make_idea("needs_info", coach=ulla, title="Frågad")
    parked = make_idea("parked", coach=ulla, title="Vilar")
    Idea.objects.filter(pk=parked.pk).update(parked_until=timezone.localdate())
    orphan = due(make_idea("submitted", title="Utan"), 5)
    Idea.objects.filter(pk=orphan.pk).update(coach=None)
    secret = due(make_idea("in_review", coach=olof, title="Hemlig"), 1)
    Idea.objects.filter(pk=secret.pk).update(confidential=True)
    response = client.get(ADDRESS)
    counts = {tab.name: tab.count for tab in response.context["tabs"]}
    assert counts == {
        "mina": 2,
        "alla": 4,
        "forsenade": 1,
        "fragor": 1,
        "ater": 1,
        "utan-ansvarig": 1,
        "slutna": 1,
    }
    for name, expected in {
        "mina": ["Min", "Utan"],
        "alla": ["Försenad", "Min", "Utan", "Frågad"],
        "forsenade": ["Försenad"],
        "fragor": ["Frågad"],
        "ater": ["Vilar"],
        "utan-ansvarig": ["Utan"],
        "slutna": [],
    }.items():
        assert titles(client.get(f"{ADDRESS}?flik={name}")) == expected, name


def test_what_is_closed_to_the_coach_is_a_number_a_unit_a_name_and_a_day(client: Client, ulla: User) -> None:
    idea = make_idea("in_review", coach=make_user(roles.COACH, name="Olof"), unit=make_unit("Köket"), title="Hemlig")
    Idea.objects.filter(pk=idea.pk).update(confidential=True)
    page = client.get(f"{ADDRESS}?flik=slutna").content.decode()
    assert all(text in page for text in (idea.number, "Köket", "Olof"))
    assert "Hemlig" not in page
    assert idea.get_absolute_url() not in page
    for tab in ("mina", "alla", "forsenade"):
        assert idea.number not in client.get(f"{ADDRESS}?flik={tab}").content.decode()


def test_filters_narrow_list_and_counts(client: Client, ulla: User) -> None:
    office = make_unit("Förvaltningen")
    kitchen = make_unit("Köket", parent=office)
    olof = make_user(roles.COACH, name="Olof")
    due(make_idea("in_review", unit=kitchen, coach=olof, title="Matsvinn"), -2)
    due(make_idea("submitted", unit=office, title="Talböcker"), 1)
    due(make_idea("submitted", title="Elcykel"), 2)
    for query, expected in (
        ("q=elcykel", ["Elcykel"]),
        ("tillstand=submitted", ["Talböcker", "Elcykel"]),
        (f"enhet={office.slug}", ["Matsvinn", "Talböcker"]),
        (f"coach={olof.pk}", ["Matsvinn"]),
        ("sen=on", ["Matsvinn"]),
        (f"enhet={office.slug}&tillstand=submitted", ["Talböcker"]),
    ):
        response = client.get(f"{ADDRESS}?{query}")
        assert titles(response) == expected, query
        assert {tab.name: tab.count for tab in response.context["tabs"]}["alla"] == len(expected)


@pytest.mark.parametrize("query", ["tillstand=borta", "enhet=ingen", "coach=abc", "flik=borta", f"q={'x' * 10_000}"])
def test_what_cannot_be_read_is_left_out(client: Client, ulla: User, query: str) -> None:
    make_idea("submitted", title="Kvar")
    assert titles(client.get(f"{ADDRESS}?{query}")) == ["Kvar"]


def test_saved_filter_is_own_shared_by_address_and_removed(client: Client, ulla: User) -> None:
    make_idea("submitted", title="Elcykel")
    save = client.post(f"{ADDRESS}filter/", {"name": "Cyklar", "query": "q=elcykel&status=x&flik=mina"})
    kept = SavedFilter.objects.get()
    assert (kept.person, kept.name, kept.query) == (ulla, "Cyklar", "flik=mina&q=elcykel")
    assert save["Location"] == kept.get_absolute_url() == f"{ADDRESS}?flik=mina&q=elcykel"
    assert "Cyklar" in client.get(ADDRESS).content.decode()
    client.force_login(make_user(roles.COACH))
    assert "Cyklar" not in client.get(ADDRESS).content.decode()
    assert client.get(kept.get_absolute_url()).status_code == 200
    client.post(f"{ADDRESS}filter/{kept.pk}/ta-bort/")
    assert SavedFilter.objects.count() == 1
    client.force_login(ulla)
    for _press in range(2):
        assert client.post(f"{ADDRESS}filter/{kept.pk}/ta-bort/").status_code == 302
    assert SavedFilter.objects.count() == 0


def test_filter_of_the_same_name_is_refused_unless_it_is_the_same(client: Client, ulla: User) -> None:
    for query, status in (("q=a", 302), ("q=a", 302), ("q=b", 200)):
        assert client.post(f"{ADDRESS}filter/", {"name": "En", "query": query}).status_code == status
    assert SavedFilter.objects.get().query == "q=a"


@pytest.mark.parametrize("name", ["", " ", "x" * 61, "a\x07b"])
def test_bad_names_are_told(client: Client, ulla: User, name: str) -> None:
    response = client.post(f"{ADDRESS}filter/", {"name": name, "query": ""})
    assert list(response.context["save_form"].errors) == ["name"]


def test_at_most_twenty_filters(client: Client, ulla: User) -> None:
    SavedFilter.objects.bulk_create(SavedFilter(person=ulla, name=f"Nr {number}") for number in range(20))
    response = client.post(f"{ADDRESS}filter/", {"name": "En till", "query": ""})
    assert list(response.context["save_form"].errors) == ["name"]


def test_walk_knows_its_place_and_keeps_the_filter(client: Client, ulla: User) -> None:
    ideas = [due(make_idea("submitted", title=f"Idé {number}"), number) for number in range(3)]
    due(make_idea("in_review", title="Utanför"), 1)
    query = "?ko=tillstand%3Dsubmitted"
    walk = client.get(f"{ideas[1].get_absolute_url()}{query}").context["walk"]
    assert (walk.place, walk.total) == (2, 3)
    assert walk.previous_url == f"{ideas[0].get_absolute_url()}{query}"
    assert walk.next_url == f"{ideas[2].get_absolute_url()}{query}"
    assert walk.queue_url == f"{ADDRESS}?tillstand=submitted"


def test_save_and_next_goes_on_and_save_alone_stays(client: Client, ulla: User) -> None:
    ideas = [due(make_idea("submitted"), number) for number in range(3)]
    query = "?ko=tillstand%3Dsubmitted"
    stays = client.post(f"{ideas[0].move_url('take')}{query}")
    assert stays["Location"] == f"{ideas[0].get_absolute_url()}{query}"
    goes = client.post(f"{ideas[1].move_url('take')}{query}", {"och_nasta": "1"})
    assert goes["Location"] == f"{ideas[2].get_absolute_url()}{query}"
    last = client.post(f"{ideas[2].move_url('take')}{query}", {"och_nasta": "1"})
    assert last["Location"] == f"{ADDRESS}?tillstand=submitted"


def test_walk_is_for_coaches_and_survives_nonsense(client: Client, ulla: User) -> None:
    idea = make_idea("submitted")
    for ko in ("", "x" * 2000, "%00", "q=%3Cscript%3E", "ko=ko"):
        response = client.get(idea.get_absolute_url(), {"ko": ko})
        assert response.status_code in (200, 400)
        assert "<script>alert" not in response.content.decode()
    client.force_login(make_user())
    assert client.get(f"{idea.get_absolute_url()}?ko=").context["walk"] is None


def test_orphans_are_listed_and_counted_for_coordinators(client: Client) -> None:
    idea = make_idea("submitted", title="Utan")
    Idea.objects.filter(pk=idea.pk).update(coach=None)
    secret = make_idea("submitted", title="Hemlig")
    Idea.objects.filter(pk=secret.pk).update(coach=None, confidential=True)
    make_idea("in_review", title="Har")
    for role, expected in ((roles.COORDINATOR, ["Utan"]), (roles.ADMINISTRATOR, ["Utan", "Hemlig"])):
        client.force_login(make_user(role))
        response = client.get("/ideer/utan-ansvarig/")
        assert sorted(titles(response)) == sorted(expected)
        counts = {entry["url"]: entry["count"] for entry in response.context["menu"]}
        assert counts["/ideer/utan-ansvarig/"] == len(expected)


def test_lists_need_no_more_queries_for_more_rows(client: Client, django_assert_num_queries: Any) -> None:
    client.force_login(make_user(roles.COORDINATOR))
    unit = make_unit()
    for number in (1, 25):
        for _each in range(number):
            idea = make_idea("submitted", unit=unit)
            Idea.objects.filter(pk=idea.pk).update(coach=None)
        with django_assert_num_queries(9):
            client.get("/ideer/utan-ansvarig/")
