"""Which texts are near another: counted in traces, kept by triggers, asked for in one query.

PostgreSQL's own searches want all words, or rank every text that has any of them; neither finds the idea that somebody
else has written in other words, and quickly. So every text leaves *traces*: the stem of each word, and of a long word
its first and its last five letters, so that ``äldreomsorg`` meets ``omsorgen``, and a slip of the pen does little harm.
To ask is to take for each word the trace that is known, of these the rarest, and to add up their weights for each text
that has them. What is looked at is a few hundred rows of one index, however many texts there are.

What is planned while there are few texts stays planned, so the functions never read the table whole.

The functions of the database that do it are made by the migration ``trace_texts``; the same one makes the traces of
texts that are kept and of those that are asked about.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from django.db import connection

LONGEST: Final = 12_000  # letters that are looked at
ASKED: Final = 12  # words that are asked for
COMMON: Final = 200  # texts after which a word is common, and no more of them are counted


class Near(NamedTuple):
    """A text by its kind and key. ``near`` is from 0 to 1: how much of what was asked for its ``words`` are."""

    kind: str
    subject: int
    near: float
    words: int


def nearest_texts(content: str, *, but: tuple[str, int] = ("", 0), most: int) -> Sequence[Near]:
    """The texts that share the rarest words of ``content``, the nearest first. ``but`` is left out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, subject, near, words FROM goda_nearest(%s, %s, %s, %s, %s, %s)",
            [content[:LONGEST], *but, ASKED, COMMON, most],
        )
        return [Near(*row) for row in cursor.fetchall()]
