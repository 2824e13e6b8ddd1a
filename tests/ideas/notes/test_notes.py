"""Working notes: who reads and writes them, until when, and that nobody else ever meets their words."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from goda_exempel import roles
from ideas.models import Idea
from ideas.notes.models import Note
from ideas.notes.workflow import write
from ideas.workflow import ENGINE
from tests.factories import make_idea, make_user, move_data
from tests.ideas.cast import Cast, make_cast
from tests.ideas.sections import section_in

pytestmark = pytest.mark.django_db

SECRET = "Ring Bosse före mötet"
PATIENCE = 20  # seconds


def add(client: Client, cast: Cast, who: str, text: str = SECRET) -> Any:
    client.force_login(cast.people[who])
    return client.post(f"{cast.idea.get_absolute_url()}anteckningar/", {"text": text})


@pytest.fixture
def noted() -> tuple[Cast, Note]:
    cast = make_cast("in_review, owned")
    return cast, write(cast.idea, SECRET, by=cast.people["coach"])


def test_coach_writes_and_the_page_says_what_it_is(client: Client) -> None:
    cast = make_cast("in_review")
    response = add(client, cast, "coach")
    assert response["Location"] == f"{cast.idea.get_absolute_url()}#anteckningar"
    note = Note.objects.get()
    assert (note.text, note.author, note.author_name) == (SECRET, cast.people["coach"], "Ulla")
    page = client.get(cast.idea.get_absolute_url()).content.decode()
    assert SECRET in page
    assert "Arbetsanteckning: blir allmän handling när ärendet avslutas." in page


def test_who_reads_and_who_writes(client: Client, noted: tuple[Cast, Note]) -> None:
    cast, _note = noted
    found = {}
    for name, person in cast.people.items():
        client.force_login(person)
        reads = SECRET in client.get(cast.idea.get_absolute_url()).content.decode()
        found[name] = (reads, add(client, cast, name, f"Av {name}").status_code)
    assert {name for name, (reads, status) in found.items() if reads and status == 302} == {
        "coach",
        "other_coach",
        "owner",
    }
    assert {value for name, value in found.items() if name not in ("coach", "other_coach", "owner")} == {(False, 403)}


def test_coach_who_is_an_author_reads_no_notes(client: Client, noted: tuple[Cast, Note]) -> None:
    cast, _note = noted
    cast.idea.contributors.create(user=cast.people["other_coach"], name="Olof")
    client.force_login(cast.people["other_coach"])
    assert SECRET not in client.get(cast.idea.get_absolute_url()).content.decode()


def test_notes_are_in_no_list_and_no_search(client: Client, noted: tuple[Cast, Note]) -> None:
    for role in (roles.STAFF, roles.COACH, roles.ADMINISTRATOR, roles.COMMUNICATOR):
        client.force_login(make_user(role))
        assert list(client.get("/ideer/?q=Bosse").context["page"].object_list) == []


def test_own_note_is_changed_and_removed_others_are_not(client: Client, noted: tuple[Cast, Note]) -> None:
    cast, note = noted
    address = f"{cast.idea.get_absolute_url()}anteckningar/{note.pk}/"
    client.force_login(cast.people["other_coach"])
    assert client.post(address, {"text": "Min nu"}).status_code == 403
    assert client.post(f"{address}ta-bort/").status_code == 403
    client.force_login(cast.people["coach"])
    client.post(address, {"text": "Ring Bosse efter mötet"})
    note.refresh_from_db()
    assert note.text == "Ring Bosse efter mötet"
    assert note.edited_at is not None
    assert "ändrad" in client.get(cast.idea.get_absolute_url()).content.decode()
    for _press in range(2):
        assert client.post(f"{address}ta-bort/").status_code == 302
    assert Note.objects.count() == 0


@pytest.mark.parametrize("end", ["decline", "put_in_use", "withdraw"])
def test_closed_matter_freezes_its_notes_for_ever(client: Client, noted: tuple[Cast, Note], end: str) -> None:
    cast, note = noted
    by = cast.people["submitter" if end == "withdraw" else "coach"]
    ENGINE.perform(cast.idea, end, by=by, reason="Så.", data=move_data())
    if end == "decline":
        ENGINE.perform(cast.idea, "resume", by=by)
    client.force_login(cast.people["coach"])
    address = f"{cast.idea.get_absolute_url()}anteckningar/{note.pk}/"
    assert client.post(address, {"text": "Nytt"}).status_code == 409
    assert client.post(f"{address}ta-bort/").status_code == 409
    assert Note.objects.get().text == SECRET
    page = client.get(cast.idea.get_absolute_url()).content.decode()
    assert "Allmän handling" in page
    assert add(client, cast, "coach", "Efteråt").status_code == (302 if end == "decline" else 409)


def test_frozen_notes_are_still_not_shown_to_others(client: Client, noted: tuple[Cast, Note]) -> None:
    cast, _note = noted
    ENGINE.perform(cast.idea, "decline", by=cast.people["coach"], reason="Så.", data=move_data())
    for name in ("submitter", "contributor", "staff", "administrator"):
        client.force_login(cast.people[name])
        assert SECRET not in client.get(cast.idea.get_absolute_url()).content.decode()


@pytest.mark.parametrize("text", ["", "   ", "x" * 4001, "en \x07 klocka"])
def test_bad_text_is_told_and_kept(client: Client, text: str) -> None:
    cast = make_cast("in_review")
    response = add(client, cast, "coach", text)
    assert response.status_code == 200
    assert list(section_in(response, "notes")["form"].errors) == ["text"]
    assert Note.objects.count() == 0


def test_scripts_are_only_text(client: Client) -> None:
    cast = make_cast("in_review")
    add(client, cast, "coach", "<script>alert(1)</script>")
    page = client.get(cast.idea.get_absolute_url()).content.decode()
    assert "<script>alert(1)" not in page


def test_stranger_get_and_confidential(client: Client) -> None:
    cast = make_cast("in_review")
    address = f"{cast.idea.get_absolute_url()}anteckningar/"
    assert client.post(address, {"text": "x"})["Location"].startswith("/logga-in/")
    client.force_login(cast.people["coach"])
    assert client.get(address).status_code == 405
    Idea.objects.filter(pk=cast.idea.pk).update(confidential=True)
    assert add(client, cast, "other_coach").status_code == 404
    assert add(client, cast, "coach").status_code == 302


def test_deleted_person_leaves_the_name(noted: tuple[Cast, Note]) -> None:
    cast, note = noted
    cast.people["coach"].delete()
    note.refresh_from_db()
    assert (note.author, note.author_name) == (None, "Ulla")


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_make_one_note() -> None:
    idea, barrier = make_idea("in_review"), Barrier(2)
    coach = make_user(roles.COACH)

    def press(_number: int) -> None:
        try:
            barrier.wait(PATIENCE)
            write(idea, SECRET, by=coach)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(press, range(2)))
    assert Note.objects.count() == 1
