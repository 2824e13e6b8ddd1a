"""What the desk is advised of: hard words and long sentences. Advice stops nothing."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goda_exempel.text import first_words
from stories.content import StoryContent
from stories.gate.models import AdviceLimits, JargonWord
from stories.gate.passive import passives_in
from stories.gate.sentences import lix, sentences_of, words_of
from stories.gate.wording import Wording, wordings

LONG_SENTENCE: Final = 25  # words
FEW_WORDS: Final = 50  # a text shorter than this has no LIX worth telling
SHORT: Final = 160  # characters of a passage
MOST: Final = 100  # pieces of advice of one kind
_HEADINGS: Final = ("h2", "h3", "h4")


@dataclass(frozen=True, slots=True)
class Advice:
    """One piece of advice, the field it is about, and the passage, or nothing where it is about the whole."""

    kind: str
    text: str
    field: str
    passage: str = ""


@dataclass(frozen=True, slots=True)
class _Read:
    """A field's prose: its blocks without headings, and their sentences."""

    field: str
    blocks: list[str]
    sentences: list[str]


def advice_of(content: StoryContent) -> list[Advice]:
    """All advice on a text, in two queries."""
    limits = AdviceLimits.objects.first() or AdviceLimits()
    texts = wordings(content)
    prose = [_prose("lead", content.lead.splitlines()), *(_prose(text.field, _paragraphs(text)) for text in texts)]
    jargon = _finder(JargonWord.objects.values_list("word", "plainer"))
    rows: tuple[Iterable[Advice], ...] = (
        _long_lead(content.lead, limits.lead),
        _hard(prose, limits.lix),
        _some(_long_sentences(prose)),
        _some(_jargon(prose, jargon)),
        _some(_passive(prose)),
        _some(_bare_addresses(texts)),
    )
    return list(chain.from_iterable(rows))


def _prose(field: str, blocks: Iterable[str]) -> _Read:
    blocks = [block for block in blocks if block.strip()]
    return _Read(field, blocks, [sentence for block in blocks for sentence in sentences_of(block)])


def _paragraphs(text: Wording) -> list[str]:
    return [block.text for block in text.blocks if block.tag not in _HEADINGS]


def _some(rows: Iterator[Advice]) -> Iterator[Advice]:
    return (row for row, _number in zip(rows, range(MOST), strict=False))


def _long_lead(lead: str, limit: int) -> Iterator[Advice]:
    length = len(" ".join(lead.split()))
    if length > limit:
        words = {"length": length, "limit": limit}
        yield Advice(
            "lead",
            _("The lead has %(length)d characters. It is easier to take in with at most %(limit)d.") % words,
            "lead",
        )


def _hard(prose: list[_Read], limit: int) -> Iterator[Advice]:
    blocks = [block for text in prose if text.field in ("lead", "body") for block in text.blocks]
    value = lix(blocks) if sum(len(words_of(block)) for block in blocks) >= FEW_WORDS else None
    if value is not None and value > limit:
        words = {"value": value, "limit": limit}
        yield Advice("lix", _("LIX is %(value)d, above %(limit)d. Shorten sentences and long words.") % words, "body")


def _long_sentences(prose: list[_Read]) -> Iterator[Advice]:
    for text in prose:
        for sentence in text.sentences:
            if (count := len(words_of(sentence))) > LONG_SENTENCE:
                words = ngettext("The sentence has %d word.", "The sentence has %d words.", count) % count
                yield Advice("sentence", words, text.field, _short(sentence))


Find = Callable[[str], Iterator[tuple[str, str]]]


def _finder(words: Iterable[tuple[str, str]]) -> Find:
    """What finds the words of the list in a sentence, as they stand there, with what to write instead."""
    plainer = {word.lower(): instead for word, instead in words}
    if not plainer:
        return lambda _sentence: iter(())
    longest_first = sorted(plainer, key=len, reverse=True)
    pattern = re.compile(rf"\b(?:{'|'.join(f'({_pattern(word)})' for word in longest_first)})\b", re.IGNORECASE)

    def find(sentence: str) -> Iterator[tuple[str, str]]:
        for match in pattern.finditer(sentence):
            yield match[0], plainer[longest_first[(match.lastindex or 1) - 1]]

    return find


def _pattern(word: str) -> str:
    """An asterisk at the end is any ending; white space is any white space."""
    stem, any_ending = word.removesuffix("*"), r"\w*" if word.endswith("*") else ""
    return r"\s+".join(re.escape(part) for part in stem.split()) + any_ending


def _jargon(prose: list[_Read], find: Find) -> Iterator[Advice]:
    """Each word once a field, with the first sentence it stands in."""
    for text in prose:
        told: Counter[str] = Counter()
        for sentence in text.sentences:
            for word, plainer in find(sentence):
                told[word.lower()] += 1
                if told[word.lower()] == 1:
                    yield Advice("jargon", _jargon_words(word, plainer), text.field, _short(sentence))


def _jargon_words(word: str, plainer: str) -> str:
    if not plainer:
        return _("“%(word)s” is on the list of words to avoid.") % {"word": word}
    return _("“%(word)s” can be written in a plainer way: %(plainer)s.") % {"word": word, "plainer": plainer}


def _passive(prose: list[_Read]) -> Iterator[Advice]:
    for text in prose:
        for sentence in text.sentences:
            if found := passives_in(sentence):
                words = {"verbs": ", ".join(dict.fromkeys(found))}
                yield Advice("passive", _("Who does it? Passive: %(verbs)s.") % words, text.field, _short(sentence))


def _bare_addresses(texts: list[Wording]) -> Iterator[Advice]:
    for text in texts:
        for link in text.links:
            if re.match(r"(?:https?://|www\.)\S+$", link.text) or not link.text:
                yield Advice("link", _("Let words say where the link leads."), text.field, link.text or link.address)


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= SHORT else first_words(sentence.replace(". ", " "), SHORT)
