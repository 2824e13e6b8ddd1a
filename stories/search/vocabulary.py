"""The words that editions have, and what they mean besides."""

from collections import defaultdict
from collections.abc import Iterable

from goda_exempel.caching import while_unchanged
from goda_exempel.searching import vocabulary
from goda_exempel.searching.vocabulary import Term
from stories.search.models import SearchWord, Synonym


def look_up(words: Iterable[str]) -> list[Term]:
    """Each word with the words of editions that it may stand for."""
    return vocabulary.look_up(words, SearchWord.objects.all(), synonyms=synonyms(), bare_too=True)


@while_unchanged(size=1)
def synonyms() -> dict[str, list[str]]:
    known: dict[str, list[str]] = defaultdict(list)
    for word, means in Synonym.objects.values_list("word", "means"):
        known[word].append(means)
    return dict(known)
