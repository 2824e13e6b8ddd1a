"""What becomes of a line: published, queued with its reasons, unchanged, different, or not readable. None is lost."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from goda_exempel import markup, roles
from stories.importing.models import ImportedStory, ImportLine, OldAddress
from stories.models import Story
from stories.permissions import is_importer
from stories.publishing.models import Snapshot
from stories.states import StoryState
from stories.workflow import ENGINE
from tests.factories import make_unit, make_user
from tests.stories.factories import make_published_story
from tests.stories.importing.sources import archive, folder, make_editor, run, table
from tests.stories.uploads import picture_bytes

pytestmark = pytest.mark.django_db


def brought(tmp_path: Path, *rows: dict[str, str], files: dict[str, bytes] | None = None, **options: Any) -> list[str]:
    """The outcome of each line, after a real import of them."""
    run(folder(tmp_path, {"t.csv": table(*rows), **(files or {})}), **options)
    return list(ImportLine.objects.order_by("pk").values_list("outcome", flat=True))


def reasons() -> list[str]:
    return [row["kind"] for row in ImportedStory.objects.get().reasons]


def test_a_whole_line_is_published_as_it_was(tmp_path: Path) -> None:
    editor = make_editor()
    assert brought(tmp_path, {}) == ["publish"]
    story = Story.objects.get()
    edition = story.edition
    assert edition is not None
    assert (story.state, story.month, story.slug) == ("approved", date(2013, 6, 1), "cykeln-som-lanar-ut-bocker")
    assert (edition.title, edition.unit.name, edition.photographer) == (
        "Cykeln som lånar ut böcker",
        "Biblioteket",
        "Eva Exempel",
    )
    assert edition.lead == "Boken kommer på cykel till den som inte kan komma till boken."
    assert [block.tag for block in markup.blocks(edition.body)] == ["p", "h2", "p"]
    assert (edition.approved_by, edition.digest, edition.number) == (editor, story.fingerprint, 1)
    assert (story.picture and story.picture.width, edition.is_proven) == (640, False)
    row = story.imported
    assert (row.people, row.consent, row.by, row.row["source_id"]) == ("Kim Exempel", "Ja, skriftligt", editor, "17")
    assert Snapshot.objects.get().kind == "published"


def test_readers_see_no_proof_that_was_only_assumed(client: Client, tmp_path: Path) -> None:
    """Not its card, and not since when it is in use; a line that has all of it is shown with both."""
    make_editor()
    proof = {
        "ny": "Ingen annan gör så.", "nyttig": "Fler lånar.", "i bruk sedan": "2012-03-01", "i bruk var": "Cykeln",
        "id": "18", "adress": "", "rubrik": "Med bevis",
    }  # fmt: skip
    brought(tmp_path, {}, proof)
    pages = [client.get(story.public_url).content.decode() for story in Story.objects.order_by("pk")]
    assert [("1 mars 2012" in page, "Nyttiggjord" in page) for page in pages] == [(False, False), (True, True)]


@pytest.mark.parametrize(
    ("given", "kinds"),
    [
        ({"alt-text": ""}, ["alt"]),
        ({"alt-text": "IMG_2031.JPG"}, ["alt"]),
        ({"samtycke": ""}, ["consent"]),
        ({"samtycke": "Nej"}, ["consent"]),
        ({"samtycke": "saknas för barnet"}, ["consent"]),
        ({"personer": ""}, ["names"]),
        ({"personer": "okänd"}, ["names"]),
        ({"fotograf": ""}, ["photographer"]),
        ({"bild": ""}, ["picture"]),
        ({"bild": "bilder/borta.jpg"}, ["picture"]),
        ({"bild": "tom.jpg"}, ["picture"]),
        ({"bild": "halv.jpg"}, ["picture"]),
        ({"bild": "text.jpg"}, ["picture"]),
        ({"bild": "rorlig.gif"}, ["picture"]),
        ({"bild": "https://gamla.example/bilder/borta.jpg"}, ["picture"]),
        ({"datum": ""}, ["date"]),
        ({"datum": "i våras"}, ["date"]),
        ({"datum": "2013"}, ["date"]),
        ({"datum": "2099-01-01"}, ["date"]),
        ({"enhet": "Gatukontoret"}, ["unit"]),
        ({"ingress": "", "text": ""}, ["text", "text"]),
        ({"ingress": "Lång ingress. " * 60}, ["cut"]),
        ({"rubrik": "Mycket " * 30}, ["cut"]),
        ({"text": "Hon har nummer 19811228-9874."}, ["personal"]),
        ({"text": "RÃ¤ksmÃ¶rgÃ¥s."}, ["letters"]),
        ({"alt-text": "", "samtycke": "", "personer": "", "datum": ""}, ["date", "alt", "names", "consent"]),
    ],
)
def test_what_lacks_something_waits_for_review_with_its_reasons(
    tmp_path: Path, given: dict[str, str], kinds: list[str]
) -> None:
    make_editor()
    whole = picture_bytes(size=(800, 600), colour="teal")
    files = {"tom.jpg": b"", "halv.jpg": whole[: len(whole) // 2], "text.jpg": b"hej", "rorlig.gif": b"GIF89a"}
    assert brought(tmp_path, given, files=files) == ["queue"]
    story = Story.objects.get()
    assert (story.state, story.edition, reasons()) == ("draft", None, kinds)
    assert not Snapshot.objects.exists()
    assert not Story.objects.published(timezone.now()).exists()


@pytest.mark.parametrize(
    "given",
    [
        {"personer": "Inga", "samtycke": "Ingen person går att känna igen"},
        {"datum": "juni 2013"},
        {"bild": "CYKEL.JPG"},
        {"bild": "https://gamla.example/bilder/cykel.jpg?w=300"},
        {"enhet": "Kulturförvaltningen / Biblioteket"},
        {"ingress": ""},
        {"nytta": "Hittepå"},
    ],
)
def test_what_can_be_taken_for_granted_is_told_and_published(tmp_path: Path, given: dict[str, str]) -> None:
    make_editor()
    assert brought(tmp_path, given) == ["publish"]


def test_a_lead_that_is_missing_is_the_first_paragraph(tmp_path: Path) -> None:
    make_editor()
    brought(tmp_path, {"ingress": ""})
    story = Story.objects.get()
    assert story.lead == "En onsdag rullade den ut."
    assert markup.plain(story.body) == "Så började det\nMed en korg och en karta."


def test_a_line_without_a_headline_and_one_that_is_there_twice_fail(tmp_path: Path) -> None:
    make_editor()
    folder(tmp_path, {"t.csv": table({"rubrik": ""}, {"id": "18"}, {"id": "18", "rubrik": "En annan"})})
    _out, _err, code = run(tmp_path)
    assert code == 1
    assert list(ImportLine.objects.values_list("outcome", flat=True)) == ["failed", "publish", "failed"]


def test_a_missing_date_is_told_with_the_month_that_is_taken(tmp_path: Path) -> None:
    """That of the line before, because files are in order; it never counts towards this month's promise."""
    make_editor()
    brought(tmp_path, {}, {"id": "18", "adress": "", "datum": "", "rubrik": "Utan dag"})
    story = Story.objects.get(title="Utan dag")
    assert (story.month, story.publish_at) == (date(2013, 6, 1), None)
    assert "juni 2013" in ImportLine.objects.get(title="Utan dag").notes[0]


