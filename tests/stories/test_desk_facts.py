"""The idea's people say whether a story is right."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from goda_exempel.accounts.models import User
from goda_exempel.menu import menu_of
from stories.models import FactCheck, Story
from stories.states import StoryState
from tests.factories import make_user
from tests.stories.factories import make_fact_check, make_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client: Client) -> User:
    somebody = make_user(name="Ida Idégivare")
    client.force_login(somebody)
    return somebody


def asked(person: User, state: str = StoryState.FACT_CHECK, **answer: Any) -> Story:
    story = make_story(state, writer=make_user("communicator"))
    make_fact_check(story, person, **answer)
    return story


def address(story: Story) -> str:
    return reverse("stories:facts", args=[story.pk])


def test_the_person_asked_is_led_to_the_text_and_three_answers(client: Client, person: User) -> None:
    story = asked(person)
    assert client.get(story.get_absolute_url()).headers["Location"] == address(story)
    answer = client.get(address(story))
    assert [panel.move.name for panel in answer.context["panels"]] == [
        "confirm_facts",
        "dispute_facts",
        "decline_facts",
    ]
    assert answer.content.decode().count("<h1") == 1
    assert story.lead in answer.content.decode()


def test_others_are_not_told_that_there_is_a_story(client: Client, person: User) -> None:
    asked(make_user())
    hidden = make_story()
    for name in ("work", "facts", "preview", "edit"):
        assert client.get(reverse(f"stories:{name}", args=[hidden.pk])).status_code == 404
    client.logout()
    assert client.get(address(hidden)).headers["Location"] == f"/logga-in/?next={address(hidden)}"


def test_the_person_asked_may_read_but_not_write(client: Client, person: User) -> None:
    story = asked(person)
    assert client.get(reverse("stories:preview", args=[story.pk])).status_code == 200
    assert client.get(reverse("stories:edit", args=[story.pk])).status_code == 403
    assert client.post(reverse("stories:edit", args=[story.pk])).status_code == 403
    assert client.get(reverse("stories:desk")).status_code == 403


def test_the_desk_itself_is_led_to_the_work(client: Client) -> None:
    story = make_story()
    client.force_login(make_user("communicator"))
    assert client.get(address(story)).headers["Location"] == story.get_absolute_url()


def test_confirming_holds_for_the_text_that_was_read(client: Client, person: User) -> None:
    story = asked(person)
    digest = client.get(address(story)).context["panels"][0].token["digest"]
    client.post(story.move_url("confirm_facts"), {"digest": digest})
    check = FactCheck.objects.get()
    assert (check.answer, check.digest) == ("confirmed", story.fingerprint)
    Story.objects.filter(pk=story.pk).update(lead="Ändrad.")
    late = client.post(story.move_url("confirm_facts"), {"digest": digest})
    assert (late.status_code, FactCheck.objects.get().digest) == (409, digest)
    assert "Texten ändrades efter att du öppnade sidan" in late.content.decode()


def test_asking_for_a_change_needs_words_and_keeps_them(client: Client, person: User) -> None:
    story = asked(person)
    empty = client.post(story.move_url("dispute_facts"), {"reason": ""})
    assert (empty.status_code, FactCheck.objects.get().answer) == (200, "asked")
    client.post(story.move_url("dispute_facts"), {"reason": "Det var 63 elever."})
    assert (FactCheck.objects.get().answer, FactCheck.objects.get().comment) == ("disputed", "Det var 63 elever.")
    assert "Det var 63 elever." in client.get(address(story)).content.decode()


def test_words_written_too_late_are_shown_again(client: Client, person: User) -> None:
    story = asked(person, StoryState.IN_REVIEW)
    answer = client.post(story.move_url("dispute_facts"), {"reason": "Det var 63 elever.", "seen": "fact_check"})
    assert (answer.status_code, "Det var 63 elever." in answer.content.decode()) == (409, True)


@pytest.mark.parametrize(
    ("state", "answer", "words"),
    [
        ("fact_check", {"answer": "confirmed", "digest": "earlier"}, "ditt svar gäller inte längre"),
        ("draft", {"answer": "disputed", "comment": "Fel."}, "Redaktionen arbetar med texten"),
    ],
)
def test_the_page_says_where_the_answer_stands(
    client: Client, person: User, state: str, answer: dict[str, str], words: str
) -> None:
    assert words in client.get(address(asked(person, state, **answer))).content.decode()


def test_what_waits_is_in_the_menu_and_in_a_list(client: Client, person: User) -> None:
    assert menu_of(person) == [item for item in menu_of(person) if "faktakoll" not in item.url]
    story = asked(person)
    asked(person, StoryState.DRAFT)
    asked(person, answer="confirmed")
    asked(make_user())
    assert [item.count for item in menu_of(person) if item.url == "/redaktion/faktakoll/"] == [1]
    assert [check.story for check in client.get("/redaktion/faktakoll/").context["checks"]] == [story]
    client.logout()
    assert client.get("/redaktion/faktakoll/").status_code == 302
