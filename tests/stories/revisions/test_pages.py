"""The pages of versions: who may see them, what they show, and going back."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from goda_exempel.accounts.models import User
from stories.models import Story
from stories.revisions.models import Revision
from stories.states import StoryState
from stories.workflow import change
from tests.factories import make_user
from tests.stories.factories import make_fact_check, make_story

pytestmark = pytest.mark.django_db
PAGES = ("revisions", "revision", "revision_compare")


@pytest.fixture(autouse=True)
def _may() -> Iterator[None]:
    with time_machine.travel("2026-05-20T10:00:00Z", tick=True):
        yield


@pytest.fixture
def siv(client: Client) -> User:
    person = make_user("communicator", name="Siv Skribent")
    client.force_login(person)
    return person


def save(story: Story, by: User, **values: Any) -> Story:
    now = Story.objects.get(pk=story.pk)
    return change(now, values, by=by, seen=now.version)


def address(name: str, story: Story, number: int = 1) -> str:
    return reverse(
        f"stories:{name}", args=[story.pk] if name in ("revisions", "revision_compare") else [story.pk, number]
    )


@pytest.mark.parametrize("name", [*PAGES, "revision_restore"])
def test_only_the_desk_sees_earlier_texts(client: Client, name: str) -> None:
    story, asked = make_story(StoryState.FACT_CHECK, lead="Hemlig mening."), make_user("staff")
    make_fact_check(story, asked)
    save(story, make_user("communicator"), lead="Den nya.")
    path = address(name, story)
    ask = client.post if name == "revision_restore" else client.get
    assert ask(path).headers["Location"].startswith("/logga-in/")
    seen = []
    for person in (make_user("coach", "administrator"), asked):
        client.force_login(person)
        answer = ask(path)
        seen.append((answer.status_code, "Hemlig mening" in answer.content.decode()))
    assert seen == [(404, False), (403, False)]
    assert Story.objects.get(pk=story.pk).lead == "Den nya."


@pytest.mark.parametrize("name", PAGES)
def test_a_version_of_another_story_is_not_found(client: Client, siv: User, name: str) -> None:
    one, two = make_story(), make_story(lead="Den andras.")
    for _round in range(3):
        save(two, siv, lead=f"Den andras {_round}.")
    save(one, siv, lead="Min.")
    assert client.get(reverse("stories:revision", args=[one.pk, 4])).status_code == 404
    assert client.get(address("revision_compare", one) + "?fran=1&till=4").status_code == 404
    assert "Den andras" not in client.get(address(name, one, 2)).content.decode()


def test_the_list_asks_the_same_with_one_and_with_many(
    client: Client, siv: User, django_assert_num_queries: Any
) -> None:
    story = make_story()
    counts = []
    for saves in (1, 60):
        for number in range(saves):
            save(story, siv, lead=f"Ingress {saves} {number}.")
        with django_assert_num_queries(8) as queries:
            answer = client.get(address("revisions", story))
        counts.append(len(queries))
    assert (counts[0], len(answer.context["page"]), answer.context["page"].paginator.count) == (counts[1], 25, 62)
    last = client.get(address("revisions", story) + "?sida=3")
    assert [row.number for row in last.context["page"]] == list(range(12, 0, -1))


def test_one_is_shown_as_readers_would_see_it(client: Client, siv: User) -> None:
    story = make_story(title="Grytan", body="<p>Det gamla stycket.</p>")
    save(story, siv, title="Soppan", body="<p>Det nya stycket.</p>")
    page = client.get(address("revision", story, 1)).content.decode()
    assert ("Det gamla stycket." in page, "Det nya stycket." in page) == (True, False)
    assert '<meta name="robots" content="noindex">' in page
    assert client.get(address("revision", story, 3)).status_code == 404


def test_any_two_are_compared_the_older_first(client: Client, siv: User) -> None:
    story = make_story(lead="Ett.", slug="grytan")
    save(story, siv, lead="Två.")
    save(story, siv, lead="Tre.", slug="soppan")
    for query, expected in {
        "": [("lead", 2, 3), ("slug", 2, 3)],
        "?fran=3&till=1": [("lead", 1, 3), ("slug", 1, 3)],
        "?fran=1&till=2": [("lead", 1, 2)],
        "?fran=2&till=2": [],
        "?fran=x&till=99999999999999": [("lead", 2, 3), ("slug", 2, 3)],
    }.items():
        shown = client.get(address("revision_compare", story) + query).context
        found = [(row.name, shown["old"].number, shown["new"].number) for row in shown["differences"]]
        assert (query, found) == (query, expected)


def test_words_say_what_was_added_and_removed(client: Client, siv: User) -> None:
    story = make_story(lead="En röd bil.")
    save(story, siv, lead="En blå bil.")
    page = client.get(address("revision_compare", story)).content.decode()
    assert page.count("<ins>") == page.count("<del>") == 2  # one of each is the explanation
    assert "</span>röd</del>" in page
    assert "</span>blå</ins>" in page


def test_a_story_without_versions_says_so(client: Client, siv: User) -> None:
    story = make_story()
    assert client.get(address("revisions", story)).status_code == 200
    assert client.get(address("revision_compare", story)).status_code == 404


def test_going_back(client: Client, siv: User) -> None:
    story = make_story(lead="Det gamla.")
    now = save(story, siv, lead="Det nya.")
    path = address("revision_restore", story)
    assert client.get(path).status_code == 405
    stale = client.post(path, {"version": story.version})
    assert (stale.status_code, Story.objects.get(pk=story.pk).lead) == (409, "Det nya.")
    done = client.post(path, {"version": now.version})
    assert (done.status_code, Story.objects.get(pk=story.pk).lead) == (302, "Det gamla.")
    assert [row.kind for row in Revision.objects.filter(story=story)] == ["restored", "saved", "begun"]


def test_what_is_approved_is_not_gone_back_from(client: Client, siv: User) -> None:
    story = make_story(lead="Det gamla.")
    save(story, siv, lead="Det nya.")
    Story.objects.filter(pk=story.pk).update(state=StoryState.WITHDRAWN)
    now = Story.objects.get(pk=story.pk)
    answer = client.post(address("revision_restore", story), {"version": now.version})
    assert (answer.status_code, Story.objects.get(pk=story.pk).lead) == (409, "Det nya.")
    assert "aterstall" not in client.get(address("revision", story, 1)).content.decode()


@pytest.mark.parametrize("name", [*PAGES, "work", "edit"])
def test_a_title_of_markup_is_shown_as_text(client: Client, siv: User, name: str) -> None:
    bad = '"><img src=x onerror=alert(1)>'
    story = make_story()
    save(story, siv, title=bad, lead=bad, byline=bad)
    save(story, siv, title=f"{bad} igen", lead=f"{bad} igen")
    path = address(name, story, 2) if name in PAGES else reverse(f"stories:{name}", args=[story.pk])
    page = client.get(path).content.decode()
    assert ("onerror=alert(1)" in page, "<img src=x" in page) == (True, False)
