"""What differs between two texts, word by word.

Blocks are compared first, then the sentences of the blocks that differ, then the words of those: each step gives the
next one little to do, so that the longest text allowed is compared in well under a second whatever is in it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from stories.revisions.lines import Line
from stories.revisions.matching import parts

Op = Literal["same", "added", "removed"]
AROUND: Final = 1  # unchanged blocks shown beside a changed one
_WORDS: Final = re.compile(r"[^\S\u00a0]+|\]\([^)]*\)|\*\*|[\w\u00a0’'-]+|.", re.DOTALL)
_SENTENCES: Final = re.compile(r"(?<=[.!?…:]) +")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that are the same in both, or stand in one of them alone."""

    op: Op
    text: str


@dataclass(slots=True)
class Compared:
    """A block with what has happened to it and to its words; or, with ``skipped``, so many unchanged blocks."""

    op: Op = "same"
    kind: str = ""
    pieces: list[Piece] = field(default_factory=list)
    skipped: int = 0

    @property
    def is_unchanged(self) -> bool:
        return self.op == "same" and all(piece.op == "same" for piece in self.pieces)


def compare(old: Sequence[Line], new: Sequence[Line]) -> list[Compared]:
    """The blocks of both texts in one list; long unchanged stretches are counted instead of shown."""
    rows: list[Compared] = []
    for is_same, before, after in parts(old, new):
        if is_same:
            rows += [Compared("same", line.kind, [Piece("same", line.text)]) for line in after]
        else:
            rows += _replaced(before, after)
    return _shortened(rows)


def _replaced(old: Sequence[Line], new: Sequence[Line]) -> Iterator[Compared]:
    """Blocks that stand where others stood: those most alike are compared, the others were removed or added."""
    partners = _partners(old, new)
    last = 0
    for number, line in enumerate(old):
        partner = partners.get(number)
        if partner is None:
            yield Compared("removed", line.kind, [Piece("removed", line.text)])
            continue
        yield from (Compared("added", row.kind, [Piece("added", row.text)]) for row in new[last:partner])
        yield from _one(line, new[partner])
        last = partner + 1
    yield from (Compared("added", row.kind, [Piece("added", row.text)]) for row in new[last:])


def _one(old: Line, new: Line) -> Iterator[Compared]:
    if old.kind != new.kind and old.text == new.text:
        yield Compared("removed", old.kind, [Piece("removed", old.text)])
        yield Compared("added", new.kind, [Piece("added", new.text)])
    else:
        yield Compared("same", new.kind, _words_of(old.text, new.text))


def _partners(old: Sequence[Line], new: Sequence[Line]) -> dict[int, int]:
    """Number of an old block → of the new one it became, in order. Blocks of one text are few, their words are not."""
    found: dict[int, int] = {}
    start = 0
    bags = [set(line.text.split()) for line in new]
    for number, line in enumerate(old):
        words = set(line.text.split())
        for other in range(start, min(start + 12, len(new))):
            if _alike(words, bags[other]) or (len(old) == len(new) == 1):
                found[number], start = other, other + 1
                break
    return found


def _alike(one: set[str], two: set[str]) -> bool:
    return 2 * len(one & two) >= min(len(one), len(two)) > 0


def _words_of(old: str, new: str) -> list[Piece]:
    pieces: list[Piece] = []
    for is_same, before, after in parts(_sentences(old), _sentences(new)):
        one, two = "".join(before), "".join(after)
        pieces += [Piece("same", two)] if is_same else _changed_words(one, two)
    return _joined(pieces)


def _sentences(text: str) -> list[str]:
    """With the space after each, so that they are the whole text again."""
    ends = [match.end() for match in _SENTENCES.finditer(text)]
    return [text[start:end] for start, end in zip([0, *ends], [*ends, len(text)], strict=True) if end > start]


def _changed_words(old: str, new: str) -> list[Piece]:
    pieces: list[Piece] = []
    for is_same, one, two in parts(_WORDS.findall(old), _WORDS.findall(new)):
        if is_same:
            pieces.append(Piece("same", "".join(two)))
        else:
            pieces += [Piece("removed", "".join(one)), Piece("added", "".join(two))]
    return pieces


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Words changed one after the other, with a single space between them, read as one change of several words."""
    rows: list[Piece] = []
    for number, piece in enumerate(pieces):
        if piece.op == "same" and piece.text == " " and _is_between_changes(pieces, number):
            rows += [Piece("removed", " "), Piece("added", " ")]
        elif piece.text:
            rows.append(piece)
    return list(_gathered(rows))


def _is_between_changes(pieces: list[Piece], number: int) -> bool:
    before, after = pieces[:number][-2:], pieces[number + 1 : number + 3]
    return all({piece.op for piece in side if piece.text} == {"removed", "added"} for side in (before, after))


def _gathered(pieces: list[Piece]) -> Iterator[Piece]:
    """What was removed in one piece, then what was added in one, up to the next words that are the same."""
    texts: dict[Op, str] = {}
    for piece in [*pieces, Piece("same", "")]:
        if piece.op == "same" and texts.keys() - {"same"}:
            yield from (Piece(op, text) for op, text in sorted(texts.items(), reverse=True) if text)
            texts = {}
        elif piece.op != "same" and "same" in texts:
            yield Piece("same", texts.pop("same"))
        texts[piece.op] = texts.get(piece.op, "") + piece.text
    if texts.get("same"):
        yield Piece("same", texts["same"])


def _shortened(rows: list[Compared]) -> list[Compared]:
    near = {
        number + step for number, row in enumerate(rows) if not row.is_unchanged for step in range(-AROUND, AROUND + 1)
    }
    shown: list[Compared] = []
    for number, row in enumerate(rows):
        if number in near:
            shown.append(row)
        elif shown and shown[-1].skipped:
            shown[-1].skipped += 1
        else:
            shown.append(Compared(skipped=1))
    return shown
