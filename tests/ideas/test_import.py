from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from goda_exempel import roles
from ideas.models import Idea
from ideas.states import IdeaState
from tests.factories import make_unit, make_user

ENTRY = Path(__file__).parent.parent / "data" / "entry.txt"
REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "motala_entry.txt"
TEXT = ENTRY.read_text(encoding="utf-8")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def coach() -> Any:
    return make_user(roles.COACH, units=(make_unit("Biblioteket"),), name="Ulla")


def run(file: Path, **options: Any) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("import_entry", file, stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def refused(tmp_path: Path, content: str | bytes) -> list[str]:
    """What the command says about a file it does not import, line by line."""
    file = tmp_path / "entry.txt"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(CommandError) as caught:
        run(file)
    assert Idea.objects.count() == 0
    return [line.strip() for line in str(caught.value).splitlines()]


def imported(tmp_path: Path, content: bytes) -> tuple[Idea, str]:
    file = tmp_path / "entry.txt"
    file.write_bytes(content)
    _out, err = run(file)
    return Idea.objects.get(), err


def test_entry_becomes_an_idea_that_is_handed_in() -> None:
    out, err = run(ENTRY)
    idea = Idea.objects.get()
    assert idea.state == IdeaState.SUBMITTED
    assert idea.title == "Läxhjälp bland böckerna på biblioteket"
    assert idea.summary == "Tre kvällar i veckan hjälper pensionerade lärare elever med läxorna."
    assert idea.spread == "Alla kommuner har ett bibliotek och lärare som har gått i pension."
    assert idea.problem == "Elever som är trångbodda har ingen lugn plats att läsa läxor på."
    assert idea.solution == (
        "Biblioteket håller öppet till klockan 20 tre kvällar i veckan.\n\n"
        "Två lärare och en bibliotekarie finns på plats varje kväll."
    )
    assert idea.benefit == "63 elever kom under våren. Nio av tio säger att de har fått mer gjort."
    assert idea.development == "Vi började med en kväll i veckan och frågade eleverna vad som saknades."
    assert idea.links == "www.exempelkommunen.example/laxhjalp"
    assert idea.contact == ""
    assert [row.name for row in idea.contributors.all()] == ["Biblioteket i Exempelkommunen"]
    assert idea.number in out
    assert err == ""


@pytest.mark.parametrize("file", [REAL] if REAL.exists() else [])
def test_real_entry_is_imported_and_its_repeated_paragraph_remarked(file: Path) -> None:
    _out, err = run(file)
    idea = Idea.objects.get()
    assert idea.title == "Spridning av goda innovativa exempel som är nya, nyttiga och nyttiggjorda"
    assert "“Månadens goda exempel”" in idea.summary
    assert idea.problem == idea.solution
    assert idea.benefit.startswith("Våra kunder och medborgare har … > fått ökad möjlighet")
    assert idea.development == "Från 2015 till 2017 inleddes arbetet i projektform med finansiering från Vinnova."
    assert idea.contact == ""
    assert [row.name for row in idea.contributors.all()] == ["Motala kommun"]
    assert "19" in err
    assert "15" in err


def test_person_and_unit_can_be_chosen() -> None:
    unit = make_unit("Köket")
    person = make_user(email="anna@exempelkommunen.example")
    run(ENTRY, by="Anna@exempelkommunen.example", unit=unit.slug)
    idea = Idea.objects.get()
    assert (idea.submitter, idea.unit) == (person, unit)


@pytest.mark.parametrize(
    "variant",
    [
        TEXT.replace("\n", "\r\n"),
        "\ufeff" + TEXT,
        TEXT.rstrip("\n"),
        TEXT.replace("Nytta\n", "NYTTA:  \n"),
        TEXT.replace("Nytta\n", "”Nytta”\n"),
        TEXT.replace("Läs mer\n", "läs mer: "),
        TEXT.replace("Läxhjälp bland", "Titel: Läxhjälp bland"),
        TEXT.replace("Förbättringsområde", "Fo\u0308rba\u0308ttringsomra\u030ade"),
        TEXT.replace("Kontaktperson: (utelämnad)", "Kontaktperson:\n"),
    ],
)
def test_variants_of_the_form_say_the_same(tmp_path: Path, variant: str) -> None:
    idea, err = imported(tmp_path, variant.encode())
    assert idea.benefit == "63 elever kom under våren. Nio av tio säger att de har fått mer gjort."
    assert idea.links == "www.exempelkommunen.example/laxhjalp"
    assert (idea.title, idea.contact, err) == ("Läxhjälp bland böckerna på biblioteket", "", "")


def test_windows_1252_is_read_with_a_remark(tmp_path: Path) -> None:
    idea, err = imported(tmp_path, TEXT.encode("cp1252"))
    assert idea.title == "Läxhjälp bland böckerna på biblioteket"
    assert "Windows-1252" in err


def test_curly_quotes_and_emoji_are_kept(tmp_path: Path) -> None:
    idea, _err = imported(tmp_path, TEXT.replace("63 elever", "“63 elever” 🎉").encode())
    assert idea.benefit.startswith("“63 elever” 🎉 kom")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (TEXT.replace("Längre beskrivning\n", "Längre beskrivning\n\nHär står något löst.\n"), "Rad 13:"),
        (TEXT.replace("\n\nKort", "\n\nEn rad för mycket.\n\nKort", 1), "Rad 3:"),
        (TEXT.replace("Nytta\n", "Nytta\n\nEkonomisk kalkyl\n"), "Rad 25:"),
        (TEXT.replace("Utvecklingsarbetet", "Nytta"), "Rad 27:"),
        (TEXT.replace("63 elever kom under våren. Nio av tio säger att de har fått mer gjort.\n", ""), "Rad 23:"),
        (TEXT.replace("Nytta\n", "Nytta\n\nEn \x07 klocka.\n"), "Rad 25:"),
        (TEXT.replace("63 elever", "63 elever" * 1000), "Rad 23:"),
        (TEXT.replace("Läxhjälp bland", "Läxhjälp " * 20), "Rad 1:"),
    ],
)
def test_what_cannot_be_placed_is_told_with_its_line(tmp_path: Path, content: str, line: str) -> None:
    findings = refused(tmp_path, content)[1:]
    assert len(findings) == 1
    assert findings[0].startswith(line)


def test_every_missing_heading_is_named(tmp_path: Path) -> None:
    assert len(refused(tmp_path, "")) == 1 + 4
    assert [line for line in refused(tmp_path, TEXT.replace("Lösningen\n", "")) if "Lösningen" in line]


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"a\x81b", b"x" * 2_000_000, b"\xff\xfe\0"], ids=lambda raw: raw[:4]
)
def test_binary_and_huge_files_are_refused_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    assert len(refused(tmp_path, content)) == 1


def test_missing_file_folder_person_and_unit_are_told_without_a_traceback(tmp_path: Path) -> None:
    for file, options in (
        (tmp_path / "none.txt", {}),
        (tmp_path, {}),
        (ENTRY, {"by": "ingen@exempelkommunen.example"}),
        (ENTRY, {"unit": "ingen-enhet"}),
    ):
        with pytest.raises(CommandError):
            run(file, **options)
    assert Idea.objects.count() == 0
