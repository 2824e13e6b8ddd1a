"""What a search must find, and what it must not."""

import pytest

from goda_exempel.searching.swedish import forms_of, is_inflection, is_slip, words_to_find
from stories.models import Story, Synonym
from stories.search.query import search
from tests.public.factories import make_texts

pytestmark = pytest.mark.django_db


def titles(query: str) -> list[str]:
    found = Story.objects.in_bulk(search(query).pks)
    return [found[pk].title for pk in search(query).pks]


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("idén", "En idé om skog"),
        ("idé", "Idén växte"),
        ("förskolan", "Förskola i skogen"),
        ("förskola", "Förskolan vid ån"),
        ("köket", "Ett kök för alla"),
        ("kök", "Köket på Ekskolan"),
        ("omsorg", "Äldreomsorgen lyssnar"),
        ("äldre", "Äldreomsorgen lyssnar"),
        ("cykel", "Cyklar åt alla"),
        ("CYKLAR", "Cyklar åt alla"),
        ("biblotek", "Biblioteket kommer hem"),
        ("biblioteek", "Bibliotek i skogen"),
        ("skridskro", "Skridskor åt alla"),
        ("bib", "Biblioteket kommer hem"),
        ("forskola", "Förskola i skogen"),
        ("dagis", "Förskola i skogen"),
        ("lampor lagar", "Vi lagar lampor"),
        ('"lagar lampor"', "Vi lagar lampor"),
        ("e-tjänst", "En e-tjänst för bygglov"),
        ("bygglov för hunden och e-tjänst", "En e-tjänst för bygglov"),
    ],
)
def test_a_search_finds(query: str, title: str) -> None:
    make_texts(title, "Något helt annat")
    assert title in titles(query)
    assert "Något helt annat" not in titles(query)


@pytest.mark.parametrize(
    ("query", "title"),
    [("kor", "Kör så det ryker"), ("lån", "Lan i källaren"), ('"lampor lagar"', "Vi lagar lampor"), ("skola", "Skål")],
)
def test_a_search_does_not_confuse(query: str, title: str) -> None:
    make_texts(title, "Kor på bete", "Lån av böcker", "Skola i byn")
    assert title not in titles(query)


def test_the_word_itself_comes_before_what_is_like_it() -> None:
    make_texts("Äldreomsorgen lyssnar", "Omsorg i natten")
    assert titles("omsorg") == ["Omsorg i natten", "Äldreomsorgen lyssnar"]


def test_all_words_are_wanted_and_some_are_taken_where_there_is_nothing_else() -> None:
    make_texts("Cyklar i byn", "Bussar i byn", "Cyklar och bussar")
    assert titles("cyklar bussar") == ["Cyklar och bussar"]
    answer = search("cyklar ubåtar")
    assert answer.some_words
    assert len(answer.pks) == 2


def test_only_what_is_published_is_searched() -> None:
    story = make_texts("Cyklar åt alla")[0]
    assert titles("cyklar") == ["Cyklar åt alla"]
    Story.objects.filter(pk=story.pk).update(edition=None, state="draft")
    assert titles("cyklar") == []


def test_a_new_synonym_counts_at_once() -> None:
    make_texts("Cyklar åt alla")
    assert titles("hojar") == []
    Synonym.objects.create(word="Hojar ", means="cyklar")
    assert titles("hojar") == ["Cyklar åt alla"]


def test_words_that_say_nothing_are_left_out_unless_they_are_all() -> None:
    assert words_to_find("hur gör man en cykel") == ["cykel"]
    assert words_to_find("hur gör man") == ["hur", "gör", "man"]
    assert words_to_find(' % _ " ') == []


@pytest.mark.parametrize(
    ("word", "other", "same"),
    [
        ("kök", "köket", True),
        ("idén", "idéer", True),
        ("lampa", "lampornas", True),
        ("barn", "bara", False),
        ("kör", "kor", False),
    ],
)
def test_forms_of_a_word(word: str, other: str, *, same: bool) -> None:
    assert is_inflection(word, other) is same
    assert not same or other in forms_of(word)


@pytest.mark.parametrize(
    ("word", "other", "slip"),
    [("sklo", "skola", False), ("sklola", "skola", True), ("skoal", "skola", True), ("kör", "för", False)],
)
def test_slips_of_the_pen(word: str, other: str, *, slip: bool) -> None:
    assert is_slip(word, other) is slip
