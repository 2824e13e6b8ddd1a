"""From the words of a query to the words of the texts."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Q
from django.db.models.functions import Greatest, Length

from goda_exempel.caching import while_unchanged
from stories.search.models import SearchWord, Synonym
from stories.search.swedish import (
    SHORTEST_COMPOUND,
    bare,
    compound_part,
    forms_of,
    is_compound,
    is_inflection,
    is_slip,
    stems_of,
)

MOST_LOOKED_AT: Final = 400
MOST_SLIPS: Final = 40
MOST_WORDS_EACH: Final = 60


@dataclass(slots=True)
class Term:
    """A word searched for, and the words of the texts that answer to it, from the nearest to the last resort."""

    word: str
    same: list[str] = field(default_factory=list)
    part: list[str] = field(default_factory=list)
    slip: list[str] = field(default_factory=list)

    @property
    def is_known(self) -> bool:
        return bool(self.same or self.part)


def look_up(words: Iterable[str]) -> list[Term]:
    """Each word with those it may stand for. One query, and one more where a word is in no text at all."""
    terms = [Term(word, same=list(synonyms().get(word, ()))) for word in words]
    known = _relatives([term.word for term in terms])
    for term in terms:
        term.same += [word for word in known if is_inflection(term.word, word)]
        term.part = [word for word in known if word not in term.same and is_compound(term.word, word)]
        del term.part[MOST_WORDS_EACH:]
    if unknown := [term for term in terms if not term.is_known]:
        _guess(unknown)
    return terms


def _relatives(words: list[str]) -> list[str]:
    """Words of the texts that are forms of these or have them as a part, the shortest first. Answered by indexes."""
    condition = Q(word__in={form for word in words for form in forms_of(word)})
    for word in words:
        if len(word) >= SHORTEST_COMPOUND:
            condition |= Q(word__contains=compound_part(word))
    found = SearchWord.objects.filter(condition).order_by(Length("word"), "word")
    return list(found.values_list("word", flat=True)[:MOST_LOOKED_AT])


def _guess(terms: list[Term]) -> None:
    """What may be meant: the same letters but for rings, dots and accents, or a slip of the pen."""
    near = {word: {bare(form) for form in forms_of(word)} for word in (term.word for term in terms)}
    condition = Q(bare__in=set().union(*near.values()))
    for word in near:
        condition |= Q(word__trigram_similar=word)
    likeness = [TrigramSimilarity("word", word) for word in near]
    nearest = Greatest(*likeness) if len(likeness) > 1 else likeness[0]
    found = SearchWord.objects.filter(condition).order_by(nearest.desc(), "word").values_list("word", "bare")
    candidates = list(found[: MOST_SLIPS * len(terms)])
    for term in terms:
        alike = near[term.word]
        term.slip = [word for word, simple in candidates if simple in alike or _is_slip_of_a_form(term.word, word)]


def _is_slip_of_a_form(word: str, known: str) -> bool:
    return any(is_slip(word, stem) for stem in stems_of(known))


@while_unchanged(size=1)
def synonyms() -> dict[str, list[str]]:
    known: dict[str, list[str]] = defaultdict(list)
    for word, means in Synonym.objects.values_list("word", "means"):
        known[word].append(means)
    return dict(known)
