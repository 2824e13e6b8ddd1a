"""What the server answers an open form that saves itself."""

from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from goda_exempel.accounts.models import User
from goda_exempel.notices.models import Notice
from ideas.models import Idea
from tests.factories import make_idea, make_unit, make_user

pytestmark = pytest.mark.django_db

NEW = "/ideer/ny/utkast/"


@pytest.fixture
def stina(client: Client) -> User:
    stina = make_user(units=(make_unit("Biblioteket"),), name="Stina")
    client.force_login(stina)
    return stina


@pytest.fixture
def draft(stina: User) -> Idea:
    return make_idea("draft", submitter=stina, unit=stina.units.get())


def address(idea: Idea) -> str:
    return f"/ideer/{idea.number}/utkast/"


def opened(client: Client, idea: Idea) -> dict[str, Any]:
    """The form as a tab that opens it now gets it."""
    form = client.get(f"/ideer/{idea.number}/redigera/").context["form"]
    return {field.html_name: field.value() or "" for field in form}


def test_half_a_word_becomes_a_draft_and_the_same_form_goes_on(client: Client, stina: User) -> None:
    key = str(uuid4())
    with time_machine.travel("2026-11-24 13:32:05Z", tick=False):
        answer = client.post(NEW, {"form_key": key, "problem": "Det är trå"})
    idea = Idea.objects.get()
    assert answer.json() == {
        "words": "Sparat 14.32",
        "edit": f"/ideer/{idea.number}/redigera/",
        "changed": idea.changed.isoformat(),
    }
    client.post(NEW, {"form_key": key, "problem": "Det är trångt i hallen", "solution": "Vi"})
    idea = Idea.objects.get()
    assert (idea.state, idea.problem, idea.solution) == ("draft", "Det är trångt i hallen", "Vi")
    assert Notice.objects.count() == 0


def test_title_of_a_draft_follows_the_text_until_somebody_writes_one(client: Client, stina: User) -> None:
    key = str(uuid4())
    client.post(NEW, {"form_key": key, "problem": "Det är trå"})
    client.post(NEW, {"form_key": key, "problem": "Det är trångt i hallen"})
    draft = Idea.objects.get()
    assert draft.title == "Det är trångt i hallen"
    tab = opened(client, draft)
    assert tab["title"] == ""
    client.post(address(draft), {**tab, "problem": "Det är mörkt"})
    assert Idea.objects.get().title == "Det är mörkt"
    client.post(address(draft), {**tab, "problem": "Det är ljust", "title": "Hallen"})
    assert opened(client, draft)["title"] == Idea.objects.get().title == "Hallen"


@pytest.mark.parametrize("texts", [{}, {"problem": "  "}, {"problem": "\u200b\ufeff"}, {"confidential": "on"}])
def test_nothing_written_makes_no_draft(client: Client, stina: User, texts: dict[str, str]) -> None:
    answer = client.post(NEW, {"form_key": str(uuid4()), **texts})
    assert (answer.status_code, Idea.objects.count()) == (422, 0)


def test_unit_that_is_not_chosen_stays_unchosen(client: Client, stina: User) -> None:
    stina.units.add(make_unit("Arkivet"))
    key = str(uuid4())
    client.post(NEW, {"form_key": key, "problem": "Det är trångt"})
    draft = Idea.objects.get()
    assert not draft.unit_is_chosen
    assert opened(client, draft)["unit"] == ""
    assert "Välj enhet först" not in client.get(f"/ideer/{draft.number}/kontrollera/").content.decode()
    client.post(address(draft), {**opened(client, draft), "solution": "Så", "benefit": "Alla"})
    page = client.get(f"/ideer/{draft.number}/kontrollera/").content.decode()
    assert "Välj enhet först" in page
    assert client.post(f"/ideer/{draft.number}/flytta/submit/").status_code == 409
    client.post(address(draft), {**opened(client, draft), "unit": stina.units.get(name="Arkivet").pk})
    assert client.post(f"/ideer/{draft.number}/flytta/submit/").status_code == 302
    assert Idea.objects.get().unit.name == "Arkivet"


