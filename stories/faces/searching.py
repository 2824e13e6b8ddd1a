"""A search does not find a story by a name that is hidden in it."""

from collections.abc import Iterable

from goda_exempel.searching.swedish import is_inflection
from stories.faces.hidden import hidden


def hiding(words: Iterable[str]) -> set[int]:
    """The stories in which any of these words might be found in a name that is hidden there."""
    words = [word.casefold() for word in words]
    return {
        story
        for story, names in hidden().names.items()
        if any(_meets(word, part) for name in names for part in name.casefold().split() for word in words)
    }


def telling(words: Iterable[str]) -> list[str]:
    """The words that no hidden name has."""
    return [word for word in words if not hiding([word])]


def _meets(word: str, part: str) -> bool:
    """As the search does: the same word, a form of it, or its beginning."""
    return part.startswith(word) or word.startswith(part) or is_inflection(word, part) or is_inflection(part, word)
