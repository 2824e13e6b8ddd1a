"""The archive: filters with counts, pages, and addresses that nobody's link leads to."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from goda_exempel.accounts.models import Unit
from tests.factories import make_unit
from tests.public.factories import make_archive, make_texts
from tests.stories.factories import make_published_story

pytestmark = pytest.mark.django_db


def text_of(client: Client, query: str) -> str:
    answer = client.get(f"/goda-exempel/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def stories() -> None:
    """Two years, two levels of units, two kinds of benefit."""
    school = make_unit("Skolan")
    kitchen = make_unit("Köket", parent=school)
    for number, (year, unit, benefit) in enumerate(
        [(2019, kitchen, "time"), (2019, school, "quality"), (2020, make_unit("Parken"), "time")]
    ):
        at = datetime(year, 5, 1, 9, tzinfo=UTC)
        make_published_story(at, unit=unit, benefit_kind=benefit, slug=f"s-{number}", title=f"Berättelse {number}")


def unit_slug(name: str) -> str:
    return Unit.objects.get(name=name).slug


def found(text: str) -> set[int]:
    return {number for number in range(3) if f"/s-{number}/" in text}


@pytest.mark.usefixtures("stories")
def test_filters_leave_what_they_say(client: Client) -> None:
    assert found(text_of(client, "")) == {0, 1, 2}
    assert found(text_of(client, "?ar=2019")) == {0, 1}
    assert found(text_of(client, "?nytta=time")) == {0, 2}
    assert found(text_of(client, f"?forvaltning={unit_slug('Skolan')}")) == {0, 1}
    assert found(text_of(client, f"?forvaltning={unit_slug('Köket')}&ar=2019&nytta=time")) == {0}
    assert found(text_of(client, "?q=berättelse&ar=2020")) == {2}


@pytest.mark.usefixtures("stories")
def test_each_facet_counts_what_the_others_leave(client: Client) -> None:
    text = text_of(client, "?ar=2019")
    assert '2019 <span class="count">2</span>' in text
    assert '2020 <span class="count">1</span>' in text
    assert 'Skolan <span class="count">2</span>' in text
    assert "Parken" not in text


@pytest.mark.usefixtures("stories")
def test_a_chosen_filter_is_marked_and_its_link_takes_it_away(client: Client) -> None:
    text = text_of(client, "?ar=2019")
    assert '<a href="/goda-exempel/" aria-current="true">2019' in text


def test_pages_hold_twelve(client: Client) -> None:
    make_archive(30)
    assert [text_of(client, query).count('<li class="result">') for query in ("", "?sida=2", "?sida=3")] == [12, 12, 6]


@pytest.mark.parametrize("page", ["0", "-1", "abc", "999999", "1e9", "٣٣"])
def test_a_page_that_no_link_leads_to_is_not_found(page: str, client: Client) -> None:
    make_archive(1)
    answer = client.get("/goda-exempel/", {"sida": page})
    assert answer.status_code == 404
    assert 'href="/goda-exempel/"' in answer.content.decode()


@pytest.mark.parametrize("query", ["?ar=abc", "?ar=-5", "?nytta=guld", "?forvaltning=finns-inte", "?forvaltning=å%20ä"])
def test_a_filter_that_no_link_has_is_not_found(query: str, client: Client) -> None:
    assert client.get(f"/goda-exempel/{query}").status_code == 404


def test_of_a_parameter_given_twice_the_last_counts(client: Client) -> None:
    make_archive(13)
    assert text_of(client, "?sida=7&sida=2").count('<li class="result">') == 1


def test_an_empty_archive_says_what_will_be_here(client: Client) -> None:
    assert "Här finns inget ännu." in text_of(client, "")


def test_nothing_found_suggests_words_and_shows_the_latest(client: Client) -> None:
    make_texts("Cyklar åt alla")
    text = text_of(client, "?q=qqqqq")
    assert "Inget svarar mot ”qqqqq”" in text
    assert "?q=cyklar" in text
    assert "Cyklar åt alla" in text


def test_a_search_that_is_too_long_is_told_so(client: Client) -> None:
    text = text_of(client, f"?q={'a' * 10_000}")
    assert "högst 200 tecken" in text


SIGNS = ("'", '"', "%", "_", "\\", "&|!()", ":*", "<->", "' OR 1=1 --", "-", "💡", "\u202eabc", "\ud7ff")


@pytest.mark.parametrize("q", SIGNS)
def test_a_search_for_signs_alone_is_answered_kindly(q: str, client: Client) -> None:
    make_texts("Cyklar åt alla")
    answer = client.get("/goda-exempel/", {"q": q})
    assert answer.status_code == 200
    assert "Cyklar åt alla" in answer.content.decode()


def test_a_character_that_is_none_is_refused(client: Client) -> None:
    assert client.get("/goda-exempel/?q=%00").status_code == 400


def test_markup_in_a_search_is_text(client: Client) -> None:
    assert "<b>fet" not in text_of(client, "?q=%3Cb%3Efet")
