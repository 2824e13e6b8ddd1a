"""The handbook: shown beside the fields and as a whole, changed by coaches, and nothing of it is ever lost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from goda_exempel import roles
from goda_exempel.accounts.models import User
from ideas.guidance.models import Guidance
from ideas.guidance.topics import TOPICS, Words, default_words
from ideas.guidance.workflow import WordingConflictError, newest, reword
from tests.factories import make_idea, make_user

pytestmark = pytest.mark.django_db
KEY, EDIT = "try_small", "/ideer/handbok/prova-i-liten-skala/andra/"
AGAIN = "/ideer/handbok/prova-i-liten-skala/ateranvand/"


@pytest.fixture
def ulla(client: Client) -> User:
    user = make_user(roles.COACH, name="Ulla")
    client.force_login(user)
    return user


def filled(**fields: Any) -> dict[str, Any]:
    return {
        "seen": 0,
        "title_sv": "Prova smått",
        "text_sv": "Börja **litet**.",
        "title_en": "Try small",
        "text_en": "Begin small.",
        **fields,
    }


def rendered(template: str) -> str:
    request = RequestFactory().get("/")
    return Template("{% load guidance %}" + template).render(Context({"request": request}))


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.key)
def test_each_topic_has_a_wording_in_both_languages(topic: Any) -> None:
    words = default_words(topic.key)
    for title, text in ((words.title_sv, words.text_sv), (words.title_en, words.text_en)):
        assert 5 < len(title) < 60
        assert 300 < len(text) < 1500
        assert not title.startswith("#")


def test_handbook_has_contents_and_every_text(client: Client) -> None:
    client.force_login(make_user())
    page = client.get("/ideer/handbok/").content.decode()
    for topic in TOPICS:
        assert f'<a href="#{topic.slug}">{default_words(topic.key).title_sv}</a>' in page
        assert f'<h2 id="{topic.slug}">{default_words(topic.key).title_sv}</h2>' in page
    assert "<strong>Nyttiggjord.</strong>" in page
    assert "Ändra texten" not in page


def test_handbook_in_english(client: Client) -> None:
    client.force_login(make_user(language="en"))
    page = client.get("/en/ideer/handbok/").content.decode()
    assert "How to try it small" in page
    assert "Så provar du" not in page


def test_what_is_not_translated_is_marked_as_swedish(client: Client, ulla: User) -> None:
    client.post(EDIT, filled(title_en="", text_en=""))
    with override("en"):
        html = rendered('{% guidance "try_small" %}')
    assert '<span lang="sv">Prova smått</span>' in html
    assert '<div class="guidance-text" lang="sv"><p>Börja <strong>litet</strong>.</p>' in html


def test_tag_shows_a_folded_text_that_leads_to_the_handbook() -> None:
    html = rendered('{% guidance "try_small" %}')
    assert '<details class="guidance">' in html
    assert '<summary id="vagledning-prova-i-liten-skala">' in html
    assert 'href="/ideer/handbok/#prova-i-liten-skala"' in html


def test_tags_of_a_page_cost_one_query_and_an_id_stands_once(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        html = rendered("".join(f'{{% guidance "{topic.key}" %}}' for topic in (*TOPICS, *TOPICS)))
    assert html.count("<details") == 2 * len(TOPICS)
    assert html.count(' id="') == len(TOPICS)


def test_guidance_stands_above_the_fields_of_moves(client: Client, ulla: User) -> None:
    idea = make_idea("in_review", moves=("submit", "take", "ask_owner", "accept_ownership"), coach=ulla)
    page = client.get(idea.get_absolute_url()).content.decode()
    for slug in ("prova-i-liten-skala", "svara-bra", "ny-nyttig-nyttiggjord"):
        assert page.count(f'id="vagledning-{slug}"') == 1
    client.force_login(make_user())
    assert "vagledning-" not in client.get(idea.get_absolute_url()).content.decode()
    assert 'id="vagledning-tre-fragor"' in client.get("/ideer/ny/").content.decode()


def test_a_coach_changes_a_text_and_everybody_reads_it(client: Client, ulla: User) -> None:
    assert client.get(EDIT).context["form"]["title_sv"].value() == "Så provar du i liten skala"
    response = client.post(EDIT, filled())
    assert response.headers["Location"] == "/ideer/handbok/#prova-i-liten-skala"
    client.force_login(make_user())
    page = client.get("/ideer/handbok/").content.decode()
    assert "<p>Börja <strong>litet</strong>.</p>" in page
    assert "Så provar du i liten skala" not in page


@pytest.mark.parametrize("role", [roles.STAFF, roles.MANAGER, roles.COMMUNICATOR, roles.ADMINISTRATOR])
def test_others_change_nothing(client: Client, role: str) -> None:
    client.force_login(make_user(role))
    answers = [client.get(EDIT), client.post(EDIT, filled()), client.post(AGAIN, {"number": 0, "seen": 0})]
    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert not Guidance.objects.exists()


def test_unknown_topics_are_not_there(client: Client, ulla: User) -> None:
    assert client.get("/ideer/handbok/finns-inte/andra/").status_code == 404
    assert client.post("/ideer/handbok/finns-inte/ateranvand/").status_code == 404


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"title_sv": " ", "text_sv": ""}, {"title_sv", "text_sv"}),
        ({"title_sv": "x" * 121}, {"title_sv"}),
        ({"text_sv": "x" * 6001}, {"text_sv"}),
        ({"text_sv": "bo\x07b"}, {"text_sv"}),
        ({"title_en": ""}, {"title_en"}),
        ({"text_en": ""}, {"text_en"}),
        ({"seen": ""}, {"seen"}),
        ({"seen": "-1"}, {"seen"}),
        ({"seen": "9" * 40}, {"seen"}),
    ],
)
def test_bad_input_is_told_at_its_field_and_nothing_is_lost(
    client: Client, ulla: User, fields: dict[str, Any], errors: set[str]
) -> None:
    response = client.post(EDIT, filled(**fields))
    assert (response.status_code, set(response.context["form"].errors)) == (200, errors)
    if "text_en" not in fields:
        assert "Begin small." in response.content.decode()
    assert not Guidance.objects.exists()


def test_second_press_makes_no_second_wording(client: Client, ulla: User) -> None:
    assert [client.post(EDIT, filled()).status_code for _each in "12"] == [302, 302]
    assert Guidance.objects.count() == 1


def test_two_edits_at_once_lose_nothing(client: Client, ulla: User) -> None:
    reword(KEY, Words("Deras", "Deras text."), by=make_user(roles.COACH, name="Olof"), seen=0)
    response = client.post(EDIT, filled())
    page = response.content.decode()
    assert response.status_code == 409
    for text in ("Olof sparade en annan text", "Deras text.", "Börja **litet**."):
        assert text in page
    assert newest(KEY)[1].text_sv == "Deras text."
    shown = {name: response.context["form"][name].value() for name in filled()}
    assert shown == filled(seen=1)
    client.post(EDIT, shown)
    assert newest(KEY)[1].text_sv == "Börja **litet**."
    assert Guidance.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_one_is_told() -> None:
    ulla, barrier = make_user(roles.COACH), Barrier(2)

    def save(text: str) -> bool:
        try:
            barrier.wait(20)
            reword(KEY, Words("Titel", text), by=ulla, seen=0)
        except WordingConflictError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(save, ["Ett", "Två"])) == [False, True]


def test_earlier_wordings_can_be_read_and_used_again(client: Client, ulla: User) -> None:
    for number, text in enumerate(("Första.", "Andra.")):
        client.post(EDIT, filled(seen=number, text_sv=text))
    page = client.get(EDIT).content.decode()
    assert "<p>Första.</p>" in page
    assert page.count(", Ulla") == 2
    assert client.post(AGAIN, {"number": 1, "seen": 2}).status_code == 302
    assert newest(KEY) == (3, Words("Prova smått", "Första.", "Try small", "Begin small."))


def test_the_wording_of_the_portal_can_be_used_again(client: Client, ulla: User) -> None:
    client.post(EDIT, filled())
    client.post(AGAIN, {"number": 0, "seen": 1})
    assert newest(KEY) == (2, default_words(KEY))
    assert list(Guidance.objects.of(KEY).values_list("number", "is_default")) == [(2, True), (1, False)]
    assert client.post(AGAIN, {"number": 0, "seen": 2}).status_code == 302
    assert Guidance.objects.count() == 2


@pytest.mark.parametrize("data", [{}, {"number": 7, "seen": 0}, {"number": "x", "seen": 0}, {"number": -1, "seen": 0}])
def test_there_are_no_other_wordings(client: Client, ulla: User, data: dict[str, Any]) -> None:
    assert client.post(AGAIN, data).status_code == 404


def test_using_again_what_is_outdated_is_told(client: Client, ulla: User) -> None:
    reword(KEY, Words("Deras", "Deras text."), by=make_user(roles.COACH, name="Olof"), seen=0)
    response = client.post(AGAIN, {"number": 0, "seen": 0})
    assert response.status_code == 409
    assert "Olof sparade en annan text" in response.content.decode()


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_a_wording(ulla: User, change: str) -> None:
    reword(KEY, Words("Titel", "Text"), by=ulla, seen=0)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Guidance.objects.update(text_sv="Annat") if change == "update" else Guidance.objects.all().delete()
    ulla.delete()
    assert Guidance.objects.get().actor_name == "Ulla"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](java\tscript:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "![x](https://utanfor.example/x.png)",
        '<img src=x onerror="alert(1)">',
        "<javascript:alert(1)>",
    ],
)
def test_markdown_brings_no_script(client: Client, ulla: User, text: str) -> None:
    client.post(EDIT, filled(text_sv=text))
    article = client.get("/ideer/handbok/").content.decode().partition('<h2 id="prova-i-liten-skala">')[2]
    article = article.partition("</article>")[0]
    for sign in ("<script", "<img", "<iframe", 'href="javascript', 'href="data'):
        assert sign not in article
