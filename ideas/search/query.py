"""Which ideas answer to what somebody writes in the search box."""

import re
from functools import reduce
from operator import and_
from typing import Final

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q
from django.utils import timezone

from goda_exempel.searching.swedish import words_to_find
from goda_exempel.searching.vocabulary import Term, any_of, look_up
from ideas.search.models import IdeaText, IdeaWord

FIRST_YEAR: Final = 2010
NUMBER: Final = re.compile(r"(?:ide)?[\s–-]*(?:(\d{4})\s*[–-]\s*)?(\d{1,6})", re.IGNORECASE)


def answering_to(text: str) -> Q:
    """Ideas that have all the words, in any form, or the number; the text as it stands where it has no words."""
    words = words_to_find(text)
    if not words:
        return Q(title__contains=text.strip())
    terms = look_up(words, IdeaWord.objects.all(), synonyms={}, bare_too=False)
    found = IdeaText.objects.filter(reduce(and_, map(_has, terms))).values("idea_id")
    return Q(pk__in=found) | _numbered(text)


def _has(term: Term) -> Q:
    """Any word that answers to the term, one that begins with it, or one with the same Swedish stem."""
    stem = SearchQuery(term.word, config="swedish")
    return Q(words=any_of(term.answers, prefix=term.word)) | Q(words=stem)


def _numbered(text: str) -> Q:
    """The idea with this number, also where only its last part is written."""
    parts = NUMBER.fullmatch(text.strip())
    if parts is None:
        return Q()
    year, number = parts.groups()
    years = [year] if year else range(FIRST_YEAR, timezone.localdate().year + 1)
    return Q(number__in=[f"IDE-{year}-{int(number):04d}" for year in years])
