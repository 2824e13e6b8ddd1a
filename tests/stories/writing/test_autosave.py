"""The text saves itself while somebody writes; what can not be saved is put aside and never lost."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from goda_exempel.accounts.models import User
from goda_exempel.notices.models import Notice
from stories.models import FactCheck, Story, StoryAddress
from stories.states import StoryState
from stories.workflow import change
from stories.writing.models import PutAside
from tests.factories import make_user
from tests.stories.factories import make_fact_check, make_story
from tests.stories.writing.forms import form_of, stored

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _may() -> Iterator[None]:
    with time_machine.travel("2026-05-20T12:32:00Z", tick=False):
        yield


@pytest.fixture
def siv(client: Client) -> User:
    person = make_user("communicator", name="Siv Skribent")
    client.force_login(person)
    return person


def save(client: Client, story: Story, **changed: Any) -> Any:
    return client.post(reverse("stories:autosave", args=[story.pk]), form_of(story, **changed))


def aside(story: Story) -> list[tuple[str, str | None]]:
    return [(row.person.name, row.fields.get("lead")) for row in PutAside.objects.filter(story=story)]


def test_a_draft_saves_itself_and_goes_on_from_there(client: Client, siv: User) -> None:
    story = make_story(lead="Före.")
    first = save(client, story, lead="Halvvägs.", body="## Rubrik\n\nText.")
    told = first.json()
    assert (first.status_code, told["words"]) == (200, "Sparat 14.32")
    assert (stored(story).lead, stored(story).body) == ("Halvvägs.", "<h2>Rubrik</h2>\n<p>Text.</p>")
    second = save(client, stored(story), lead="Klart.", version=told["version"])
    assert (second.status_code, stored(story).lead, stored(story).last_editor) == (200, "Klart.", siv)
    assert [row.kind for row in story.revisions.all()] == ["autosaved", "begun"]
    assert aside(story) == []


def test_who_may(client: Client) -> None:
    story, asked = make_story(StoryState.FACT_CHECK), make_user("staff")
    make_fact_check(story, asked)
    path = reverse("stories:autosave", args=[story.pk])
    assert client.post(path).headers["Location"].startswith("/logga-in/")
    for person, status in ((make_user("coach"), 404), (asked, 403)):
        client.force_login(person)
        assert client.post(path, form_of(story, lead="Inte min.")).status_code == status
    client.force_login(make_user("editor"))
    assert client.get(path).status_code == 405
    assert (stored(story).lead, PutAside.objects.count()) == (story.lead, 0)


def test_month_and_address_are_never_saved_in_mid_word(client: Client, siv: User) -> None:
    story = make_story(slug="grytan", lead="Före.")
    answer = save(client, story, slug="gry", month="2026-07-01", lead="Efter.")
    assert (answer.status_code, stored(story).lead) == (200, "Efter.")
    assert (stored(story).slug, stored(story).month) == ("grytan", story.month)
    assert list(StoryAddress.objects.values_list("slug", flat=True)) == ["grytan"]


def test_no_change_saves_nothing(client: Client, siv: User) -> None:
    story = make_story()
    assert save(client, story).json()["version"] == story.version
    assert (stored(story).version, story.revisions.count()) == (story.version, 0)


@pytest.mark.parametrize(
    ("field", "text", "is_kept"),
    [
        ("title", "", False),
        ("lead", "Hon är 811228-9874.", False),
        ("body", "x" * 60_001, True),
        ("body", "y" * 60_001 + " 811228-9874", False),
        ("lead", "Ett \x07 pip", True),
        ("unit", "0", False),
    ],
)
def test_what_can_not_be_saved_is_said_and_put_aside_where_it_may_be_kept(
    client: Client, siv: User, field: str, text: str, is_kept: bool
) -> None:
    story = make_story()
    answer = save(client, story, **{"how_to": "Gör så här.", field: text})
    assert (answer.status_code, answer.json()["words"].startswith("Inte sparat: ")) == (422, True)
    assert stored(story).fingerprint == story.fingerprint
    kept = PutAside.objects.get()
    assert (kept.person, kept.fields["how_to"], field in kept.fields) == (siv, "Gör så här.", is_kept)
    assert kept.fields.get(field) == (text if is_kept else None)


@pytest.mark.parametrize("state", [StoryState.FACT_CHECK, StoryState.IN_REVIEW])
def test_what_has_been_sent_on_is_changed_by_a_press_alone(client: Client, siv: User, state: StoryState) -> None:
    story, asked = make_story(state, lead="Före."), make_user("staff")
    make_fact_check(story, asked, answer=FactCheck.Answer.CONFIRMED, digest=story.fingerprint)
    answer = save(client, story, lead="Efter.")
    assert (answer.status_code, "version" in answer.json()) == (200, False)
    assert answer.json()["words"] != "Sparat 14.32"
    assert (stored(story).lead, aside(story)) == ("Före.", [("Siv Skribent", "Efter.")])
    assert (stored(story).fact_checks.get().holds_for(stored(story).fingerprint), Notice.objects.count()) == (True, 0)
    save(client, story, lead="Före.")
    assert (aside(story), mail.outbox) == ([], [])


def test_what_another_saved_meanwhile_is_not_written_over(client: Client, siv: User) -> None:
    story = make_story(lead="Före.")
    change(story, {"lead": "Olles."}, by=make_user("editor", name="Olle"), seen=story.version)
    answer = save(client, story, lead="Sivs.")
    told = answer.json()
    assert (answer.status_code, "Olle" in told["words"]) == (409, True)
    assert told["url"] == f"/redaktion/{story.pk}/redigera/?undanlagt=1"
    assert (stored(story).lead, aside(story)) == ("Olles.", [("Siv Skribent", "Sivs.")])
    page = client.get(told["url"])
    assert (page.status_code, [(row.name, row.changed) for row in page.context["clashes"]]) == (409, [("lead", "both")])
    (row,) = page.context["clashes"]
    assert [piece.text for piece in row.between[0].pieces] == ["Olles", "Sivs", "."]
    assert page.context["form"]["lead"].value() == "Sivs."


def test_what_may_not_be_changed_any_more_is_put_aside(client: Client, siv: User) -> None:
    story = make_story(lead="Före.")
    Story.objects.filter(pk=story.pk).update(state=StoryState.WITHDRAWN)
    answer = save(client, story, lead="För sent.")
    assert (answer.status_code, stored(story).lead) == (409, "Före.")
    assert aside(story) == [("Siv Skribent", "För sent.")]


def test_what_is_put_aside_is_offered_to_its_writer_alone(client: Client, siv: User) -> None:
    story = make_story(StoryState.FACT_CHECK, lead="Före.")
    save(client, story, lead="Undanlagd mening.")
    path = reverse("stories:edit", args=[story.pk])
    assert "undanlagt=1" in client.get(path).content.decode()
    gone_on = client.get(f"{path}?undanlagt=1")
    assert (gone_on.status_code, "Undanlagd mening." in gone_on.content.decode()) == (200, True)
    client.force_login(make_user("editor"))
    for address in (path, f"{path}?undanlagt=1"):
        assert "ndanlag" not in client.get(address).content.decode().replace(f"/{story.pk}/undanlagt/", "")
    client.post(reverse("stories:discard_aside", args=[story.pk]))
    assert aside(story) == [("Siv Skribent", "Undanlagd mening.")]
    client.force_login(siv)
    assert client.get(reverse("stories:discard_aside", args=[story.pk])).status_code == 405
    client.post(reverse("stories:discard_aside", args=[story.pk]))
    assert aside(story) == []


def test_a_save_by_hand_ends_what_was_put_aside(client: Client, siv: User) -> None:
    story = make_story(StoryState.FACT_CHECK)
    save(client, story, lead="Undanlagd.")
    client.post(reverse("stories:edit", args=[story.pk]), form_of(story, lead="Sparad."))
    assert (aside(story), stored(story).lead) == ([], "Sparad.")


def test_a_text_beyond_measure_is_not_put_aside(client: Client, siv: User) -> None:
    story = make_story()
    answer = save(client, story, title="", how_to="y", lead="z" * 300_000, body="x" * 300_000, byline="å" * 300_000)
    assert (answer.status_code, len(aside(story))) == (422, 1)
    assert PutAside.objects.get().fields.keys().isdisjoint({"title", "lead", "body", "byline"})


def open_page(client: Client, story: Story, *, go_on: bool = False) -> dict[str, str]:
    """The page is opened: what its form sends beside what somebody writes."""
    path = reverse("stories:edit", args=[story.pk]) + ("?undanlagt=1" if go_on else "")
    return {name: str(client.get(path).context[name]) for name in ("version", "page")}


def conflicting(client: Client, story: Story, lead: str) -> dict[str, str]:
    """A page that another saves past, so that what is written there is put aside."""
    page, now = open_page(client, story), stored(story)
    change(now, {"byline": f"Annan än {lead}"}, by=make_user("editor"), seen=now.version)
    assert save(client, story, lead=lead, **page).status_code == 409
    return page


@pytest.mark.parametrize("by_hand", [False, True])
def test_what_is_put_aside_stays_until_it_is_gone_on_with(client: Client, siv: User, by_hand: bool) -> None:
    story = make_story(lead="Före.")
    conflicting(client, story, "Undanlagd.")
    for changed in ({"title": "Annat"}, {"title": "Annat igen"}):
        page = open_page(client, story)
        if by_hand:
            client.post(reverse("stories:edit", args=[story.pk]), form_of(stored(story), **changed, **page))
        else:
            save(client, stored(story), **changed, **page)
    assert (stored(story).title, aside(story)) == ("Annat igen", [("Siv Skribent", "Undanlagd.")])
    save(client, stored(story), lead="Undanlagd.", **open_page(client, story, go_on=True))
    assert (stored(story).lead, aside(story)) == ("Undanlagd.", [])


def test_what_two_windows_put_aside_is_kept_beside_each_other(client: Client, siv: User) -> None:
    story = make_story(lead="Före.")
    conflicting(client, story, "Första.")
    page = conflicting(client, story, "Andra.")
    save(client, story, lead="Andra, mer.", **page)
    assert aside(story) == [("Siv Skribent", "Andra, mer.")]
    client.post(reverse("stories:discard_aside", args=[story.pk]))
    assert aside(story) == [("Siv Skribent", "Första.")]
    client.post(reverse("stories:edit", args=[story.pk]),
                form_of(stored(story), lead="Första.", **open_page(client, story, go_on=True)))  # fmt: skip
    assert (stored(story).lead, aside(story)) == ("Första.", [])
