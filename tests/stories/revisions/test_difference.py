"""What differs, word by word, in readable pieces and in bounded time."""

import time

import pytest
from django.utils.translation import override

from stories.revisions.difference import Compared, compare
from stories.revisions.lines import Line, lines_of
from stories.revisions.matching import parts

QUICK = 3.0  # seconds on a busy machine; the texts of this file take a tenth of it


def told(old: str, new: str) -> list[str]:
    """One text a block: added in [+ +], removed in [- -]."""
    return [_told(row) for row in compare(lines_of(old), lines_of(new))]


def _told(row: Compared) -> str:
    signs = {"same": ("", ""), "added": ("[+", "+]"), "removed": ("[-", "-]")}
    words = "".join(f"{signs[piece.op][0]}{piece.text}{signs[piece.op][1]}" for piece in row.pieces)
    return f"…{row.skipped}" if row.skipped else f"{row.kind}: {words}" if row.kind else words


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("<p>Grytan tog slut.</p>", "<p>Grytan tog slut.</p>", ["…1"]),
        ("<p>En röd bil kör.</p>", "<p>En blå båt kör.</p>", ["En [-röd bil-][+blå båt+] kör."]),
        ("<p>Grytan tog slut.</p>", "<p>Grytan tog plötsligt slut.</p>", ["Grytan tog [+plötsligt +]slut."]),
        ("", "<p>Nytt.</p>", ["[+Nytt.+]"]),
        ("<p>Gammalt.</p>", "", ["[-Gammalt.-]"]),
        ("<p>Rubrik</p>", "<h2>Rubrik</h2>", ["[-Rubrik-]", "Heading: [+Rubrik+]"]),
        ("<p>Läs mer.</p>", "<p>Läs <strong>mer</strong>.</p>", ["Läs [+**+]mer[+**+]."]),
        (
            '<p>Se <a href="https://a.se/">sidan</a>.</p>',
            '<p>Se <a href="https://b.se/">sidan</a>.</p>',
            ["Se [sidan[-](https://a.se/)-][+](https://b.se/)+]."],
        ),
        ("<ul><li>ett</li></ul>", "<ul><li>ett</li><li>två</li></ul>", ["Item: ett", "Item: [+två+]"]),
        (
            "<p>a</p><p>b</p><p>c</p><p>d</p><p>e</p>",
            "<p>a</p><p>b</p><p>c</p><p>d</p><p>e</p><p>f</p>",
            ["…4", "e", "[+f+]"],
        ),
    ],
)
def test_texts_are_compared(old: str, new: str, expected: list[str]) -> None:
    with override("en"):
        assert told(old, new) == expected


def test_boxes_and_pictures_are_named() -> None:
    key = "a1b2c3d4" * 8
    html = (
        '<aside class="fact-box"><h3>Fakta</h3><p>Ett.</p></aside>'
        '<blockquote class="pull-quote"><p>Hej.</p></blockquote>'
        f'<figure><img src="/redaktion/bilder/{key}/720.jpg" alt="En gryta"><figcaption>Grytan.</figcaption></figure>'
    )
    with override("en"):
        assert [(line.kind, line.text) for line in lines_of(html)] == [
            ("Fact box, Subheading", "Fakta"),
            ("Fact box", "Ett."),
            ("Pull quote", "Hej."),
            ("Picture", "En gryta (a1b2c3d4)"),
            ("Caption", "Grytan."),
        ]


@pytest.mark.parametrize("step", [1, 2, 3])
def test_both_texts_can_be_read_out_of_the_difference(step: int) -> None:
    old = [f"Mening {n} om soppan. Den kokar länge." for n in range(12)]
    new = [text.replace("länge", "kort").replace("Mening", "Rad") for text in old][::step]
    rows = compare([Line("", text) for text in old], [Line("", text) for text in new])
    for texts, op, other in ((old, "removed", "added"), (new, "added", "removed")):
        read = ["".join(piece.text for piece in row.pieces if piece.op != other) for row in rows if row.op != other]
        assert (op, read) == (op, texts)


def _words(pattern: str, length: int = 60_000) -> str:
    return (pattern * (length // len(pattern) + 1))[:length]


HARD = {
    "the same few words": (_words("a b "), _words("b a ")),
    "sentences that come again": (_words("a. b. "), _words("b. c. ")),
    "many short blocks": ("<p>a</p>" * 7000, "<p>a</p><p>b</p>" * 3500),
    "nothing alike": (
        " ".join(f"ord{n}" for n in range(8000))[:60_000],
        " ".join(f"word{n}" for n in range(8000))[:60_000],
    ),
    "backwards": (" ".join(f"ord{n}" for n in range(7000)), " ".join(f"ord{n}" for n in reversed(range(7000)))),
    "one letter": ("x" * 60_000, "x" * 59_999 + "y"),
    "only marks": (_words(".!?"), _words("?!.")),
}


@pytest.mark.parametrize("name", HARD)
def test_the_longest_texts_are_compared_quickly(name: str) -> None:
    old, new = (lines_of(text) for text in HARD[name])
    begun = time.perf_counter()
    rows = compare(old, new)
    assert time.perf_counter() - begun < QUICK
    assert any(not row.is_unchanged for row in rows)


@pytest.mark.parametrize("size", [3, 50, 700])
def test_parts_are_the_whole_of_both(size: int) -> None:
    old = [(n * 7919) % (size + 3) for n in range(size)]
    new = [(n * 104_729) % (size + 3) for n in range(size)] + old[size // 2 :]
    found = list(parts(old, new))
    assert [item for _same, one, _two in found for item in one] == old
    assert [item for _same, _one, two in found for item in two] == new
    assert all(list(one) == list(two) for same, one, two in found if same)
