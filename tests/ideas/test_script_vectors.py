"""What people write is text: more than two hundred ways to bring in a script, in every field of an idea that is shown.

A page with them is held against the same page with plain words: the same elements with the same attributes, and the
text as it was written.
"""

import csv
import re
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Any, Final
from xml.etree import ElementTree as ET

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from goda_exempel import roles
from goda_exempel.accounts.models import Unit, User
from goda_exempel.notices.models import Notice
from goda_exempel.notices.tasks import send_letter
from ideas.calls.workflow import tell_asked
from ideas.models import Idea, IdeaHistory
from ideas.workflow import ENGINE
from tests.factories import make_idea, make_unit, make_user, move_data
from tests.house.routes import every_route
from tests.ideas.calls.factories import make_call
from tests.ideas.reading_html import Page, one_line
from tests.ideas.script_vectors import VECTORS

pytestmark = pytest.mark.django_db

EVERYTHING: Final = "\n".join(VECTORS)
LONG: Final = ("problem", "solution", "benefit", "development")
SHORTER: Final[dict[str, tuple[int, dict[str, Any]]]] = {
    "summary": (1000, {}),
    "spread": (4000, {}),
    "yes_if": (2000, {"state": "declined"}),
}
TAKES: Final = {"csv": "text/csv", "html": "text/html"}


def plain(text: str) -> str:
    """Words of the same length on the same lines."""
    return re.sub(r"\S", "x", text)


def packed(most: int) -> list[str]:
    """All vectors in as few texts of at most ``most`` characters as it takes; what is too long for one is cut."""
    texts = [""]
    for vector in VECTORS:
        if len(texts[-1]) + len(vector) + 1 > most:
            texts.append("")
        texts[-1] += f"{vector[: most - 1]}\n"
    return [text.strip() for text in texts if text.strip()]


@pytest.fixture
def unit() -> Unit:
    return make_unit("Biblioteket")


@pytest.fixture
def coach(client: Client, unit: Unit) -> User:
    coach = make_user(roles.COACH, roles.MANAGER, roles.COORDINATOR, units=(unit,), name="Ulla")
    client.force_login(coach)
    return coach


def test_there_are_at_least_two_hundred_and_all_differ() -> None:
    assert len(VECTORS) == len(set(VECTORS)) >= 200
    assert len(EVERYTHING) <= 8000


def filled(texts: dict[str, str], unit: Unit, coach: User, **more: Any) -> Idea:
    """An idea, with contributors and a history, whose every text is one of these."""
    idea = make_idea("in_review", unit=unit, coach=coach, submitter=make_user(name=texts.get("person", "Stina")))
    Idea.objects.filter(pk=idea.pk).update(**{name: text for name, text in texts.items() if name != "person"}, **more)
    return Idea.objects.get(pk=idea.pk)


def add_people(idea: Idea, texts: list[str]) -> None:
    for text in texts:
        idea.contributors.create(name=text[:120], affiliation=text[:160])
    IdeaHistory.objects.bulk_create(
        IdeaHistory(subject=idea, move="ask", actor_name=text[:120], from_state="x", to_state="y", reason=text)
        for text in texts
    )


def pair(coach: User, unit: Unit, texts: dict[str, str], **more: Any) -> tuple[Idea, Idea]:
    """An idea with these texts, and one with plain words instead."""
    return filled(texts, unit, coach, **more), filled({k: plain(v) for k, v in texts.items()}, unit, coach, **more)


def compared(client: Client, address: str, idea: Idea, other: Idea) -> Page:
    page = Page(client.get(address.format(idea.number)).content.decode())
    assert page.shape == Page(client.get(address.format(other.number)).content.decode()).shape
    assert page.dangers() == []
    return page


def test_the_long_texts_of_an_idea_are_text(client: Client, coach: User, unit: Unit) -> None:
    pages = [pair(coach, unit, dict.fromkeys(LONG, EVERYTHING))]
    text = compared(client, "/ideer/{}/", *pages[0]).text
    assert text.count(one_line(EVERYTHING)) == len(LONG)


