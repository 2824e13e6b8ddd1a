"""What nobody means to send, in the form and in the code."""

import pytest
from django.test import Client

from ideas.models import Idea
from tests.ideas.breakroom.leaving import TEXTS, code_in, make_left, make_poster, make_stamp, send

pytestmark = pytest.mark.django_db

VECTORS = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}{% debug %}", "javascript:alert(1)")


@pytest.mark.parametrize("empty", ["", "   ", "\n\t", "\u200b\u200d\ufeff", " \u2060 \u00ad"])
def test_nothing_to_read(empty: str) -> None:
    response = send(make_poster(), solution=empty, problem="Det här står kvar")
    page = response.content.decode()
    assert "En mening räcker." in page
    assert 'href="#id_solution"' in page
    assert "Det här står kvar" in page
    assert Idea.objects.count() == 0


def test_name_of_marks_without_width_is_no_name() -> None:
    send(make_poster(), submitter_name="\u200b")
    assert Idea.objects.get().submitter_name == "Anonym medarbetare"


@pytest.mark.parametrize("field", TEXTS)
def test_a_million_characters(field: str) -> None:
    response = send(make_poster(), **{field: "å" * 900_000})
    assert response.status_code == 200
    assert f'href="#id_{field}"' in response.content.decode()
    assert Idea.objects.count() == 0


def test_more_than_a_form_holds() -> None:
    assert send(make_poster(), solution="x" * 9_000_000).status_code == 400
    assert Idea.objects.count() == 0


@pytest.mark.parametrize("field", [*TEXTS, "submitter_name"])
@pytest.mark.parametrize("mark", ["\0", "\x07"])
def test_control_characters(field: str, mark: str) -> None:
    response = send(make_poster(), **{field: f"Ett{mark}två"})
    assert response.status_code == 200
    assert f'href="#id_{field}"' in response.content.decode()
    assert Idea.objects.count() == 0


def test_lone_surrogate_is_read_as_a_mark_of_replacement() -> None:
    poster = make_poster()
    body = b"solution=Krok%ED%A0%80ar&stamp=" + make_stamp(poster).signed.encode()
    response = Client().post(poster.get_absolute_url(), body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 200
    assert "\ud800" not in Idea.objects.get().solution


def test_composed_and_decomposed_letters_are_the_same() -> None:
    send(make_poster(), solution="A\u030ake i ko\u0308ket")
    assert Idea.objects.get().solution == "Åke i köket"


@pytest.mark.parametrize("vector", VECTORS)
def test_markup_is_shown_as_it_was_written(vector: str, client: Client) -> None:
    poster = make_poster()
    response = send(poster, submitter_name=vector, **dict.fromkeys(TEXTS, vector))
    idea = Idea.objects.get()
    assert idea.coach is not None
    client.force_login(idea.coach)
    pages = [
        response,
        Client().post("/folj/", {"code": code_in(response)}),
        client.get(idea.get_absolute_url()),
        client.get("/ideer/att-slappa-fram/"),
    ]
    for page in pages:
        assert page.status_code == 200
        text = page.content.decode()
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "49" not in text.replace(idea.number, "") or vector != VECTORS[2]


def test_fields_that_are_not_in_the_form_do_nothing() -> None:
    send(
        make_poster(), state="in_use", held="", submitter="1", coach="1", number="IDE-1-1", title="Min titel", unit="9"
    )
    idea = Idea.objects.get()
    assert (idea.state, idea.held, idea.submitter, idea.title) == ("submitted", True, None, "Krokar i barnens höjd")


@pytest.mark.parametrize("code", ["", " ", "\u200b", "\0", "x" * 10_000, "<script>", "1 2 3 4 5", "%", "\ud83d\ude00"])
def test_codes_that_are_none(code: str) -> None:
    make_left()
    code = code.encode("utf-16", "surrogatepass").decode("utf-16")
    response = Client().post("/folj/", {"code": code})
    assert response.status_code == 200
    assert "Krokar" not in response.content.decode()
    assert 'href="#id_code"' in response.content.decode()


def test_other_ways_of_asking() -> None:
    poster = make_poster()
    for method in ("put", "delete", "patch"):
        assert getattr(Client(), method)(poster.get_absolute_url()).status_code == 405
        assert getattr(Client(), method)("/folj/").status_code == 405
    assert Client().head(poster.get_absolute_url()).status_code == 200