def test_second_tab_overwrites_nothing_and_is_told(client: Client, draft: Idea) -> None:
    one, two = opened(client, draft), opened(client, draft)
    assert client.post(address(draft), {**one, "problem": "Från flik ett."}).status_code == 200
    answer = client.post(address(draft), {**two, "problem": "Från flik två."})
    assert answer.status_code == 409
    assert answer.json()["words"].startswith("Inte sparat: utkastet har sparats i ett annat fönster")
    assert Idea.objects.get().problem == "Från flik ett."
    assert client.post(address(draft), {**one, "problem": "Ett går vidare."}).status_code == 200
    both = client.post(f"/ideer/{draft.number}/redigera/", {**two, "problem": "Från flik två."})
    page = both.content.decode()
    assert both.status_code == 409
    assert [text in page for text in ("Ett går vidare.", "Från flik två.")] == [True, True]
    assert "data-autosave" not in page
    saved = {field.html_name: field.value() or "" for field in both.context["form"]}
    assert client.post(f"/ideer/{draft.number}/redigera/", saved).status_code == 302
    assert Idea.objects.get().problem == "Från flik två."


def test_first_page_left_open_overwrites_nothing(client: Client, stina: User) -> None:
    key = str(uuid4())
    client.post(NEW, {"form_key": key, "problem": "Först."})
    draft = Idea.objects.get()
    client.post(address(draft), {**opened(client, draft), "problem": "Någon annanstans."})
    assert client.post(NEW, {"form_key": key, "problem": "Gammal flik."}).status_code == 409
    assert Idea.objects.get().problem == "Någon annanstans."


def test_answer_that_got_lost_is_no_conflict(client: Client, draft: Idea) -> None:
    tab = opened(client, draft)
    client.post(address(draft), {**tab, "problem": "Svaret kom aldrig."})
    assert client.post(address(draft), {**tab, "problem": "Svaret kom aldrig. Men jag skriver."}).status_code == 200


def test_personal_number_is_not_saved_and_said_in_words(client: Client, draft: Idea) -> None:
    answer = client.post(address(draft), {**opened(client, draft), "problem": "Hon är 811228-9841."})
    assert answer.status_code == 422
    assert answer.json()["words"].startswith("Inte sparat. Vad är problemet? – ”811228-9841” ser ut som")
    assert Idea.objects.get().problem == draft.problem


def test_handed_in_idea_does_not_save_itself(client: Client, stina: User) -> None:
    idea = make_idea(submitter=stina)
    assert "data-autosave" not in client.get(f"/ideer/{idea.number}/redigera/").content.decode()
    answer = client.post(address(idea), {"problem": "Halv men"})
    assert (answer.status_code, answer.json()["words"]) == (409, "Inte sparat: idén är redan inlämnad.")
    assert Idea.objects.get().problem == idea.problem


def test_who_may_save(client: Client, draft: Idea) -> None:
    assert [client.get(NEW).status_code, client.get(address(draft)).status_code] == [405, 405]
    client.force_login(make_user())
    assert client.post(address(draft), {"problem": "x"}).status_code == 404
    handed_in = make_idea()
    assert client.post(address(handed_in), {"problem": "x"}).status_code == 403
    client.logout()
    for path in (NEW, address(draft)):
        assert client.post(path, {"problem": "x"})["Location"] == f"/logga-in/?next={path}"


def test_button_saves_without_javascript(client: Client, stina: User) -> None:
    answer = client.post("/ideer/ny/", {"form_key": str(uuid4()), "problem": "Först.", "as_draft": "1"}, follow=True)
    draft = Idea.objects.get()
    assert answer.redirect_chain == [(f"/ideer/{draft.number}/redigera/", 302)]
    answer = client.post(f"/ideer/{draft.number}/redigera/", {**opened(client, draft), "problem": "Sedan."})
    assert answer["Location"] == f"/ideer/{draft.number}/redigera/"
    assert Idea.objects.get().problem == "Sedan."