@pytest.mark.parametrize("field", SHORTER)
def test_the_shorter_texts_of_an_idea_are_text(client: Client, coach: User, unit: Unit, field: str) -> None:
    """A field that is shown in some states only is looked at in one of those."""
    most, state = SHORTER[field]
    idea, other = pair(coach, unit, {field: ""}, **state)
    for written in packed(most):
        for row, text in ((idea, written), (other, plain(written))):
            Idea.objects.filter(pk=row.pk).update(**{field: text})
        assert one_line(written) in compared(client, "/ideer/{}/", idea, other).text


def test_the_lines_of_an_idea_are_text(client: Client, coach: User, unit: Unit) -> None:
    """No line breaks are made of these, so one page with plain words is like all the others."""
    lines = ("contact", "in_use_where")
    idea = filled(dict.fromkeys(lines, "x"), unit, coach, state="in_use", in_use_since=timezone.localdate())
    shape = Page(client.get(f"/ideer/{idea.number}/").content.decode()).shape
    for written in packed(200):
        Idea.objects.filter(pk=idea.pk).update(**dict.fromkeys(lines, written))
        page = Page(client.get(f"/ideer/{idea.number}/").content.decode())
        assert (page.shape == shape, page.dangers()) == (True, [])
        assert page.text.count(one_line(written)) >= len(lines)


def test_the_names_and_the_history_of_an_idea_are_text(client: Client, coach: User, unit: Unit) -> None:
    idea, other = pair(coach, unit, {"person": VECTORS[0]})
    add_people(idea, VECTORS)
    add_people(other, [plain(vector) for vector in VECTORS])
    text = compared(client, "/ideer/{}/", idea, other).text
    missing = [vector for vector in VECTORS if text.count(one_line(vector[:120])) < 3]
    assert missing == []


def test_the_form_shows_what_was_written(client: Client, unit: Unit, coach: User) -> None:
    idea, other = pair(coach, unit, {**dict.fromkeys(LONG, EVERYTHING), "title": VECTORS[0], "contact": VECTORS[4]})
    for row in (idea, other):
        row.contributors.create(user=coach, name="Ulla")
    page = compared(client, "/ideer/{}/redigera/", idea, other)
    assert page.text.count(one_line(EVERYTHING)) == len(LONG)
    values = {attributes.get("value") for tag, attributes in page.elements if tag == "input"}
    assert {VECTORS[0], VECTORS[4]} <= values


