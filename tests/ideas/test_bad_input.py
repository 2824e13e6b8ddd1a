"""What no friend sends, through the forms that hand in and change an idea: told at the field, and nothing lost."""

import unicodedata
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.test import Client

from goda_exempel import roles
from goda_exempel.accounts.models import User
from goda_exempel.notices.models import Notice
from ideas.models import Idea
from tests.factories import make_idea, make_unit, make_user

pytestmark = pytest.mark.django_db

THREE = {"problem": "Det är trångt.", "solution": "Vi har öppet längre.", "benefit": "63 elever."}


@pytest.fixture
def stina(client: Client) -> User:
    make_user(roles.COACH, name="Ulla")
    stina = make_user(units=(make_unit("Biblioteket"),), name="Stina")
    client.force_login(stina)
    return stina


@pytest.fixture(params=["new", "edit"])
def form(request: pytest.FixtureRequest, client: Client, stina: User) -> "Form":
    return Form(client, stina, request.param)


class Form:
    """The form of a new idea, or of one that is handed in."""

    def __init__(self, client: Client, by: User, name: str) -> None:
        self.client = client
        self.idea = make_idea("submitted", submitter=by, unit=by.units.get()) if name == "edit" else None
        self.before = self.stored()

    @property
    def address(self) -> str:
        return f"/ideer/{self.idea.number}/redigera/" if self.idea else "/ideer/ny/"

    def send(self, **data: Any) -> Any:
        stamp = {"changed": self.idea.changed.isoformat()} if self.idea else {}
        return self.client.post(self.address, {"form_key": str(uuid4()), **stamp, **THREE, **data}, follow=True)

    def stored(self) -> list[dict[str, Any]]:
        names = ("problem", "title", "links", "state", "submitter_id", "number", "coach_id", "unit_id")
        return [{name: getattr(idea, name) for name in names} for idea in Idea.objects.all()]

    def refuses(self, *fields: str, **data: Any) -> Any:
        answer = self.send(**data)
        assert answer.status_code == 200
        assert answer.context["form"].errors.keys() == set(fields)
        assert self.stored() == self.before
        assert THREE["solution"] in answer.content.decode()
        return answer

    def keeps(self, **data: Any) -> Idea:
        answer = self.send(**data)
        assert answer.status_code == 200
        assert answer.redirect_chain
        return Idea.objects.get()


@pytest.mark.parametrize(
    "nothing", ["", "   ", "\n\r\n\t", "\u200b", "\u200b \u200d\ufeff\u2060", "\u00ad", "\u3164", "\u2800\ufe0f"]
)
def test_nothing_to_see_is_nothing(form: Form, nothing: str) -> None:
    answer = form.refuses("problem", problem=nothing)
    assert answer.context["form"].errors["problem"] == ["Detta fält måste fyllas i."]


def test_a_million_letters_are_told_and_kept(form: Form) -> None:
    answer = form.refuses("problem", problem="å" * 500_000)
    assert "å" * 500_000 in answer.content.decode()


@pytest.mark.parametrize("character", ["\0", "\x07", "\x1b", "\x85"])
def test_control_characters_are_told_once_and_with_their_place(form: Form, character: str) -> None:
    answer = form.refuses("problem", problem=f"ab{character}c")
    (sentence,) = answer.context["form"].errors["problem"]
    assert "tecken nummer 3" in sentence


