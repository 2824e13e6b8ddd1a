"""The search itself: which published stories answer to a query, the best first."""

import re
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Final

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, Q, Value
from django.db.models.expressions import CombinedExpression, OrderBy
from django.utils import timezone

from goda_exempel.caching import while_unchanged
from goda_exempel.searching.swedish import words_in, words_to_find
from goda_exempel.searching.vocabulary import Term, any_of
from stories.faces.hidden import hidden
from stories.faces.searching import hiding, telling
from stories.models import Story
from stories.search.vocabulary import look_up

MOST_FOUND: Final = 300
LATEST, MOST_SUGGESTED, SHORTEST_SUGGESTED = 20, 5, 4
WEIGHTS: Final = [0.1, 0.2, 0.5, 1.0]  # D, C, B, A: the headline counts most
SAME, PART, SLIP = 4.0, 1.0, 0.5


@dataclass(frozen=True, slots=True)
class Answer:
    """Keys of stories, the best first. ``some_words`` tells that no story has all the words asked for."""

    pks: list[int]
    words: list[str]
    some_words: bool = False

    @property
    def is_cut(self) -> bool:
        """Whether there is more than was looked through; then the newest were."""
        return len(self.pks) == MOST_FOUND


def search(text: str) -> Answer:
    """Stories with all the words; where there are none, and none have to stand together, with any of them."""
    words = words_to_find(text)
    if not words:
        return Answer([], [])
    terms, phrases = look_up(words), _phrases(text)
    conditions = [_has(term) for term in terms]
    found = _find(reduce(and_, [*conditions, *phrases]), terms)
    if found or phrases or len(conditions) == 1:
        return Answer(found, words)
    return Answer(_find(reduce(or_, conditions), terms), words, some_words=True)


@while_unchanged(size=1)
def suggestions() -> list[str]:
    """Words that give answers, from the latest headlines."""
    known = hidden()
    rows = Story.objects.published(timezone.now()).newest_first().values_list("pk", "edition__title")[:LATEST]
    latest = [title for pk, title in rows if not known.names_in(pk)]
    longest = (max(words, key=len) for title in latest if (words := words_to_find(title or "")))
    return list(dict.fromkeys(word for word in longest if len(word) > SHORTEST_SUGGESTED))[:MOST_SUGGESTED]


def _find(condition: Q, terms: list[Term]) -> list[int]:
    newest = Story.objects.published(timezone.now()).filter(condition).newest_first().values("pk")[:MOST_FOUND]
    ranked = Story.objects.filter(pk__in=newest).order_by(OrderBy(_rank(terms), descending=True), "-publish_at", "-pk")
    return list(ranked.values_list("pk", flat=True))


def _has(term: Term) -> Q:
    """The term is in the text, and not only in a name that is hidden there."""
    found, by_name = _answers(term, term.answers), hiding([term.word])
    if by_name:
        found &= ~Q(pk__in=by_name)
    if by_answer := hiding(term.answers) - by_name:
        found &= ~Q(pk__in=by_answer) | _answers(term, telling(term.answers))
    return found


def _answers(term: Term, answers: list[str]) -> Q:
    """The Swedish stem, any word that answers to the term, or a word that begins with it."""
    return Q(edition__words=SearchQuery(term.word, config="swedish")) | Q(
        edition__plain_words=any_of(answers, prefix=term.word)
    )


def _phrases(text: str) -> list[Q]:
    """What stands within quotation marks, straight or curly, must stand so in the text."""
    found = re.findall(r'["”“»«]([^"”“»«]{3,80})["”“»«]', text)
    phrases = [words for phrase in found if len(words := words_in(phrase)) > 1]
    return [_phrase(words) for words in phrases]


def _phrase(words: list[str]) -> Q:
    asked = SearchQuery(" ".join(words), config="simple", search_type="phrase")
    return Q(edition__plain_words=asked) & ~Q(pk__in=hiding(words))


def _rank(terms: list[Term]) -> CombinedExpression:
    stems = reduce(or_, (SearchQuery(term.word, config="swedish") for term in terms))
    rank: CombinedExpression = Value(SAME) * SearchRank(F("edition__words"), stems, weights=WEIGHTS)
    for factor, group in ((SAME, "same"), (PART, "part"), (SLIP, "slip")):
        answers = [word for term in terms for word in getattr(term, group)]
        if answers:
            rank += Value(factor) * SearchRank(F("edition__plain_words"), any_of(answers), weights=WEIGHTS)
    return rank
