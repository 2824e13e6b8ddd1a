from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from goda_exempel import roles
from goda_exempel.accounts.models import User
from goda_exempel.notices.models import Notice
from ideas.models import Idea
from tests.factories import make_unit, make_user

pytestmark = pytest.mark.django_db

THREE = {"problem": "Det är trångt.", "solution": "Vi har öppet längre.", "benefit": "63 elever."}
MORE = {
    "title": "Öppet längre",
    "summary": "Kort.",
    "spread": "Alla.",
    "development": "Steg för steg.",
    "links": "www.exempel.example",
    "contact": "Anna",
    "benefit_kind": "quality",
}


@pytest.fixture
def stina(client: Client) -> User:
    make_user(roles.COACH, name="Ulla Coach")
    stina = make_user(units=(make_unit("Biblioteket"),), name="Stina")
    client.force_login(stina)
    return stina


def write(client: Client, **data: Any) -> Any:
    """Fill in the first page and go on."""
    return client.post("/ideer/ny/", {"form_key": f"{uuid4()}", **data}, follow=True)


def hand_in(client: Client, **data: Any) -> Any:
    """And press the button of the page where the answers are checked, if the form leads there."""
    response = write(client, **data)
    if "answers" not in response.context:
        return response
    form = response.context["form"]
    return client.post(f"{response.context['idea'].get_absolute_url()}flytta/submit/", form.initial, follow=True)


def test_three_answers_are_checked_and_make_an_idea_with_number_name_and_date(client: Client, stina: User) -> None:
    checked = write(client, **THREE)
    idea = Idea.objects.get()
    assert (idea.state, checked.redirect_chain) == ("draft", [(f"/ideer/{idea.number}/kontrollera/", 302)])
    assert Notice.objects.count() == 0
    response = client.post(f"/ideer/{idea.number}/flytta/submit/", checked.context["form"].initial, follow=True)
    idea.refresh_from_db()
    assert response.redirect_chain == [(f"/ideer/{idea.number}/kvitto/", 302)]
    assert (idea.state, idea.submitter, idea.title) == ("submitted", stina, "Vi har öppet längre")
    page = response.content.decode()
    assert f"Tack! Din idé har nummer {idea.number}. Ulla Coach svarar senast" in page
    assert {notice.person.name for notice in Notice.objects.all()} == {"Ulla Coach", "Stina"}


def test_all_fields_of_the_national_form_are_kept(client: Client, stina: User) -> None:
    hand_in(client, **THREE, **MORE)
    idea = Idea.objects.get()
    assert {name: getattr(idea, name) for name in (*THREE, *MORE)} == {**THREE, **MORE}


def test_same_post_twice_makes_one_idea_and_one_letter(client: Client, stina: User) -> None:
    form_key = f"{uuid4()}"
    first = hand_in(client, **THREE, form_key=form_key)
    second = hand_in(client, **THREE, form_key=form_key)
    receipt = (f"/ideer/{Idea.objects.get().number}/kvitto/", 302)
    assert first.redirect_chain[-1] == second.redirect_chain[-1] == receipt
    assert Notice.objects.count() == 2  # the coach's letter and the receipt


def test_same_form_with_other_texts_shows_both(client: Client, stina: User) -> None:
    form_key = f"{uuid4()}"
    hand_in(client, **THREE, form_key=form_key)
    response = hand_in(client, **{**THREE, "problem": "Det är mycket trångt."}, form_key=form_key)
    page = response.content.decode()
    assert response.status_code == 409
    assert page.count("Det är trångt.") == 1
    assert page.count("Det är mycket trångt.") == 2
    assert Idea.objects.get().problem == "Det är trångt."


def test_draft_is_saved_changed_by_the_same_form_and_handed_in_by_it(client: Client, stina: User) -> None:
    form_key = f"{uuid4()}"
    hand_in(client, problem="Först.", as_draft="1", form_key=form_key)
    assert [(idea.state, idea.problem) for idea in Idea.objects.all()] == [("draft", "Först.")]
    hand_in(client, problem="Sedan.", as_draft="1", form_key=form_key)
    assert [(idea.state, idea.problem) for idea in Idea.objects.all()] == [("draft", "Sedan.")]
    hand_in(client, **THREE, form_key=form_key)
    assert [(idea.state, idea.problem) for idea in Idea.objects.all()] == [("submitted", "Det är trångt.")]


