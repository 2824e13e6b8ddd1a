"""Which ideas and stories are told of while somebody writes, and which never are."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from bench.idea_texts import ideas as made_up
from goda_exempel import roles
from goda_exempel.accounts.models import User
from goda_exempel.models import Trace
from ideas.models import Idea
from ideas.similar.nearest import nearest, texts_of
from stories.models import Story
from tests.factories import make_idea, make_unit, make_user
from tests.stories.factories import make_published_story, make_stored_picture

pytestmark = pytest.mark.django_db

BIKES: dict[str, Any] = {
    "title": "Elcyklar i hemtjänsten",
    "problem": "Bilarna står i kö i rusningen.",
    "solution": "Vi köper elcyklar till kvällspatrullen.",
    "benefit": "Undersköterskorna hinner till fler.",
}
WRITTEN = {"problem": "Kvällspatrullen i hemtjänsten kommer för sent.", "solution": "Låt oss få varsin elcykel!"}


def titles(by: User, **kwargs: Any) -> list[str]:
    return [match.title for match in nearest(WRITTEN, by=by, **kwargs)]


def test_idea_in_other_words_is_found_and_others_are_not() -> None:
    make_idea(**BIKES)
    make_idea()
    (match,) = nearest(WRITTEN, by=make_user())
    idea = Idea.objects.get(title=BIKES["title"])
    assert (match.title, match.number, match.url) == (idea.title, idea.number, f"/ideer/{idea.number}/")
    assert (match.state, match.where, match.is_in_use) == ("Inlämnad", "", False)


@pytest.mark.parametrize("title", ["Elcyklar hemtjänsten", "elcykel", "hemtjänstens cyklar", "Elcykel åt läkarna"])
def test_a_few_words_are_enough(title: str) -> None:
    make_idea(title="Elcykeln slog bilen", problem="Bilarna står i kö.", solution="Vi cyklar.", benefit="Tid.")
    make_idea(title="Frukost i skolan", problem="Barn är hungriga.", solution="Servera gröt.", benefit="Lugn.")
    assert [row.title for row in nearest({"title": title}, by=make_user())] == ["Elcykeln slog bilen"]


def test_what_is_in_use_comes_first_and_says_where() -> None:
    solution = "Vi köper cyklar till kvällspatrullen."
    make_idea("in_use", **{**BIKES, "title": "Cyklar i hemtjänsten", "solution": solution})
    make_idea(**BIKES)
    found = nearest(WRITTEN, by=make_user())
    assert [match.title for match in found] == ["Cyklar i hemtjänsten", BIKES["title"]]
    assert (found[0].where, found[0].is_in_use) == ("Biblioteket", True)


@pytest.mark.parametrize("role", [roles.STAFF, roles.COACH, roles.ADMINISTRATOR])
def test_what_others_may_not_know_never_shows(role: str) -> None:
    person = make_user(role)
    make_idea("draft", **BIKES)
    make_idea("withdrawn", **BIKES)
    make_idea(**BIKES, confidential=True)
    make_idea(**BIKES, held=True)
    assert titles(person) == []
    make_idea(**{**BIKES, "title": "Öppen"})
    assert titles(person) == ["Öppen"]


def test_somebody_without_a_role_hears_of_own_ideas_only() -> None:
    nobody = make_user()
    nobody.groups.clear()
    make_idea(**BIKES)
    assert titles(User.objects.get(pk=nobody.pk)) == []


@pytest.mark.parametrize(
    "change",
    [
        {"confidential": True},
        {"held": True},
        {"state": "withdrawn"},
        dict.fromkeys(BIKES, ""),
    ],
)
def test_traces_follow_every_change_also_past_the_forms(change: dict[str, Any]) -> None:
    idea = make_idea(**BIKES)
    before = Trace.objects.filter(kind="idea", subject=idea.pk).count()
    Idea.objects.filter(pk=idea.pk).update(**change)
    assert titles(make_user()) == []
    assert before > Trace.objects.filter(kind="idea", subject=idea.pk).count()


def test_idea_itself_is_left_out() -> None:
    idea = make_idea(**BIKES)
    assert nearest(texts_of(idea), by=make_user(), exclude=idea) == []


def test_published_story_is_found_with_where_it_is_in_use() -> None:
    story = make_published_story(picture=make_stored_picture(), ideas=[make_idea()])
    written = {"problem": f"{story.title} {story.lead}", "solution": story.body}
    found = nearest(written, by=make_user())
    assert ("story", story.title, story.public_url) in [(match.kind, match.title, match.url) for match in found]
    Story.objects.update(publish_at="2999-01-01T12:00Z")
    assert "story" not in [match.kind for match in nearest(written, by=make_user())]


@pytest.mark.parametrize("text", ["", "   ", "och att det är", "\\ ' \" % _ :* & |", "x" * 200_000, "123 456"])
def test_texts_that_say_nothing_find_nothing(text: str) -> None:
    make_idea(**BIKES)
    assert nearest({"problem": text}, by=make_user()) == []


def test_five_at_most_and_constant_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    person, author, unit = make_user(), make_user(), make_unit()
    for count, expected in ((1, 1), (49, 5)):
        for _each in range(count):
            make_idea(**BIKES, submitter=author, unit=unit)
        assert person.role_names
        with django_assert_num_queries(2):
            assert len(nearest(WRITTEN, by=person)) == expected


@pytest.mark.slow
def test_twin_is_among_the_first_five_and_only_indexes_are_read() -> None:
    """The measure of ``bench.similar`` in small. That no table is read from end to end is counted by the database."""
    person, unit = make_user(), make_unit()
    texts = made_up(1000)
    columns = ("title", "problem", "solution", "benefit")
    stamp = make_idea()
    rows = Idea.objects.bulk_create(
        Idea(
            number=f"IDE-1999-{number:04}", unit=unit, state="submitted", submitted_at=stamp.submitted_at,
            reply_due=stamp.reply_due, **{name: getattr(text, name) for name in columns},
        )
        for number, text in enumerate(texts)
    )  # fmt: skip
    before = scans()
    twins = [(rows[number], rows[text.twin]) for number, text in enumerate(texts) if text.twin is not None]
    found = sum(
        twin.pk in [match.pk for match in nearest(texts_of(idea), by=person, exclude=idea)] for idea, twin in twins
    )
    assert found >= 0.9 * len(twins)
    whole, by_index = scans()
    assert (whole, by_index > before[1]) == (before[0], True)


def scans() -> tuple[int, int]:
    """How often the table of traces was read whole, and by an index, in this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq_scan, idx_scan FROM pg_stat_xact_user_tables WHERE relname = 'goda_exempel_trace'")
        whole, by_index = cursor.fetchone()
    return whole, by_index


