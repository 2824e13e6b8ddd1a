"""What the board's search finds: inflections, compounds, beginnings, slips of the pen and numbers, and nothing else."""

import unicodedata
from typing import Any

import pytest
from django.test import Client

from goda_exempel.accounts.models import User
from ideas.models import Idea
from tests.factories import make_idea, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def sara(client: Client) -> User:
    sara = make_user(name="Sara")
    client.force_login(sara)
    return sara


def found(client: Client, text: str) -> list[str]:
    response: Any = client.get("/ideer/", {"q": text})
    assert response.status_code == 200
    return [idea.title for idea in response.context["page"].object_list]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("idé", "En låda för idéer i köket"),
        ("idén", "En låda för idéer i köket"),
        ("kök", "En låda för idéer i köket"),
        ("lådorna", "En låda för idéer i köket"),
        ("förskola", "Förskolan odlar själv"),
        ("förskolor", "Förskolan odlar själv"),
        ("omsorg", "Bättre schema i äldreomsorgen"),
        ("äldreomsorg", "Bättre schema i äldreomsorgen"),
        ("äldre", "Bättre schema i äldreomsorgen"),
        ("cykel", "Elcykel i hemtjänsten"),
        ("elcyklar", "Elcykel i hemtjänsten"),
        ("nyckel", "Alla nycklarna på ett ställe"),
        ("systrar", "Syster hjälper syster"),
        ("HEMTJÄNST", "Elcykel i hemtjänsten"),
        ("hemtj", "Elcykel i hemtjänsten"),
        ("biblioteekt", "Biblioteket har öppet"),
        ("bibliotkeet", "Biblioteket har öppet"),
        ("öppet biblioteket", "Biblioteket har öppet"),
    ],
)
def test_swedish_words_are_found_in_every_form(client: Client, sara: User, written: str, text: str) -> None:
    make_idea(title=text)
    make_idea(title="Något annat", problem="Ingenting.", solution="Ingenting.", benefit="Ingen.")
    Idea.objects.filter(title=text).update(problem="", solution="", benefit="")
    assert found(client, written) == [text]


@pytest.mark.parametrize(("written", "text"), [("far", "Får på ängen"), ("trad", "Träd i parken"), ("Vag", "Våg")])
def test_letters_with_rings_and_dots_are_letters_of_their_own(
    client: Client, sara: User, written: str, text: str
) -> None:
    make_idea(title=text)
    assert found(client, written) == []
    assert found(client, text) == [text]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("stored", ["NFC", "NFD"])
def test_composed_and_decomposed_letters_are_the_same(client: Client, sara: User, form: Any, stored: Any) -> None:
    make_idea(title=unicodedata.normalize(stored, "Gågata vid ån"))
    assert len(found(client, unicodedata.normalize(form, "gågata"))) == 1


def test_all_words_have_to_be_there(client: Client, sara: User) -> None:
    make_idea(title="Cyklar till stranden")
    make_idea(title="Cyklar till badet")
    assert found(client, "cykel strand") == ["Cyklar till stranden"]
    assert found(client, "cykel flygplan") == []


def test_number_is_found_whole_and_by_its_last_part(client: Client, sara: User) -> None:
    first, second = make_idea(title="Först"), make_idea(title="Sedan")
    year, last = second.number.split("-")[1:]
    for written in (second.number, second.number.lower(), f"{year}-{last}", last, str(int(last)), f" {last} "):
        assert found(client, written) == ["Sedan"], written
    assert found(client, first.number) == ["Först"]
    assert found(client, "IDE-1999-0001") == []


def test_what_is_closed_is_not_found_by_its_words(client: Client, sara: User) -> None:
    make_idea(title="Paddla kanot", confidential=True)
    make_idea(title="Paddla kajak", held=True)
    make_idea("draft", title="Paddla flotte")
    make_idea(title="Paddla båt")
    assert found(client, "paddla") == ["Paddla båt"]
    assert found(client, "kanoter") == []


def test_search_follows_a_changed_text(client: Client, sara: User) -> None:
    idea = make_idea(title="Gammalt ord")
    Idea.objects.filter(pk=idea.pk).update(title="Färskt uttryck")
    assert (found(client, "gammalt"), found(client, "färska")) == ([], ["Färskt uttryck"])


@pytest.mark.parametrize("text", ["%", "_", "\\", "'", '"', "''", '"a', "a' OR 1=1 --", "( & | ! :*", "<->", "a:*"])
def test_odd_characters_are_only_text(client: Client, sara: User, text: str) -> None:
    make_idea(title="Vanlig idé")
    assert found(client, text) == []


def test_sign_without_words_finds_titles_that_have_it(client: Client, sara: User) -> None:
    make_idea(title="100 % återvunnet")
    make_idea(title="Vanlig idé")
    assert found(client, "%") == ["100 % återvunnet"]


def test_ten_thousand_letters_are_told_to_be_too_many_and_the_rest_counts(client: Client, sara: User) -> None:
    make_idea(title="Inlämnad")
    make_idea("in_use", title="I bruk")
    response: Any = client.get("/ideer/", {"q": "x" * 10_000, "tillstand": "in_use"})
    assert [idea.title for idea in response.context["page"].object_list] == ["I bruk"]
    assert "Sök efter högst 200 tecken." in response.content.decode()
