"""What must never be read: paths that lead out, links, archives that are bombs, files without end."""

import io
import os
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from stories.importing.archives import Archive, source_of
from stories.importing.models import ImportedStory
from stories.importing.sources import Folder, UnreadError, UnsafeError, is_inside
from stories.models import Story
from tests.stories.importing.sources import archive, folder, make_editor, run, table
from tests.stories.uploads import picture_bytes

pytestmark = pytest.mark.django_db
GIGABYTE = 1024**3


def reasons() -> list[str]:
    return [row["kind"] for row in ImportedStory.objects.get().reasons]


def sparse(path: Path, size: int) -> Path:
    """A file that says it is as large, and takes no room."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.truncate(size)
    return path


@pytest.mark.parametrize(
    "name",
    [
        "../hemlig.jpg",
        "bilder/../../hemlig.jpg",
        "..\\hemlig.jpg",
        "{absolute}",
        "C:\\hemlig.jpg",
        "file:{absolute}",
        "\\\\server\\hemlig.jpg",
    ],
)
def test_a_picture_outside_of_the_folder_is_not_read(tmp_path: Path, name: str) -> None:
    """The story comes along without it, and waits for review."""
    make_editor()
    secret = tmp_path / "hemlig.jpg"
    secret.write_bytes(picture_bytes(colour="red"))
    inner = folder(tmp_path / "in", {"t.csv": table({"bild": name.format(absolute=secret)})})
    out, _err, code = run(inner)
    story = Story.objects.get()
    assert (code, story.picture, reasons()) == (0, None, ["picture"])
    assert name.format(absolute=secret)[:20] in out


def test_a_symbolic_link_is_not_followed(tmp_path: Path) -> None:
    make_editor()
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/hemlig.jpg").write_bytes(picture_bytes(colour="red"))
    inner = folder(
        tmp_path / "in", {"t.csv": table({"bild": "bilder/lank.jpg"}, {"id": "18", "bild": "mapp/hemlig.jpg"})}
    )
    (inner / "bilder/lank.jpg").symlink_to(tmp_path / "secret/hemlig.jpg")
    (inner / "mapp").symlink_to(tmp_path / "secret", target_is_directory=True)
    _out, err, code = run(inner)
    assert code == 0
    assert [story.picture for story in Story.objects.all()] == [None, None]
    assert ("bilder/lank.jpg" in err, "mapp" in err) == (True, True)


def test_a_file_that_became_a_link_after_it_was_listed_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"hemligt")
    inner = folder(tmp_path / "in", {"a.csv": b"x"})
    source = Folder(inner)
    (inner / "a.csv").unlink()
    (inner / "a.csv").symlink_to(tmp_path / "secret")
    with pytest.raises(UnreadError):
        source.read("a.csv", 100)


def test_a_folder_with_files_without_end_is_given_up_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stories.importing.sources.MOST_FILES", 3)
    with pytest.raises(UnsafeError):
        Folder(folder(tmp_path, {f"{number}.txt": b"" for number in range(3)}))


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    inner = folder(tmp_path, {"t.csv": table({})})
    os.mkfifo(inner / "ror.csv")
    assert "ror.csv" not in Folder(inner).names


@pytest.mark.parametrize("name", ["../ut.csv", "/etc/ut.csv", "a/../../ut.csv", "..\\ut.csv", "C:/ut.csv"])
def test_an_archive_that_leads_out_of_itself_is_refused_whole(name: str, tmp_path: Path) -> None:
    make_editor()
    path = tmp_path / "slip.zip"
    path.write_bytes(archive({"t.csv": table({}), name: b"x"}))
    _out, err, code = run(path)
    assert (code, Story.objects.count()) == (1, 0)
    assert str(path) in err


def test_an_archive_with_a_symbolic_link_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        link = zipfile.ZipInfo("bilder/lank.jpg")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        zipped.writestr(link, "/etc/passwd")
    with pytest.raises(UnsafeError):
        Archive(out)


def test_an_archive_that_unpacks_to_far_more_than_it_is_is_refused() -> None:
    bomb = archive({"t.csv": b"0" * (20 * 1024 * 1024)})
    assert len(bomb) < 100_000
    with pytest.raises(UnsafeError):
        Archive(io.BytesIO(bomb))


def test_an_archive_with_files_without_end_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        for number in range(5001):
            zipped.writestr(f"{number}.txt", "")
    with pytest.raises(UnsafeError):
        Archive(out)


def claims(size: int) -> bytes:
    """An archive whose directory says that its only file has so many bytes."""
    data = bytearray(archive({}))
    place = data.index(b"PK\x01\x02")
    struct.pack_into("<I", data, place + 24, size)
    return bytes(data)


def test_an_archive_that_claims_four_gigabytes_is_refused_before_it_is_read() -> None:
    with pytest.raises(UnsafeError):
        Archive(io.BytesIO(claims(0xFFFFFFFE)))


def test_an_archive_in_the_archive_is_told_of_and_not_read() -> None:
    source = source_of("a.zip", io.BytesIO(archive({"inre.zip": archive({"t.csv": table({})})})))
    assert [remark for remark in source.remarks if "inre.zip" in remark] == source.remarks != []


def test_a_locked_archive_is_refused() -> None:
    data = bytearray(archive({}))
    struct.pack_into("<H", data, data.index(b"PK\x01\x02") + 8, 1)
    with pytest.raises(UnsafeError):
        Archive(io.BytesIO(data))


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04", archive({})[:-40], b"PK\x03\x04" + b"\0" * 500], ids=["head", "cut", "zeros"]
)
def test_a_damaged_archive_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(UnsafeError):
        source_of("a.zip", io.BytesIO(data))


def test_a_damaged_picture_in_an_archive_is_a_dead_picture(tmp_path: Path) -> None:
    make_editor()
    data = bytearray(archive({"t.csv": table({})}))
    place = data.index(b"bilder/cykel.jpg") + len("bilder/cykel.jpg") + 20
    data[place : place + 20] = b"\xff" * 20
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    run(path)
    assert (Story.objects.get().picture, reasons()) == (None, ["picture"])


@pytest.mark.parametrize("name", ["t.csv", "t.json", "t.html", "bilder/cykel.jpg", "stor.zip"])
def test_five_gigabytes_are_refused_before_they_are_read(tmp_path: Path, name: str) -> None:
    """Where it is the picture, the story comes along without it."""
    make_editor()
    inner = folder(tmp_path, {"liten.csv": table({})} if name.startswith("bilder") else {})
    big = sparse(inner / name, 5 * GIGABYTE)
    out, err, code = run(big if name == "stor.zip" else inner)
    if name.startswith("bilder"):
        assert (code, Story.objects.get().picture, reasons()) == (0, None, ["picture"])
        assert "5120 MB" in out
    else:
        assert (code, Story.objects.count()) == (1, 0)
        assert ("MB" in out + err, len(out) < 2000) == (True, True)


def test_a_name_in_an_archive_keeps_its_letters_whatever_made_it() -> None:
    """Windows writes code page 437 or 850, a Mac UTF-8 in parts, without saying so."""
    dos = archive({"bilder/ang.jpg": b"x"}).replace(b"bilder/ang.jpg", "bilder/äng.jpg".encode("cp437"))
    mac = archive({"bilder/anng.jpg": b"x"}).replace(b"bilder/anng.jpg", "bilder/äng.jpg".encode())
    assert [Archive(io.BytesIO(data)).names for data in (dos, mac)] == [["bilder/cykel.jpg", "bilder/äng.jpg"]] * 2


@pytest.mark.parametrize("name", ["a.jpg", "mapp/a.jpg", "...jpg", "a..b/c"])
def test_a_path_below_is_inside(name: str) -> None:
    assert is_inside(name)
