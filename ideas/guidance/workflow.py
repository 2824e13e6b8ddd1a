"""How a text of the handbook gets a new wording. Nothing is overwritten: each change is a wording of its own."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from goda_exempel.accounts.models import User
from ideas.guidance.models import Guidance
from ideas.guidance.permissions import may_edit_guidance
from ideas.guidance.topics import Words, default_words


class WordingConflictError(Exception):
    """Somebody saved another wording after the page was opened. ``current`` is what is saved now."""

    def __init__(self, current: Words, by: str) -> None:
        super().__init__()
        self.current, self.by = current, by


def newest(key: str) -> tuple[int, Words]:
    """The number and the wording in force; 0 and the one that comes with the portal where nobody has changed it."""
    row = Guidance.objects.of(key).first()
    if row is None:
        return 0, default_words(key)
    return row.number, default_words(key) if row.is_default else row.words


def reword(key: str, words: Words, *, by: User, seen: int) -> None:
    """Give a text a new wording. ``seen`` is the number of the wording that the writer began from.

    The same wording again changes nothing. Raises WordingConflictError where another has come meanwhile.
    """
    if not may_edit_guidance(by):
        raise PermissionDenied
    number, current = newest(key)
    if current == words:
        return
    if number != seen:
        raise _conflict(key)
    fields = {name: getattr(words, name) for name in Words.__slots__}
    try:
        with transaction.atomic():  # of two at once, one finds the number taken
            Guidance.objects.create(
                key=key,
                number=number + 1,
                actor=by,
                actor_name=by.name,
                is_default=words == default_words(key),
                **fields,
            )
    except IntegrityError:
        raise _conflict(key) from None


def _conflict(key: str) -> WordingConflictError:
    row = Guidance.objects.of(key).first()
    return WordingConflictError(newest(key)[1], row.actor_name if row is not None else "")


def restore(key: str, number: int, *, by: User, seen: int) -> bool:
    """Use an earlier wording again, or (0) the one that comes with the portal. False where there is no such wording."""
    row = Guidance.objects.of(key).filter(number=number).first()
    if row is None and number:
        return False
    words = default_words(key) if row is None or row.is_default else row.words
    reword(key, words, by=by, seen=seen)
    return True