def test_empty_draft_is_not_saved(client: Client, stina: User) -> None:
    response = hand_in(client, as_draft="1", problem="   ")
    assert "Skriv något först" in response.content.decode()
    assert Idea.objects.count() == 0


def test_form_key_of_somebody_else_is_refused(client: Client, stina: User) -> None:
    form_key = f"{uuid4()}"
    hand_in(client, **THREE, form_key=form_key)
    client.force_login(make_user(units=(make_unit(),)))
    response = hand_in(client, **THREE, form_key=form_key)
    assert response.status_code == 200
    assert Idea.objects.count() == 1


def test_unit_is_asked_for_only_where_there_is_a_choice(client: Client, stina: User) -> None:
    assert client.get("/ideer/ny/").context["form"].unit_field is None
    other = make_unit("Köket")
    stina.units.add(other)
    form = client.get("/ideer/ny/").context["form"]
    assert [unit.name for unit in form.fields["unit"].queryset] == ["Biblioteket", "Köket"]
    assert hand_in(client, **THREE).context["form"].errors.keys() == {"unit"}
    hand_in(client, **THREE, unit=other.pk)
    assert Idea.objects.get().unit == other
    stina.units.clear()
    assert client.get("/ideer/ny/").context["form"].fields["unit"].queryset.count() == 2


@pytest.mark.parametrize("text", ["", "   ", "\n \n", "x" * 8001, "en \x07 klocka", "en \x1b[31m färg"])
def test_bad_text_is_told_beside_the_field_and_nothing_is_lost(client: Client, stina: User, text: str) -> None:
    response = hand_in(client, **{**THREE, "problem": text})
    page = response.content.decode()
    assert response.status_code == 200
    assert response.context["form"].errors.keys() == {"problem"}
    assert 'href="#id_problem"' in page
    assert "Vi har öppet längre." in page
    assert Idea.objects.count() == 0


def test_line_breaks_count_as_one_character(client: Client, stina: User) -> None:
    hand_in(client, **{**THREE, "problem": "x" + "\r\n" * 7998 + "x"})
    assert len(Idea.objects.get().problem) == 8000


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Kök 🍲 och ❤️", "Kök 🍲 och ❤️"),
        ("شكرا جزيلا", "شكرا جزيلا"),
        ("<script>alert('hej')</script>", "&lt;script&gt;alert(&#x27;hej&#x27;)&lt;/script&gt;"),
        ("{{ 7|add:7 }} {% now %}", "{{ 7|add:7 }} {% now %}"),
        ("a\u030a", "å"),
    ],
)
def test_odd_text_is_kept_and_shown_as_text(client: Client, stina: User, text: str, shown: str) -> None:
    response = hand_in(client, **{**THREE, "title": text, "problem": text, "links": text})
    page = response.content.decode()
    assert shown in page
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    "data", [{"benefit_kind": "gratis"}, {"form_key": "x"}, {"title": "x" * 121}, {"contact": "x" * 201}]
)
def test_what_is_no_choice_or_too_long_is_told(client: Client, stina: User, data: dict[str, str]) -> None:
    response = hand_in(client, **{**THREE, **data})
    assert response.context["form"].errors.keys() == data.keys()
    assert Idea.objects.count() == 0


def test_who_may_hand_in(client: Client) -> None:
    anonymous = client.post("/ideer/ny/", THREE)
    assert (anonymous.status_code, anonymous["Location"]) == (302, "/logga-in/?next=/ideer/ny/")
    without_role = make_user()
    without_role.groups.clear()
    client.force_login(without_role)
    assert client.get("/ideer/ny/").status_code == 403
    assert client.put("/ideer/ny/").status_code == 405


def test_post_without_token_keeps_the_text(stina: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(stina)
    response = client.post("/ideer/ny/", {"form_key": f"{uuid4()}", **THREE})
    page = response.content.decode()
    assert response.status_code == 403
    assert [text in page for text in THREE.values()] == [True, True, True]
    assert Idea.objects.count() == 0
