"""How the promises of a reply were kept, by quarter: what anybody may read.

Counted are ideas that were handed in, by the quarter in which they were. Left out are those that may contain what the
law keeps secret or wait for a coach to look first, of which nothing is said to anybody, and those that their author
took back before the answer.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from statistics import median
from typing import Any, Final

from django.db.models import Count
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from goda_exempel.working_days import working_days_between
from ideas.models import Idea
from ideas.states import IdeaState

FEWEST: Final = 5  # ideas; fewer say too much about single ones
QUARTERS: Final = 12


@dataclass(slots=True)
class Quarter:
    year: int
    number: int
    ideas: int = 0
    kept: int = 0
    missed: int = 0
    open: int = 0
    days: list[int] = field(default_factory=list)

    @property
    def label(self) -> str:
        return _("Quarter %(number)s %(year)s") % {"number": self.number, "year": self.year}

    @property
    def is_small(self) -> bool:
        return self.ideas < FEWEST

    @property
    def share(self) -> int | None:
        """Whole per cent of the promises whose day has come or that are answered; None while there are none."""
        settled = self.kept + self.missed
        return round(100 * self.kept / settled) if settled else None

    @property
    def median_days(self) -> float | int | None:
        """Working days from handing in to the first answer."""
        if not self.days:
            return None
        middle = median(self.days)
        return int(middle) if middle == int(middle) else middle

    def add(self, row: dict[str, Any], today: date) -> None:
        """A group of ideas with the same dates. A promise that is open and late is missed already."""
        count, replied, due = row["count"], row["replied"], row["reply_due"]
        self.ideas += count
        self.open += count if replied is None else 0
        self.days += [working_days_between(row["submitted"], replied)] * count if replied is not None else []
        if (replied or today) > due:
            self.missed += count
        elif replied is not None:
            self.kept += count


def quarters(today: date) -> list[Quarter]:
    """The latest quarters with ideas in them, the newest first."""
    found: dict[tuple[int, int], Quarter] = {}
    for row in _rows():
        on: date = row["submitted"]
        key = (on.year, (on.month + 2) // 3)
        found.setdefault(key, Quarter(*key)).add(row, today)
    return [found[key] for key in sorted(found, reverse=True)[:QUARTERS]]


def _rows() -> Iterable[Any]:
    counted = Idea.objects.filter(
        submitted_at__isnull=False, reply_due__isnull=False, confidential=False, held=False
    ).exclude(state=IdeaState.WITHDRAWN, replied_at=None)
    days = {"submitted": TruncDate("submitted_at"), "replied": TruncDate("replied_at")}
    return counted.order_by().values("reply_due", **days).annotate(count=Count("pk"))