def test_two_stories_in_a_month_are_told_and_both_are_shown(tmp_path: Path) -> None:
    """The month may also be taken by a story that the portal has already."""
    make_editor()
    make_published_story(datetime(2013, 6, 3, 8, tzinfo=UTC), title="Lyktan i parken")
    rows: list[dict[str, str]] = [{}, {"id": "18", "adress": "", "rubrik": "Grinden vid ån", "datum": "2013-06-28"}]
    assert brought(tmp_path, *rows) == ["publish", "publish"]
    assert Story.objects.published(timezone.now()).filter(month=date(2013, 6, 1)).count() == 3
    for line, others in zip(ImportLine.objects.all(), ("Grinden vid ån", "Cykeln som lånar ut böcker"), strict=True):
        told = [note for note in line.notes if "juni 2013" in note]
        assert (len(told), others in told[0], "Lyktan i parken" in told[0]) == (1, True, True)


def test_a_changed_line_is_told_and_changes_nothing(tmp_path: Path) -> None:
    make_editor()
    brought(tmp_path, {})
    before = Story.objects.values().get()
    assert brought(tmp_path, {"ingress": "En annan ingress."})[-1] == "differs"
    files = {"bilder/cykel.jpg": picture_bytes(colour="red")}
    assert brought(tmp_path, {}, files=files)[-1] == "differs"
    assert Story.objects.values().get() == before