def test_part_of_the_page_lists_them_for_those_who_work_here(client: Client) -> None:
    client.force_login(make_user())
    make_idea("in_use", **BIKES)
    page = client.post("/ideer/liknande/", WRITTEN).content.decode()
    assert "Någon har tänkt på något liknande:" in page
    assert BIKES["title"] in page
    assert "Används redan: Biblioteket" in page
    assert "<html" not in page
    assert (
        "Inget liknande hittills."
        in client.post("/ideer/liknande/", {"problem": "Flygplanen väsnas."}).content.decode()
    )
    assert client.post("/ideer/liknande/", {"problem": "Kort"}).content.decode().strip() == ""


def test_part_of_the_page_leaves_out_the_draft_it_belongs_to(client: Client) -> None:
    sara = make_user()
    client.force_login(sara)
    idea = make_idea(**BIKES, submitter=sara)
    page = client.post("/ideer/liknande/", {**BIKES, "number": idea.number}).content.decode()
    assert idea.number not in page
    assert idea.number in client.post("/ideer/liknande/", BIKES).content.decode()


def test_part_of_the_page_takes_what_can_be_read(client: Client) -> None:
    client.force_login(make_user())
    make_idea(**BIKES)
    for bad in ({"title": "x" * 100_000}, {"summary": "a\x07b"}, {"title": "<script>alert(1)</script>"}):
        response = client.post("/ideer/liknande/", {**WRITTEN, **bad})
        assert response.status_code == 200
        assert BIKES["title"] in response.content.decode()
        assert "<script>" not in response.content.decode()


def test_part_of_the_page_is_limited_and_for_staff(client: Client) -> None:
    assert client.post("/ideer/liknande/").status_code == 302
    nobody = make_user()
    nobody.groups.clear()
    client.force_login(nobody)
    assert client.post("/ideer/liknande/", WRITTEN).status_code == 403
    client.force_login(make_user())
    assert client.get("/ideer/liknande/").status_code == 405
    answers = [client.post("/ideer/liknande/", {}).status_code for _each in range(91)]
    assert (set(answers[:90]), answers[90]) == ({200}, 429)


def test_page_of_an_idea_shows_similar_ones_to_everybody_and_a_press_to_coaches(client: Client) -> None:
    idea, other = make_idea(**BIKES), make_idea("in_use", **BIKES)
    press = f'action="/ideer/{idea.number}/samma-ide/"'
    for person, presses in ((make_user(), 0), (make_user(roles.COACH), 2)):
        client.force_login(person)
        page = client.get(f"/ideer/{idea.number}/").content.decode()
        assert "Liknande idéer" in page
        assert f'href="/ideer/{other.number}/"' in page
        assert page.count(press) == presses
