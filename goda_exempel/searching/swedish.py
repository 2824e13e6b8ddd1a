"""Swedish words as far as a search needs them: inflection, words that say nothing alone, and slips of the pen."""

import re
import unicodedata
from typing import Final

MOST_WORDS: Final = 8
LONGEST_WORD: Final = 40
SHORTEST_STEM: Final = 3
SHORTEST_COMPOUND: Final = 4
LONG_STEM: Final = 6
SHORTEST_SLIP: Final = 4

VOWELS: Final = "aeiouyåäöé"

# The endings of nouns, adjectives and weak verbs, the empty one too.
ENDINGS: Final = (
    "", "a", "ade", "an", "ans", "ar", "are", "arna", "arnas", "as", "at", "e", "en", "ens", "er", "erna", "ernas",
    "et", "ets", "n", "na", "nas", "ns", "or", "orna", "ornas", "r", "rna", "s", "t", "te", "ts",
)  # fmt: skip

# «cykel, cyklar», «nyckel, nyckeln, nycklar», «syster, systrar»: an e before the last letter is left out.
LOSES_ITS_E: Final = re.compile(rf".{{2,}}[^{VOWELS}]e[lr]|.{{3,}}[^{VOWELS}]en")
LOST_ITS_E: Final = re.compile(rf".{{2,}}[^{VOWELS}][lr]|.{{3,}}[^{VOWELS}]n")

STOP_WORDS: Final = frozenset(
    [
        "alla",
        "att",
        "av",
        "de",
        "dem",
        "den",
        "det",
        "dig",
        "din",
        "du",
        "eller",
        "en",
        "er",
        "ett",
        "för",
        "från",
        "får",
        "går",
        "gör",
        "ha",
        "han",
        "har",
        "hon",
        "hur",
        "i",
        "in",
        "inte",
        "jag",
        "kan",
        "man",
        "med",
        "men",
        "mig",
        "min",
        "mot",
        "ni",
        "när",
        "och",
        "om",
        "oss",
        "på",
        "sin",
        "ska",
        "som",
        "så",
        "till",
        "under",
        "upp",
        "ut",
        "vad",
        "var",
        "vi",
        "vid",
        "vår",
        "är",
        "över",
    ]
)


def words_in(text: str) -> list[str]:
    """The words of a text as they stand, lower-case and composed."""
    found = re.findall(r"[^\W_]+(?:-[^\W_]+)*", unicodedata.normalize("NFC", text).lower())
    return [word[:LONGEST_WORD] for word in found]


def words_to_find(text: str) -> list[str]:
    """The words of a query, each once, without those that say nothing unless there are no others."""
    words = list(dict.fromkeys(words_in(text)))
    return ([word for word in words if word not in STOP_WORDS] or words)[:MOST_WORDS]


def stems_of(word: str) -> set[str]:
    """What may be left of a word when its ending is taken away, the word itself too."""
    stems = {
        word.removesuffix(ending)
        for ending in ENDINGS
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM
    } | {word}
    return stems | {stem[:-2] + stem[-1] for stem in stems if LOSES_ITS_E.fullmatch(stem)}


def forms_of(word: str) -> set[str]:
    """Every form that shares a stem with the word: possible words, most of them not real ones."""
    stems = stems_of(word)
    stems |= {f"{stem[:-1]}e{stem[-1]}" for stem in stems if LOST_ITS_E.fullmatch(stem)}
    return {stem + ending for stem in stems for ending in ENDINGS}


def is_inflection(word: str, other: str) -> bool:
    """Whether two words are forms of one. A short stem needs clear endings: «bara» is no form of «barn»."""
    return any(
        len(stem) > SHORTEST_STEM or (_is_clear(word, stem) and _is_clear(other, stem))
        for stem in stems_of(word) & stems_of(other)
    )


def _is_clear(word: str, stem: str) -> bool:
    """No ending, one of two letters or more, or one after a vowel («idé-n»)."""
    return len(word) - len(stem) != 1 or stem[-1] in VOWELS


def is_compound(word: str, other: str) -> bool:
    """Whether ``other`` has ``word``, in some form, as a part."""
    return len(word) >= SHORTEST_COMPOUND and compound_part(word) in other


def compound_part(word: str) -> str:
    """What to look for inside other words: the stem where it is long enough to mean something there, or the word."""
    stem = min(stems_of(word), key=len)
    return stem if len(stem) >= LONG_STEM else word


def is_slip(word: str, other: str) -> bool:
    """Whether one word may be the other misspelt: one slip in a short word, two in one of eight letters or more."""
    most = 2 if len(word) >= 8 else 1
    if len(word) < SHORTEST_SLIP or abs(len(word) - len(other)) > most:
        return False
    return _slips(word, other) <= most


def _slips(a: str, b: str) -> int:
    """Letters added, left out, exchanged, or two beside each other that changed places (Damerau)."""
    older: list[int] = []
    before = list(range(len(b) + 1))
    for i, letter in enumerate(a, start=1):
        now = [i]
        for j, other in enumerate(b, start=1):
            least = min(before[j] + 1, now[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                least = min(least, older[j - 2] + 1)
            now.append(least)
        older, before = before, now
    return before[-1]


def bare(word: str) -> str:
    """Without rings, dots and accents: å, ä and ö are letters of their own, so this is a last resort."""
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))
