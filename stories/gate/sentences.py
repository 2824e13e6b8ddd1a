"""Sentences and words of Swedish prose, and the readability index LIX."""

import re
from collections.abc import Iterable
from typing import Final

LONG_WORD: Final = 6  # a word of more letters is long
_WORD: Final = re.compile(r"\w+(?:[-’':.,]\w+)*")
# Each begins where a run of marks begins: a long run that ends nothing is looked at once.
_END: Final = re.compile(r"(?<![.!?…])[.!?…]+[”\"’')\]]*(?=\s|$)")
_LIX_END: Final = re.compile(r"(?<![.!?…:;])[.!?…:;]+[”\"’')\]]*(?=\s|$)")
_SHORTENED: Final = frozenset(
    (
        "t.ex", "bl.a", "d.v.s", "dvs", "ca", "kl", "nr", "s.k", "p.g.a", "pga", "f.d", "fr.o.m", "t.o.m", "inkl",
        "exkl", "resp", "tel", "jfr", "sid", "dr", "prof", "ev", "forts", "f.n",
        "e.d", "o.d", "s.a.s", "m.a.o", "å.k", "åk",
    )
)  # fmt: skip


def words_of(text: str) -> list[str]:
    """Words and numbers; a hyphenated word and a decimal number are one."""
    return _WORD.findall(text)


def sentences_of(text: str) -> list[str]:
    """The sentences of a block: they end at ``.``, ``!`` or ``?``, but not at an abbreviation or inside a number."""
    sentences, start = [], 0
    for end in _END.finditer(text):
        if not _is_shortened(text, start, end.start(), end.end()):
            sentences.append(text[start : end.end()].strip())
            start = end.end()
    rest = text[start:].strip()
    return [*sentences, rest] if rest else sentences


def _is_shortened(text: str, start: int, stop: int, end: int) -> bool:
    """Whether the full stop belongs to an abbreviation, an initial or an ordinal, and the sentence goes on."""
    rest = text[end : end + 40].lstrip()
    if text[stop] != "." or not rest:
        return False
    word = text[max(start, stop - 20) : stop].rpartition(" ")[2].lstrip('(”"')
    is_initial = len(word) == 1 and word.isupper()
    return word.lower() in _SHORTENED or is_initial or rest[0].islower()


def lix(blocks: Iterable[str]) -> int | None:
    """LIX (C.-H. Björnsson, Läsbarhet, 1968): words a sentence, plus long words (over six letters) in a hundred.

    A sentence ends at ``.``, ``!``, ``?``, ``:`` or ``;`` before white space, and where a block (a paragraph, an item)
    ends. None where there are no words.
    """
    words, long, sentences = 0, 0, 0
    for block in blocks:
        found = words_of(block)
        words += len(found)
        long += sum(len(word) > LONG_WORD for word in found)
        ends = [end.end() for end in _LIX_END.finditer(block)]
        sentences += len(ends) + (1 if found and words_of(block[ends[-1] if ends else 0 :]) else 0)
    return round(words / max(sentences, 1) + 100 * long / words) if words else None