def test_half_a_character_is_a_replacement_and_no_fault(form: Form) -> None:
    body = "&".join(f"{name}=x" for name in THREE if name != "problem")
    stamp = f"changed={form.idea.changed.isoformat().replace('+', '%2B')}" if form.idea else f"form_key={uuid4()}"
    answer = form.client.post(
        form.address, f"{body}&{stamp}&problem=a%ED%A0%80b", content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 302
    assert Idea.objects.get().problem == "a\ufffd\ufffd\ufffdb"


def test_composed_and_decomposed_are_stored_equal(form: Form) -> None:
    written = "Åsa och Örjan på ön"
    idea = form.keeps(problem=unicodedata.normalize("NFD", written), title=unicodedata.normalize("NFC", written))
    assert idea.problem == idea.title == unicodedata.normalize("NFC", written)


def test_fields_that_are_not_in_the_form_change_nothing(form: Form) -> None:
    other = make_user(roles.COACH)
    hidden = {
        "state": "in_use",
        "submitter": other.pk,
        "submitter_name": "Någon annan",
        "number": "IDE-1999-0001",
        "coach": other.pk,
        "held": "on",
        "reply_due": "2099-01-01",
        "unit": make_unit().pk,
        "pk": 1,
        "id": 1,
        "unit_is_chosen": "",
        "last_form": str(uuid4()),
    }
    idea = form.keeps(**hidden)
    assert idea.submitter is not None
    assert (idea.state, idea.submitter.name, idea.submitter_name) == (
        "submitted" if form.idea else "draft",
        "Stina",
        "Stina",
    )
    assert (idea.unit.name, idea.held, idea.unit_is_chosen) == ("Biblioteket", False, True)
    assert idea.number.startswith("IDE-2")
    assert idea.coach_id != other.pk


def test_somebody_elses_draft_is_not_there(client: Client, stina: User) -> None:
    draft = make_idea("draft")
    for path in ("redigera", "utkast", "kontrollera", "kvitto", "flytta/submit", "sekretess"):
        address = f"/ideer/{draft.number}/{path}/"
        assert {client.get(address).status_code, client.post(address, THREE).status_code} <= {404, 405}
    assert Idea.objects.get().problem == draft.problem


@pytest.mark.parametrize("breaks", ["\r\n", "\n", "\r", "\u2028"])
def test_line_breaks_in_the_title_stay_out_of_the_subject(client: Client, stina: User, breaks: str) -> None:
    title = f"Hej{breaks}Bcc: alla@exempelkommunen.example{breaks}{breaks}Klicka här"
    client.post("/ideer/ny/", {**THREE, "title": title, "form_key": str(uuid4())})
    idea = Idea.objects.get()
    client.post(f"/ideer/{idea.number}/flytta/submit/")
    assert idea.title == "Hej Bcc: alla@exempelkommunen.example Klicka här"
    letter = Notice.objects.get(person__name="Ulla")
    assert letter.subject == f"Ny idé: {idea.title}"


def test_of_duplicate_parameters_the_last_counts(form: Form) -> None:
    idea = form.keeps(problem=["Först.", "Sist."], title=["En", "Två"])
    assert (idea.problem, idea.title) == ("Sist.", "Två")


def test_template_markup_is_shown_as_written(form: Form) -> None:
    markup = "{{ 7|add:7 }} {% debug %} {# tyst #} ${7*7} <%= 7 %>"
    idea = form.keeps(problem=markup, title=markup)
    page = form.client.get(idea.get_absolute_url()).content.decode()
    shown = markup.replace("<", "&lt;").replace(">", "&gt;")
    assert page.count(shown) >= 3  # the title of the page, its heading, the text


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "java\nscript:alert(1)",
        "&#106;avascript:alert(1)",
        "&Tab;javascript&colon;alert(1)",
        "javascript://exempel.example/%0aalert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:msgbox(1)",
        "<a href='javascript:alert(1)'>x</a>",
        "[x](javascript:alert(1))",
    ],
)
def test_script_is_never_a_link(form: Form, link: str) -> None:
    idea = form.keeps(links=link)
    for path in ("", "kontrollera/", "redigera/", "kvitto/"):
        page = form.client.get(f"{idea.get_absolute_url()}{path}", follow=True).content.decode().lower()
        assert "<script>alert" not in page
        hrefs = [part.split('"')[0] for part in page.split('href="')[1:]]
        assert [href for href in hrefs if "script" in href or href.startswith("data:")] == []


def test_a_real_link_is_one(form: Form) -> None:
    idea = form.keeps(links="https://exempel.example/sida")
    page = form.client.get(idea.get_absolute_url()).content.decode()
    assert 'href="https://exempel.example/sida" rel="nofollow"' in page


@pytest.mark.parametrize("field", ["problem", "title", "contact", "links", "spread"])
def test_personal_number_is_told_at_its_field_and_the_text_is_kept(form: Form, field: str) -> None:
    answer = form.refuses(field, **{field: "Det gäller 19811228-9841."})
    assert "Det gäller 19811228-9841." in answer.content.decode()
    assert f'href="#id_{field}"' in answer.content.decode()


def test_personal_number_is_stopped_in_the_other_forms_of_the_page(client: Client, stina: User) -> None:
    idea = make_idea("submitted", submitter=stina)
    coach = make_user(roles.COACH)
    client.post(f"/ideer/{idea.number}/medidegivare/", {"name": "Bo 811228-9841"})
    assert not idea.contributors.exists()
    in_review = make_idea("in_review", coach=coach)
    client.force_login(coach)
    answer = client.post(f"/ideer/{in_review.number}/flytta/ask/", {"reason": "Gäller det 811228-9841?"})
    assert "ser ut som ett personnummer" in answer.content.decode()
    in_review.refresh_from_db()
    assert in_review.state == "in_review"


def test_a_megabyte_of_swedish_letters_is_told_at_its_field(client: Client) -> None:
    client.force_login(make_user(units=(make_unit(),)))
    text = "å" * 1_000_000
    body = urlencode({"form_key": str(uuid4()), "problem": text, "solution": "S", "benefit": "B"})
    response = client.post("/ideer/ny/", body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["problem"]
    assert response.context["form"]["problem"].value() == text
