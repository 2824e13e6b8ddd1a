"""From the words of a query to the words of the texts.

Each app has a table of the words that its texts have, with the columns ``word`` (its trigrams are indexed) and
``bare`` (without rings, dots and accents), filled by a trigger.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.contrib.postgres.search import SearchQuery, TrigramSimilarity
from django.db.models import Q, QuerySet
from django.db.models.functions import Greatest, Length

from goda_exempel.searching.swedish import (
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

    @property
    def answers(self) -> list[str]:
        return [self.word, *self.same, *self.part, *self.slip]


def look_up(
    words: Iterable[str], known: QuerySet[Any], *, synonyms: Mapping[str, Iterable[str]], bare_too: bool
) -> list[Term]:
    """Each word with those it may stand for. One query, and one more where a word is in no text at all.

    ``bare_too`` lets such a word stand for one with other rings and dots: «halsa» for «hälsa».
    """
    terms = [Term(word, same=list(synonyms.get(word, ()))) for word in words]
    relatives = _relatives([term.word for term in terms], known)
    for term in terms:
        term.same += [word for word in relatives if is_inflection(term.word, word)]
        term.part = [word for word in relatives if word not in term.same and is_compound(term.word, word)]
        del term.part[MOST_WORDS_EACH:]
    if unknown := [term for term in terms if not term.is_known]:
        _guess(unknown, known, bare_too=bare_too)
    return terms


def _relatives(words: list[str], known: QuerySet[Any]) -> list[str]:
    """Words of the texts that are forms of these or have them as a part, the shortest first. Answered by indexes."""
    condition = Q(word__in={form for word in words for form in forms_of(word)})
    for word in words:
        if len(word) >= SHORTEST_COMPOUND:
            condition |= Q(word__contains=compound_part(word))
    found = known.filter(condition).order_by(Length("word"), "word")
    return list(found.values_list("word", flat=True)[:MOST_LOOKED_AT])


def _guess(terms: list[Term], known: QuerySet[Any], *, bare_too: bool) -> None:
    """What may be meant: a slip of the pen, or the same letters but for rings, dots and accents."""
    near = {term.word: {bare(form) for form in forms_of(term.word)} for term in terms}
    condition = Q(bare__in=set().union(*near.values())) if bare_too else Q()
    for word in near:
        condition |= Q(word__trigram_similar=word)
    likeness = [TrigramSimilarity("word", word) for word in near]
    nearest = Greatest(*likeness) if len(likeness) > 1 else likeness[0]
    found = known.filter(condition).order_by(nearest.desc(), "word").values_list("word", "bare")
    candidates = list(found[: MOST_SLIPS * len(terms)])
    for term in terms:
        alike = near[term.word]
        term.slip = [
            word
            for word, simple in candidates
            if (bare_too if simple in alike else _is_slip_of_a_form(term.word, word))
        ]


def _is_slip_of_a_form(word: str, known: str) -> bool:
    return any(is_slip(word, stem) for stem in stems_of(known))


def any_of(words: Iterable[str], *, prefix: str = "") -> SearchQuery:
    """A query for any of the words as they stand, or for one that begins with ``prefix``."""
    parts = ["'{}'".format(word.replace("\\", "").replace("'", "''")) for word in dict.fromkeys(words)]
    if len(prefix) > 2:
        parts.append(f"'{prefix}':*")
    return SearchQuery(" | ".join(parts), config="simple", search_type="raw")
