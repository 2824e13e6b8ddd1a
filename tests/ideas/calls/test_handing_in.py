"""An idea handed in through a call carries it, and the call's person answers."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from goda_exempel import roles
from goda_exempel.accounts.models import User
from ideas.calls.models import Call
from ideas.calls.reading import open_call
from ideas.models import Idea
from ideas.workflow import ENGINE, begin
from tests.factories import TEXTS, make_unit, make_user
from tests.ideas.calls.factories import close, make_call

pytestmark = pytest.mark.django_db


@pytest.fixture
def sara(client: Client) -> User:
    sara = make_user(name="Sara", units=(make_unit("Biblioteket"),))
    client.force_login(sara)
    return sara


@pytest.fixture
def ulla() -> User:
    return make_user(roles.COACH, name="Ulla")


def texts() -> dict[str, Any]:
    return dict(TEXTS)


def filled(call: Call, **fields: Any) -> dict[str, Any]:
    return {**TEXTS, "form_key": str(uuid4()), "upprop": call.slug, **fields}


def test_the_idea_carries_the_call_and_its_person_answers(client: Client, sara: User, ulla: User) -> None:
    for _each in range(3):
        make_user(roles.COACH)  # with as little to do, and with lower numbers than a newer coach
    call = make_call(answerer=ulla, title="Mindre matsvinn")
    page = client.get(f"/ideer/ny/?upprop={call.slug}").content.decode()
    assert f'name="upprop" value="{call.slug}"' in page
    assert "Du lämnar in en idé till uppropet" in page
    client.post("/ideer/ny/", filled(call))
    assert (
        "Du lämnar in en idé till uppropet"
        in client.get(f"{Idea.objects.get().get_absolute_url()}kontrollera/").content.decode()
    )
    client.post(f"{Idea.objects.get().get_absolute_url()}flytta/submit/")
    idea = Idea.objects.get()
    assert (idea.call, idea.coach) == (call, ulla)
    shown = client.get(idea.get_absolute_url()).content.decode()
    assert f'<a href="/ideer/upprop/{call.slug}/">Mindre matsvinn</a>' in shown


def test_a_draft_carries_the_call_too(client: Client, sara: User, ulla: User) -> None:
    call = make_call(answerer=ulla)
    client.post("/ideer/ny/", filled(call, as_draft="1"))
    idea = Idea.objects.get()
    assert (idea.call, idea.coach) == (call, None)
    assert ENGINE.perform(idea, "submit", by=sara).coach == ulla


@pytest.mark.parametrize("state", ["closed", "drafted"])
def test_a_call_that_is_not_open_is_told_of_kindly(client: Client, sara: User, state: str) -> None:
    call = make_call(state, maker=sara)
    page = client.get(f"/ideer/ny/?upprop={call.slug}").content.decode()
    sentence = "har stängt. Du kan lämna in din idé som en vanlig idé." if state == "closed" else "har inte öppnat än."
    assert sentence in page
    assert f'name="upprop" value="{call.slug}"' not in page


def test_one_that_closes_in_mid_form_is_told_of_and_the_text_is_kept(client: Client, sara: User, ulla: User) -> None:
    call = make_call(answerer=ulla, maker=(maker := make_user(roles.COORDINATOR)))
    data = filled(call)
    close(call, maker)
    response = client.post("/ideer/ny/", data)
    page = response.content.decode()
    assert response.status_code == 200
    assert "har stängt. Du kan lämna in din idé som en vanlig idé. Din text är kvar." in page
    assert f">\n{TEXTS['problem']}</textarea>" in page
    assert not Idea.objects.exists()
    shown = {name: response.context["form"][name].value() for name in data}
    assert shown == {**data, "upprop": ""}
    client.post("/ideer/ny/", shown)
    assert Idea.objects.get().call is None


def test_a_draft_goes_on_saving_itself_when_the_call_closes(client: Client, sara: User, ulla: User) -> None:
    call = make_call(answerer=ulla, maker=(maker := make_user(roles.COORDINATOR)))
    data = filled(call)
    client.post("/ideer/ny/utkast/", data)
    close(call, maker)
    assert client.post("/ideer/ny/utkast/", {**data, "problem": "Mer text."}).status_code == 200
    idea = Idea.objects.get()
    assert (idea.problem, idea.call) == ("Mer text.", call)
    told = client.post(f"{idea.get_absolute_url()}flytta/submit/")
    assert "har stängt. Du kan lämna in din idé som en vanlig idé." in told.content.decode()


def test_a_draft_handed_in_too_late_is_an_ordinary_idea(client: Client, sara: User, ulla: User) -> None:
    call = make_call(answerer=ulla)
    client.post("/ideer/ny/", filled(call, as_draft="1"))
    Call.objects.update(closes=timezone.localdate() - timedelta(days=1))
    idea = Idea.objects.get()
    assert "När du lämnar in idén blir den en vanlig idé" in client.get(idea.get_absolute_url()).content.decode()
    told = client.post(f"{idea.get_absolute_url()}flytta/submit/")
    assert (told.status_code, Idea.objects.get().state) == (409, "draft")
    assert "har stängt. Du kan lämna in din idé som en vanlig idé. Din text är kvar." in told.content.decode()
    client.post(f"{idea.get_absolute_url()}flytta/submit/")
    idea.refresh_from_db()
    assert (idea.state, idea.call, idea.problem) == ("submitted", None, TEXTS["problem"])


@pytest.mark.parametrize("slug", ["", "finns-inte", "x" * 300, "%00", "<script>"])
def test_what_is_no_call_is_an_ordinary_idea(client: Client, sara: User, slug: str) -> None:
    response = client.get("/ideer/ny/", {"upprop": slug})
    assert (response.status_code, response.context["form"].call) == (200, None)


def test_a_call_to_others_is_not_open_to_me(client: Client, sara: User) -> None:
    call = make_call(units=(make_unit("Parken"),), title="Bara parken")
    assert open_call(call.slug, sara) is None
    assert "Bara parken" not in client.get(f"/ideer/ny/?upprop={call.slug}").content.decode()
    client.post("/ideer/ny/", filled(call))
    assert Idea.objects.get().call is None


def test_who_may_not_see_the_call_is_not_told_of_it_on_the_idea(client: Client, sara: User) -> None:
    call = make_call(units=(make_unit("Parken"),), title="Bara parken")
    author = make_user()
    idea = ENGINE.perform(begin(by=author, unit=make_unit(), call=call, **texts()), "submit", by=author)
    assert idea.call == call
    assert "Bara parken" not in client.get(idea.get_absolute_url()).content.decode()


@pytest.mark.parametrize("why", ["own", "contributor", "left", "no coach"])
def test_where_the_person_can_not_answer_another_coach_does(ulla: User, why: str) -> None:
    other, unit = make_user(roles.COACH, name="Olof"), make_unit()
    other.units.add(unit)
    author = ulla if why == "own" else make_user()
    idea = begin(by=author, unit=unit, call=make_call(answerer=ulla), **texts())
    if why == "contributor":
        idea.contributors.create(user=ulla, name="Ulla")
    elif why == "left":
        User.objects.filter(pk=ulla.pk).update(is_active=False)
    elif why == "no coach":
        ulla.groups.clear()
        ulla.add_roles(roles.STAFF)
    idea = Idea.objects.get()
    assert ENGINE.perform(idea, "submit", by=author).coach == other
