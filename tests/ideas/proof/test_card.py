"""The proof card: who fills it in, what is missing, and what two people write at once."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from goda_exempel.accounts.models import User
from ideas.models import Idea
from ideas.proof.models import ProofCard
from ideas.proof.querysets import with_proof
from tests.factories import WAYS, make_idea, make_user
from tests.ideas.cast import SITUATIONS, make_cast

pytestmark = pytest.mark.django_db

WHOLE = {
    "new_where": "municipality",
    "new_text": "Ingen annan skola i kommunen gör så.",
    "new_evidence": "Vi frågade alla rektorer.",
    "new_link": "https://exempel.example/rektorer",
    "useful_for": ["customers", "citizens"],
    "useful_before": "Kön var två timmar.",
    "useful_after": "Kön är tio minuter.",
    "useful_evidence": "Mätning i mars.",
    "in_use_count": "1 200",
    "in_use_counts": "elever",
    "in_use_evidence": "Schemat.",
}


@pytest.fixture
def stina(client: Client) -> User:
    stina = make_user(name="Stina")
    client.force_login(stina)
    return stina


def address(idea: Idea) -> str:
    return f"/ideer/{idea.number}/bevis/"


def filled(client: Client, idea: Idea, **values: Any) -> dict[str, Any]:
    """The form as the page gives it, with some fields changed."""
    form = client.get(address(idea)).context["form"]
    given = {field.html_name: field.value() for field in form}
    return {name: value for name, value in {**given, **values}.items() if value is not None}


def missing(client: Client, idea: Idea) -> list[list[str]]:
    columns = client.get(idea.get_absolute_url()).context["sections"]["main"][0].context["columns"]
    return [[item.label for item in column.missing] for column in columns]


@pytest.mark.parametrize("situation", SITUATIONS)
def test_who_fills_it_in_and_when(client: Client, situation: str) -> None:
    cast = make_cast(situation)
    got = {}
    for name, person in cast.people.items():
        client.force_login(person)
        got[name] = client.get(address(cast.idea)).status_code
    owned = cast.idea.owner is not None and cast.idea.owner.is_accepted
    knowing = {"submitter", "contributor", "coach", "other_coach", *(["owner"] if owned else [])}
    open_now = cast.idea.state not in ("draft", "submitted", "withdrawn")
    seen = cast.idea.submitted_at is not None
    for name, status in got.items():
        authors = name in ("submitter", "contributor")
        refused = 403 if seen or authors else 404
        assert status == ((200 if open_now else 409) if name in knowing and (seen or authors) else refused), name


def test_anonymous_goes_to_log_in_and_others_change_nothing(client: Client) -> None:
    idea = make_idea("in_use")
    assert client.post(address(idea), WHOLE)["Location"] == f"/logga-in/?next={address(idea)}"
    client.force_login(make_user())
    assert client.post(address(idea), WHOLE).status_code == 403
    assert not ProofCard.objects.exists()


def test_empty_card_names_all_that_is_missing_each_with_its_field(client: Client, stina: User) -> None:
    idea = make_idea("in_use", submitter=stina)
    assert missing(client, idea) == [
        ["var det är nytt", "vad som är nytt", "belägg för att det är nytt"],
        ["vem det är till nytta för", "hur det var förut", "hur det är nu", "belägg för att det är till nytta"],
        ["hur många som använder det, eller på hur många platser", "belägg för att det används"],
    ]
    page = client.get(idea.get_absolute_url()).content.decode()
    form = client.get(address(idea)).content.decode()
    for field in ("new_where", "new_text", "new_evidence", "useful_for", "useful_before", "in_use_count"):
        assert f'href="{address(idea)}#id_{field}"' in page
        assert f'id="id_{field}"' in form


def test_whole_card_is_shown_complete(client: Client, stina: User) -> None:
    idea = make_idea("in_use", submitter=stina)
    assert client.post(address(idea), filled(client, idea, **WHOLE)).status_code == 302
    client.force_login(make_user())
    page = client.get(idea.get_absolute_url()).content.decode()
    shown = (
        "Komplett", "Nytt i kommunen", "Ingen annan skola i kommunen gör så.", "Våra kunder, Medborgarna",
        "Kön var två timmar.", "Kön är tio minuter.", "1\u00a0200 elever", "Biblioteket", "Vi frågade alla rektorer.",
        'href="https://exempel.example/rektorer" rel="nofollow noopener noreferrer"',
    )  # fmt: skip
    assert [text for text in shown if text not in page] == []
    assert "Saknas än" not in page
    assert "Fyll i beviskortet" not in page


def test_a_part_can_be_saved_and_the_rest_later(client: Client, stina: User) -> None:
    idea = make_idea("in_review", submitter=stina)
    client.post(address(idea), filled(client, idea, new_where="unit", new_text="Nytt hos oss."))
    assert missing(client, idea)[0] == ["belägg för att det är nytt"]
    client.post(address(idea), filled(client, idea, new_link="exempel.example/a"))
    assert missing(client, idea)[0] == []
    card = ProofCard.objects.get()
    assert (card.new_text, card.new_link) == ("Nytt hos oss.", "https://exempel.example/a")


def test_since_and_where_are_the_ideas_own(client: Client, stina: User) -> None:
    on_trial, used = make_idea("in_trial", submitter=stina), make_idea("in_use", submitter=stina)
    assert "in_use_since" not in client.get(address(on_trial)).context["form"].fields
    since = timezone.localdate() - timedelta(days=400)
    client.post(address(used), filled(client, used, in_use_since=since, in_use_where="Alla bibliotek"))
    used.refresh_from_db()
    assert (used.in_use_since, used.in_use_where) == (since, "Alla bibliotek")


def test_a_form_opened_on_trial_can_be_saved_when_the_idea_is_in_use(client: Client, stina: User) -> None:
    idea = make_idea("in_trial", submitter=stina)
    data = filled(client, idea, new_text="Skrivet under provet.")
    Idea.objects.filter(pk=idea.pk).update(state="in_use", in_use_since=timezone.localdate(), in_use_where="Här")
    response = client.post(address(idea), data)
    assert response.status_code == 409
    assert "Skrivet under provet." in response.content.decode()


def test_two_people_at_once_lose_nothing(client: Client, stina: User) -> None:
    idea = make_idea("in_use", submitter=stina)
    older = filled(client, idea, new_text="Stinas text.", useful_for=["citizens"])
    client.post(address(idea), filled(client, idea, new_text="Någon annans text.", useful_for=["organisation"]))
    response = client.post(address(idea), older)
    assert response.status_code == 409
    assert [(row.theirs, row.yours) for row in response.context["differences"]] == [
        ("Någon annans text.", "Stinas text."),
        ("Organisationen", "Medborgarna"),
    ]
    assert ProofCard.objects.get().new_text == "Någon annans text."
    again = {field.html_name: field.value() for field in response.context["form"] if field.value() is not None}
    assert client.post(address(idea), again).status_code == 302
    assert ProofCard.objects.get().new_text == "Stinas text."


def test_text_is_shown_again_where_the_idea_was_withdrawn(client: Client, stina: User) -> None:
    idea = make_idea("in_review", submitter=stina)
    data = filled(client, idea, new_text="Sent påkommet.")
    Idea.objects.filter(pk=idea.pk).update(state="withdrawn")
    response = client.post(address(idea), data)
    assert response.status_code == 409
    assert "Sent påkommet." in response.content.decode()
    assert not ProofCard.objects.exists()


def test_same_post_twice_saves_once(client: Client, stina: User) -> None:
    idea = make_idea("in_use", submitter=stina)
    data = filled(client, idea, **WHOLE)
    client.post(address(idea), data)
    changed = ProofCard.objects.get().changed
    assert client.post(address(idea), data).status_code == 302
    assert ProofCard.objects.get().changed == changed


NO_NUMBER = "Skriv ett tal med siffror, till exempel 1 000 eller 12,5."
NO_DAY = "Skriv datumet som år, månad och dag, till exempel 2026-11-24."
TOO_LARGE = "Skriv ett tal som är högst 10\u00a0000\u00a0000."


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"in_use_count": "-1", "in_use_counts": "x"}, "in_use_count", "Skriv ett tal som inte är mindre än noll."),
        ({"in_use_count": "NaN", "in_use_counts": "x"}, "in_use_count", NO_NUMBER),
        ({"in_use_count": "1e400", "in_use_counts": "x"}, "in_use_count", NO_NUMBER),
        ({"in_use_count": "2,5", "in_use_counts": "x"}, "in_use_count", "Skriv ett helt tal."),
        ({"in_use_count": "9" * 39, "in_use_counts": "x"}, "in_use_count", TOO_LARGE),
        ({"in_use_count": "3"}, "in_use_counts", "Skriv vad talet räknar."),
        ({"in_use_counts": "platser"}, "in_use_count", "Skriv hur många, eller lämna båda fälten tomma."),
        ({"new_link": "javascript:alert(1)"}, "new_link", "Skriv en adress som börjar med https:// eller http://."),
        ({"new_link": "ftp://exempel.example/"}, "new_link", "Skriv en adress som börjar med https:// eller http://."),
        ({"in_use_since": "2026-02-31"}, "in_use_since", NO_DAY),
        ({"in_use_since": "0000-01-01"}, "in_use_since", NO_DAY),
    ],
)  # fmt: skip
def test_what_can_not_be_read_is_said_at_its_field_and_nothing_is_lost(
    client: Client, stina: User, values: dict[str, str], field: str, sentence: str
) -> None:
    idea = make_idea("in_use", submitter=stina)
    response = client.post(address(idea), filled(client, idea, new_text="Kvar.", **values))
    assert response.context["form"].errors == {field: [sentence]}
    assert "Kvar." in response.content.decode()
    assert not ProofCard.objects.exists()


@pytest.mark.parametrize("day", ["9999-12-31", "1800-01-01"])
def test_days_far_away_are_refused(client: Client, stina: User, day: str) -> None:
    idea = make_idea("in_use", submitter=stina)
    response = client.post(address(idea), filled(client, idea, in_use_since=day))
    assert response.context["form"].errors.keys() == {"in_use_since"}


def test_unknown_choices_and_fields_that_are_not_in_the_form(client: Client, stina: User) -> None:
    idea = make_idea("in_use", submitter=stina)
    response = client.post(address(idea), filled(client, idea, new_where="mars", useful_for=["alla"]))
    assert response.context["form"].errors.keys() == {"new_where", "useful_for"}
    client.post(address(idea), filled(client, idea, state="draft", submitter="1", new_text="Ny."))
    idea.refresh_from_db()
    assert (idea.state, idea.submitter) == ("in_use", stina)


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"in_use_count": 1}, "proof_number_says_what_it_counts"),
        ({"in_use_counts": "platser"}, "proof_number_says_what_it_counts"),
        ({"in_use_count": 10_000_001, "in_use_counts": "platser"}, "proof_number_within_bounds"),
        ({"useful_for": ["alla"]}, "proof_useful_for_known_groups"),
        ({"new_link": "javascript:alert(1)"}, "proof_new_link_is_a_web_address"),
        ({"in_use_link": "//exempel.example"}, "proof_in_use_link_is_a_web_address"),
    ],
)
def test_the_database_keeps_the_card_whole(values: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        ProofCard.objects.create(idea=make_idea(), **values)


def test_completeness_is_the_same_rule_in_the_database(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    ideas = {name: make_idea("in_use") for name in ("none", "new", "two", "all")}
    new = {name: value for name, value in WHOLE.items() if name.startswith("new")}
    useful = {name: value for name, value in WHOLE.items() if name.startswith("useful")}
    ProofCard.objects.create(idea=ideas["new"], **new)
    ProofCard.objects.create(idea=ideas["two"], **new, **useful)
    ProofCard.objects.create(idea=ideas["all"], **{**WHOLE, "in_use_count": 1200})
    with django_assert_num_queries(1):
        found = {idea.pk: idea.proof_parts for idea in with_proof(Idea.objects.all())}  # type: ignore[attr-defined]
    assert {name: found[idea.pk] for name, idea in ideas.items()} == {"none": 0, "new": 1, "two": 2, "all": 3}


def test_completeness_needs_since_and_where() -> None:
    idea = make_idea("in_trial")
    ProofCard.objects.create(idea=idea, **{**WHOLE, "in_use_count": 1200})
    assert with_proof(Idea.objects.all()).get().proof_parts == 2  # type: ignore[attr-defined]
    Idea.objects.update(in_use_since=date(2026, 1, 1), in_use_where="Här")
    assert with_proof(Idea.objects.all()).get().proof_parts == 3  # type: ignore[attr-defined]


@pytest.mark.parametrize("state", WAYS)
def test_the_page_has_a_card_from_the_day_the_idea_is_taken(client: Client, stina: User, state: str) -> None:
    idea = make_idea(state, submitter=stina)
    page = client.get(idea.get_absolute_url()).content.decode()
    assert ('id="beviskort"' in page) == (state not in ("draft", "submitted", "withdrawn"))


def test_card_of_a_confidential_idea_is_404_to_others(client: Client) -> None:
    idea = make_idea("in_use", confidential=True)
    client.force_login(make_user())
    assert client.get(address(idea)).status_code == 404
    assert client.post(address(idea), WHOLE).status_code == 404