def test_without_an_id_the_address_names_it_and_without_both_headline_and_day(tmp_path: Path) -> None:
    make_editor()
    rows = ({"id": ""}, {"id": "", "adress": "", "rubrik": "Lyktan"})
    assert brought(tmp_path, *rows) == ["publish", "publish"]
    assert brought(tmp_path, *reversed(rows))[2:] == ["same", "same"]
    assert set(ImportedStory.objects.values_list("key", flat=True)) == {
        "address:/artiklar/cykeln",
        "title:2013-06-13:lyktan",
    }


def test_a_dry_run_writes_nothing_and_says_the_same(tmp_path: Path) -> None:
    make_editor()
    path = folder(tmp_path, {"t.csv": table({}, {"id": "18", "alt-text": "", "adress": ""})})
    dry, _err, _code = run(path, dry_run=True)
    assert (Story.objects.count(), ImportLine.objects.count(), OldAddress.objects.count()) == (0, 0, 0)
    real, _err, _code = run(path)
    assert [line.partition(" →")[0] for line in real.splitlines()[:-1]] == dry.splitlines()[:-2]


def test_unknown_units_may_be_put_in_one(tmp_path: Path) -> None:
    make_editor()
    unit = make_unit("Kultur")
    assert brought(tmp_path, {"enhet": "Gatukontoret"}, unit=unit.slug) == ["publish"]
    assert Story.objects.get().unit == unit


def test_an_archive_is_read_as_a_folder_is(tmp_path: Path) -> None:
    make_editor()
    path = tmp_path / "allt.zip"
    path.write_bytes(
        archive({"export/t.csv": table({"bild": "../bilder/cykel.jpg"}), "export/bilder/lykta.jpg": picture_bytes()})
    )
    assert run(path)[2] == 0
    assert reasons() == ["picture"]


def test_pictures_in_the_text_come_along_as_figures(tmp_path: Path) -> None:
    make_editor()
    text = '<p>Så här.</p><p><img src="bilder/karta.jpg" alt="En karta." onerror="x()"></p><script>x()</script>'
    brought(tmp_path, {"text": text}, files={"bilder/karta.jpg": picture_bytes(colour="navy")})
    story = Story.objects.get()
    [key] = markup.pictures_in(story.body)
    assert story.body.count("<img") == 1
    assert f'src="/redaktion/bilder/{key}/720.jpg"' in story.body
    assert ("<figure>" in story.body, "script" in story.body, "onerror" in story.body) == (True, False, False)


def test_a_dead_picture_in_the_text_queues_the_story(tmp_path: Path) -> None:
    make_editor()
    text = '<p>Så här.</p><img src="bilder/borta.jpg" alt="En karta."><img src="bilder/cykel.jpg">'
    assert brought(tmp_path, {"text": text}) == ["queue"]
    assert (reasons(), Story.objects.get().body.count("<img")) == (["picture", "alt"], 1)


def test_only_an_editor_imports(tmp_path: Path) -> None:
    make_editor()
    communicator = make_user(roles.COMMUNICATOR)
    path = folder(tmp_path, {"t.csv": table({})})
    for email in (communicator.email, "ingen@exempelkommunen.example"):
        assert run(path, person=email)[2] == 1
    assert Story.objects.count() == 0
    other = make_user(roles.EDITOR, name="Eva")
    run(path, person=other.email.upper())
    assert Story.objects.get().history.get().actor == other


def test_nobody_can_bring_a_story_along_a_second_time(tmp_path: Path) -> None:
    """Once published, a changed text goes the usual way, through another's eyes."""
    editor = make_editor()
    brought(tmp_path, {})
    story = ENGINE.perform(Story.objects.get(), "revise", by=editor, reason="Ett namn är fel.")
    assert (story.state, is_importer(editor, story)) == (StoryState.DRAFT, False)


def test_the_year_is_that_of_swedish_time(tmp_path: Path) -> None:
    make_editor()
    with time_machine.travel("2013-12-31T23:30:00Z"):
        assert brought(tmp_path, {"datum": "2014-01-01 00:10"}) == ["publish"]
    assert Story.objects.get().month == date(2014, 1, 1)
