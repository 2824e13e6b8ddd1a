"""Who gets a file: whoever may see its idea, and nobody else, whatever they guess."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from goda_exempel import roles
from ideas.files.models import IdeaFile
from ideas.models import Idea
from tests.factories import make_idea, make_user
from tests.ideas.files.files import PDF_WITH_SCRIPT, jpeg, make_file, pdf

pytestmark = pytest.mark.django_db

HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def addresses(file: IdeaFile) -> list[str]:
    """All that a file answers at."""
    whole = f"/ideer/{file.idea.number}/filer/{file.pk}/"
    return [whole, *(f"{whole}{width}.jpg" for width in file.widths if file.is_picture)]


def answers(client: Client, *files: IdeaFile) -> set[int]:
    return {client.get(address).status_code for file in files for address in addresses(file)}


@pytest.fixture
def idea() -> Idea:
    return make_idea("in_review")


def test_a_picture_is_shown_in_its_widths_and_saved_whole(client: Client, idea: Idea) -> None:
    file = make_file(idea, jpeg(name="Före å.png.jpg"))
    client.force_login(make_user())
    whole, *shown = [client.get(address) for address in addresses(file)]
    assert [Image.open(BytesIO(response.content)).size for response in shown] == [(480, 320), (600, 400)]
    for response in (whole, *shown):
        assert (response["Content-Type"], {name: response[name] for name in HEADERS}) == ("image/jpeg", HEADERS)
    assert whole["Content-Disposition"] == "attachment; filename*=utf-8''F%C3%B6re%20%C3%A5.png.jpg"
    assert "Content-Disposition" not in shown[0]


def test_a_pdf_only_ever_leaves_as_an_attachment(client: Client, idea: Idea) -> None:
    file = make_file(idea, pdf("Mall.pdf", PDF_WITH_SCRIPT))
    client.force_login(make_user())
    response = client.get(addresses(file)[0])
    assert response.content == PDF_WITH_SCRIPT
    assert {name: response[name] for name in HEADERS} == HEADERS
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="Mall.pdf"'
    assert client.get(f"{addresses(file)[0]}480.jpg").status_code == 404


def test_head_and_range_are_answered(client: Client, idea: Idea) -> None:
    address = addresses(make_file(idea))[0]
    client.force_login(make_user())
    head = client.head(address)
    assert (head.status_code, head.content, int(head["Content-Length"]) > 1000) == (200, b"", True)
    assert client.get(address, headers={"Range": "bytes=0-9"}).status_code == 200
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("state", ["draft", "in_review"])
@pytest.mark.parametrize("closed", ["confidential", "held", "draft"])
def test_the_files_of_a_closed_idea_are_not_there_for_others(client: Client, state: str, closed: str) -> None:
    idea = make_idea("draft" if closed == "draft" else state)
    if closed != "draft":
        Idea.objects.filter(pk=idea.pk).update(**{closed: True})
    files = [make_file(idea), make_file(idea, pdf())]
    others = [roles.STAFF, roles.MANAGER, roles.COMMUNICATOR, roles.JUROR]
    for role in others:
        client.force_login(make_user(role))
        assert answers(client, *files) == {404}, role
    client.force_login(idea.submitter)  # type: ignore[arg-type]
    assert answers(client, *files) == {200}


def test_strangers_are_sent_to_log_in(client: Client, idea: Idea) -> None:
    assert answers(client, make_file(idea), make_file(idea, pdf())) == {302}


def test_a_role_taken_away_and_an_account_closed_take_the_files_with_them(client: Client, idea: Idea) -> None:
    file, sara = make_file(idea), make_user()
    client.force_login(sara)
    assert answers(client, file) == {200}
    sara.groups.clear()
    assert answers(client, file) == {404}
    sara.add_roles(roles.STAFF)
    sara.is_active = False
    sara.save()
    assert answers(client, file) == {302}


def test_guessing_leads_nowhere(client: Client, idea: Idea) -> None:
    """Another idea's number with this file's, its key, its digest, its path, other widths and kinds."""
    file = make_file(idea)
    own = make_idea()
    client.force_login(own.submitter)  # type: ignore[arg-type]
    base = f"/ideer/{idea.number}/filer"
    guesses = [
        f"/ideer/{own.number}/filer/{file.pk}/",
        f"/ideer/{own.number}/filer/{file.pk}/480.jpg",
        f"{base}/{file.pk + 1}/",
        f"{base}/{'9' * 30}/",
        f"{base}/{'9' * 4400}/",
        f"{base}/{file.key}/",
        f"{base}/{file.digest}/",
        f"{base}/{file.pk}/481.jpg",
        f"{base}/{file.pk}/480.webp",
        f"{base}/{file.pk}/original.jpg",
        f"{base}/{file.pk}/../480.jpg",
        f"/media/{file.folder}/original.jpg",
        f"/static/{file.folder}/original.jpg",
        f"/{file.folder}/original.jpg",
    ]
    assert {guess: client.get(guess).status_code for guess in guesses} == dict.fromkeys(guesses, 404)


def test_a_part_that_is_gone_from_the_disk_is_not_there(client: Client, idea: Idea, settings: Any) -> None:
    file = make_file(idea)
    client.force_login(make_user())
    settings.MEDIA_ROOT = settings.MEDIA_ROOT / "elsewhere"
    assert answers(client, file) == {404}


def test_the_page_shows_others_the_files_and_no_forms(client: Client, idea: Idea) -> None:
    file = make_file(idea)
    client.force_login(make_user())
    page = client.get(idea.get_absolute_url()).content.decode()
    assert f"/ideer/{idea.number}/filer/{file.pk}/480.jpg" in page
    assert ("ta-bort/" in page, "data-upload " in page) == (False, False)
    client.get(make_idea("in_review").get_absolute_url())


def test_an_idea_without_files_says_nothing_of_them_to_others(client: Client, idea: Idea) -> None:
    client.force_login(make_user())
    assert "Bilder och filer" not in client.get(idea.get_absolute_url()).content.decode()