def test_the_titles_on_the_board_are_text(client: Client, coach: User, unit: Unit) -> None:
    ideas = [Idea(number=f"IDE-2026-9{number:03}", title=vector[:120], unit=unit, submitter=coach, problem="x")
             for number, vector in enumerate(VECTORS)]  # fmt: skip
    Idea.objects.bulk_create(ideas)
    shown = set()
    for number in range(1, len(VECTORS) // 25 + 2):
        page = Page(client.get("/ideer/", {"sida": number}).content.decode())
        assert page.dangers() == []
        shown |= {idea.title for idea in ideas if one_line(idea.title) in page.text}
    assert shown == {idea.title for idea in ideas}


def test_links_lead_to_web_pages_alone(client: Client, coach: User, unit: Unit) -> None:
    for written in packed(2000):
        idea = filled({"links": written}, unit, coach)
        page = Page(client.get(f"/ideer/{idea.number}/").content.decode())
        assert page.dangers() == []
        assert one_line(written) in page.text
        for tag, attributes in page.elements:
            if tag == "a" and (attributes["href"] or "").startswith("http"):
                assert re.match(r"https?://[\w.:@%()]+(/|$)", attributes["href"] or "")


def test_a_call_is_text(client: Client, coach: User) -> None:
    given: dict[str, Any] = {"maker": coach, "answerer": coach}
    shapes = []
    for written in (EVERYTHING, plain(EVERYTHING)):
        call = make_call("closed", title=VECTORS[0], text=written, result=written, **given)
        for address in ("/ideer/upprop/", call.get_absolute_url(), f"{call.get_absolute_url()}andra/"):
            page = Page(client.get(address).content.decode())
            assert (address, page.dangers()) == (address, [])
            shapes.append(page.shape)
        call.delete()
    assert shapes[1:3] == shapes[4:6]


def test_the_texts_of_a_call_are_shown_as_they_were_written(client: Client, coach: User) -> None:
    call = make_call("closed", maker=coach, answerer=coach, text=EVERYTHING, result=EVERYTHING)
    for title in VECTORS[::9]:
        type(call).objects.filter(pk=call.pk).update(title=title[:120])
        page = Page(client.get(call.get_absolute_url()).content.decode())
        assert (page.dangers(), one_line(title[:120]) in page.text) == ([], True)
    assert page.text.count(one_line(EVERYTHING)) == 2


def test_sentences_of_praise_are_text(client: Client, coach: User, unit: Unit) -> None:
    for title in VECTORS[::15]:
        filled({"title": title[:120], "person": title[:120]}, unit, coach)
    for address in ("/ideer/chef/", "/ideer/chef/berom/"):
        page = Page(client.get(address).content.decode())
        assert page.dangers() == []
        assert [title for title in VECTORS[::15] if one_line(title[:120]) not in page.text] == []


def test_letters_are_plain_text_as_it_was_written(coach: User, unit: Unit) -> None:
    idea = filled({"solution": EVERYTHING, "title": VECTORS[5]}, unit, coach)
    manager = make_user(roles.MANAGER, units=(unit,))
    make_call(title=VECTORS[0], text=EVERYTHING)
    Notice.objects.all().delete()
    ENGINE.perform(idea, "ask_owner", by=coach, data=move_data(manager))
    ENGINE.perform(idea, "ask", by=coach, reason=EVERYTHING[:4000], data={})
    tell_asked(timezone.now())
    notices = list(Notice.objects.all())
    whole = [notice for notice in notices if EVERYTHING[:4000].strip() in notice.body.replace("\r", "")]
    assert len(whole) >= 3
    for notice in notices:
        assert notice.subject == one_line(notice.subject)


def test_the_sent_letter_has_no_part_of_html(coach: User, unit: Unit) -> None:
    idea = filled({"solution": EVERYTHING, "title": VECTORS[5]}, unit, coach)
    Notice.objects.all().delete()
    ENGINE.perform(idea, "ask_owner", by=coach, data=move_data(make_user(roles.MANAGER)))
    for notice in Notice.objects.all():
        send_letter.call(notice.pk)
    assert mail.outbox != []
    for message in mail.outbox:
        assert message.content_subtype == "plain"
        assert "\n" not in message.subject
        assert [part.get_content_type() for part in message.message().walk()] == ["text/plain"]


def test_what_readers_get_holds_nothing_of_an_idea(client: Client, coach: User, unit: Unit) -> None:
    filled({**dict.fromkeys(LONG, EVERYTHING), "title": VECTORS[0]}, unit, coach)
    feed = client.get("/goda-exempel/flode.atom").content.decode()
    ET.fromstring(feed)
    assert "alert(1)" not in feed + client.get("/").content.decode()


def addresses(idea: Idea) -> Iterator[str]:
    """Every address of the ideas that takes no more than the number of an idea."""
    for route in every_route():
        if route.name.startswith("ideas:") and set(route.parameters) <= {"number"}:
            yield route.path(number=idea.number)


def test_every_address_that_there_is(client: Client, coach: User, unit: Unit) -> None:
    """Whatever a room shows of an idea: no page has an element of it, and no cell of a table a formula."""
    short = {"title": '=HYPERLINK("javascript:alert(1)")<img src=x onerror=alert(1)>', "contact": VECTORS[80]}
    idea = filled({**dict.fromkeys(LONG, EVERYTHING), **short, "summary": VECTORS[0]}, unit, coach)
    Idea.objects.filter(pk=idea.pk).update(reply_due=timezone.localdate() - timedelta(days=1))
    add_people(idea, VECTORS[:60])
    for address in addresses(idea):
        response = client.get(address)
        kind = response.headers.get("Content-Type", "")
        if response.status_code == 200 and kind.startswith(TAKES["html"]):
            assert (address, Page(response.content.decode()).dangers()) == (address, [])
        if response.status_code == 200 and kind.startswith(TAKES["csv"]):
            text = b"".join(response) if response.streaming else response.content
            rows = csv.reader(StringIO(text.decode("utf-8-sig")), delimiter=";")
            assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
