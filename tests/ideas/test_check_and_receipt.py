"""From the page where the answers are checked to the receipt."""

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from goda_exempel import roles
from goda_exempel.accounts.models import User
from goda_exempel.notices.models import Notice
from ideas.models import Idea
from tests.factories import WAYS, make_idea, make_unit, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def stina(client: Client) -> User:
    make_user(roles.COACH, name="Ulla Coach")
    stina = make_user(units=(make_unit("Biblioteket"),), name="Stina")
    client.force_login(stina)
    return stina


@pytest.fixture
def draft(stina: User) -> Idea:
    return make_idea("draft", submitter=stina, unit=stina.units.get())


def check(idea: Idea) -> str:
    return f"/ideer/{idea.number}/kontrollera/"


def submit(client: Client, idea: Idea, **data: str) -> Any:
    return client.post(f"/ideer/{idea.number}/flytta/submit/", data)


def receipt(idea: Idea) -> str:
    return f"/ideer/{idea.number}/kvitto/"


def test_each_row_leads_to_its_field_and_back(client: Client, draft: Idea) -> None:
    page = client.get(check(draft)).content.decode()
    rows = re.findall(r'<div id="(\w+)">', page)
    links = re.findall(r'<a href="(/ideer/[^"]+)#id_(\w+)">Ändra', page)
    assert rows == ["problem", "solution", "benefit", "unit", "title", "confidential"]
    assert [field for _url, field in links] == [row for row in rows if row != "unit"]
    for url, field in links:
        assert f'id="id_{field}"' in client.get(url).content.decode()
    form = client.get(links[0][0]).context["form"]
    data = {field.html_name: field.value() or "" for field in form}
    answer = client.post(links[0][0], {**data, "problem": "Ett annat problem.", "check": "1"}, follow=True)
    assert answer.redirect_chain == [(check(draft), 302)]
    assert "Ett annat problem." in answer.content.decode()


def test_unit_can_be_changed_where_there_is_a_choice(client: Client, stina: User, draft: Idea) -> None:
    other = make_unit("Köket")
    stina.units.add(other)
    assert f'href="/ideer/{draft.number}/redigera/#id_unit"' in client.get(check(draft)).content.decode()
    client.post(f"/ideer/{draft.number}/redigera/", {"problem": "x", "unit": other.pk, "changed": stamp(draft)})
    draft.refresh_from_db()
    assert draft.unit == other


def stamp(idea: Idea) -> str:
    return Idea.objects.get(pk=idea.pk).changed.isoformat()


def test_what_is_missing_is_said_and_stops(client: Client, stina: User) -> None:
    draft = make_idea("draft", submitter=stina, unit=stina.units.get(), benefit="")
    page = client.get(check(draft)).content.decode()
    assert "Inte besvarad än" in page
    assert 'type="submit" disabled' in page
    answer = submit(client, draft, changed=stamp(draft))
    assert answer.status_code == 409
    assert "Fyll först i vad som är problemet, vad ni vill göra" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_answers_changed_meanwhile_are_shown_before_they_are_handed_in(client: Client, draft: Idea) -> None:
    seen = client.get(check(draft)).context["form"].initial
    client.post(f"/ideer/{draft.number}/redigera/", {"problem": "Något annat.", "changed": stamp(draft)})
    answer = submit(client, draft, **seen)
    assert answer.status_code == 409
    assert "Något annat." in answer.content.decode()
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_second_press_leads_to_the_same_receipt(client: Client, draft: Idea) -> None:
    seen = client.get(check(draft)).context["form"].initial
    for _press in range(2):
        assert submit(client, draft, **seen)["Location"] == receipt(draft)
    assert draft.history.count() == 1
    assert Notice.objects.count() == 2


def test_receipt_is_safe_to_open_again_and_says_number_name_and_day(client: Client, draft: Idea) -> None:
    submit(client, draft)
    draft.refresh_from_db()
    pages = [client.get(receipt(draft)).content.decode() for _time in range(2)]
    for page in pages:
        assert draft.number in page
        assert "Ulla Coach svarar senast" in page
    assert (draft.history.count(), Notice.objects.count()) == (1, 2)
    assert client.post(receipt(draft)).status_code == 405


def test_submitter_gets_a_copy(client: Client, stina: User, draft: Idea) -> None:
    submit(client, draft)
    letter = Notice.objects.get(person=stina)
    assert letter.subject == f"Kvitto: din idé {draft.number}"
    assert letter.kind == "own"
    for text in (draft.problem, draft.solution, draft.benefit, "Ulla Coach svarar senast"):
        assert text in letter.body


def test_copy_of_a_closed_idea_says_nothing_of_it(client: Client, stina: User, draft: Idea) -> None:
    Idea.objects.update(confidential=True)
    submit(client, draft)
    letters = list(Notice.objects.all())
    assert {letter.person.name for letter in letters} == {"Stina", "Ulla Coach"}
    for text in (draft.title, draft.problem, draft.solution, draft.benefit):
        assert [text in f"{letter.subject} {letter.body}" for letter in letters] == [False, False]
    assert "Ulla Coach svarar senast" in Notice.objects.get(person=stina).body


@pytest.mark.parametrize("state", WAYS)
def test_where_the_pages_lead_in_each_state(client: Client, stina: User, state: str) -> None:
    idea = make_idea(state, submitter=stina)
    if state == "draft":
        assert client.get(check(idea)).status_code == 200
        assert client.get(receipt(idea))["Location"] == check(idea)
        return
    assert client.get(check(idea))["Location"] == receipt(idea)
    assert client.get(receipt(idea)).status_code == 200
    assert submit(client, idea)["Location"] == receipt(idea)
    assert Idea.objects.get().state == state


def test_draft_withdrawn_before_it_was_handed_in_has_no_receipt(client: Client, stina: User) -> None:
    idea = make_idea(moves=("withdraw",), submitter=stina)
    for address in (check(idea), receipt(idea)):
        assert client.get(address)["Location"] == idea.get_absolute_url()
    assert submit(client, idea)["Location"] == idea.get_absolute_url()


def test_others_do_not_get_there(client: Client, draft: Idea) -> None:
    contributor = make_user()
    draft.contributors.create(user=contributor, name="Bo")
    client.force_login(contributor)
    assert [client.get(check(draft)).status_code, submit(client, draft).status_code] == [403, 403]
    client.force_login(make_user(roles.COACH))
    for answer in (client.get(check(draft)), submit(client, draft), client.get(receipt(draft))):
        assert answer.status_code == 404
    client.logout()
    assert submit(client, draft)["Location"].startswith("/logga-in/")


def test_own_drafts_are_offered_on_the_first_page(client: Client, draft: Idea) -> None:
    make_idea("draft", title="Någon annans utkast")
    page = client.get("/ideer/ny/").content.decode()
    assert f'href="/ideer/{draft.number}/redigera/">{draft.title}' in page
    assert "Någon annans utkast" not in page


def test_note_says_what_handing_in_means(client: Client, draft: Idea) -> None:
    for address in ("/ideer/ny/", check(draft)):
        page = client.get(address).content.decode()
        assert "allmän handling" in page
        assert "patent" in page


@pytest.mark.parametrize("count", [1, 50])
def test_first_page_costs_the_same_with_many_drafts(
    client: Client, stina: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _draft in range(count):
        make_idea("draft", submitter=stina, unit=stina.units.get())
    with django_assert_num_queries(8):
        client.get("/ideer/ny/")
