"""Finds Swedish personal identity numbers (personnummer and samordningsnummer) in what people write.

The shape is that of Folkbokföringslagen (1991:481) § 18: birth date, a serial number of three figures and a check
digit. A samordningsnummer has 60 added to the day. People write them with or without the century, with hyphen, plus,
spaces or a dash, or with nothing between.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from django.utils import timezone
from stdnum import luhn
from stdnum.se import personnummer

_COORDINATED: Final = 60  # added to the day in a samordningsnummer
_DASHES: Final = r"\-\u2010\u2011\u2012\u2013\u2014\u2212"
_SHAPE: Final = re.compile(
    rf"""
    (?<![0-9]) (?<![0-9][.,/{_DASHES}])
    (?P<century>18|19|20)? (?P<year>[0-9]{{2}})
    (?P<within>[ .{_DASHES}]?) (?P<month>[0-9]{{2}}) (?P=within) (?P<day>[0-9]{{2}})
    (?P<between>[ ]{{0,2}}[+{_DASHES}]?[ ]{{0,2}})
    (?P<end>[0-9]{{4}})
    (?![0-9]|[.,/:{_DASHES}][0-9])
    """,
    re.VERBOSE,
)
# Ten figures in a row that begin so are read as a mobile telephone number, where nothing says otherwise.
_MOBILE: Final = "070"
_CHILDHOOD: Final = 10  # years; what was born since is more often a date with a year or a time after it


def first_personal_number(text: str) -> str:
    """The first one that the text contains, as it is written there, or an empty string."""
    return next(_found_in(text), "")


def _found_in(text: str) -> Iterator[str]:
    for found in _SHAPE.finditer(_plain(text)):
        if not _is_otherwise_a_number(found) and _is_right(found):
            yield found.group()


def _plain(text: str) -> str:
    """Full-width figures as usual ones, every kind of space as a space, and nothing that can't be seen."""
    folded = unicodedata.normalize("NFKC", text)
    seen = "".join(character for character in folded if unicodedata.category(character) != "Cf")
    return re.sub(r"[^\S\r\n]", " ", seen)


def _is_otherwise_a_number(found: re.Match[str]) -> bool:
    """A telephone number, or a date that a year or a time follows after a space."""
    bare = not (found["century"] or found["within"] or found["between"])
    if bare and found["year"] + found["month"][:1] == _MOBILE:
        return True
    if found["century"] and found["between"].isspace() and _is_year_or_time(found["end"]):
        return int(found["century"] + found["year"]) > timezone.localdate().year - _CHILDHOOD
    return False


def _is_year_or_time(end: str) -> bool:
    return end[:2] in ("19", "20") or (end[:2] < "24" and end[2:] < "60")


def _is_right(found: re.Match[str]) -> bool:
    """Whether the date, the serial number and the check digit are."""
    day = int(found["day"])
    figures = f"{found['year']}{found['month']}{found['day']}{found['end']}"
    return (
        not found["end"].startswith("000")
        and bool(luhn.is_valid(figures))
        and _is_birth_date(found, day - _COORDINATED if day > _COORDINATED else day)
    )


def _is_birth_date(found: re.Match[str], day: int) -> bool:
    """Not where there is no such day, or it is still to come."""
    separator = "+" if "+" in found["between"] else "-"
    written = f"{found['century'] or ''}{found['year']}{found['month']}{day:02d}{separator}{found['end']}"
    try:
        return bool(personnummer.get_birth_date(written) <= timezone.localdate())
    except (personnummer.ValidationError, ValueError):
        return False
