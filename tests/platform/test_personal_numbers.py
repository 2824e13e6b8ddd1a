"""Which numbers are taken for a person's, and which are left alone. The people are drawn at random, none is real."""

import random
from datetime import date, timedelta
from typing import Final

import pytest
from django import forms
from stdnum import luhn

from goda_exempel.forms import CarefulForm, Textarea
from goda_exempel.personal_numbers import first_personal_number

TODAY: Final = date.today()  # noqa: DTZ011 (a day of birth has no time zone)


def born_of(chance: random.Random) -> tuple[str, str]:
    """A day of birth, as eight figures, and the four last that belong to it; one in five has a samordningsnummer."""
    born = date(1927, 1, 1) + timedelta(days=chance.randrange((TODAY - date(1927, 1, 2)).days))
    day = born.day + 60 * (chance.random() < 0.2)
    short = f"{born:%y%m}{day:02d}{chance.randrange(1, 1000):03d}"
    return f"{born:%Y%m}{day:02d}", short[6:] + luhn.calc_check_digit(short)


def shapes(day: str, end: str) -> list[str]:
    """The ways people write one number. Without century and separator a mobile telephone number could look the same."""
    century, short = day[:2], day[2:]
    without = [f"{short}{between}{end}" for between in ("-", " ", "\u2013", " - ", "\u00a0")]
    within = [f"{day}{between}{end}" for between in ("-", "", " - ", "\u2212")]
    spaced = " ".join((short[:2], short[2:4], short[4:]))
    parts = [f"{spaced} {end}", f"{century}{spaced}-{end}", f"{century}{spaced.replace(' ', '-')}-{end}"]
    bare = [] if short.startswith("070") else [f"{short}{end}"]
    return [*without, *within, *parts, *bare]


PEOPLE: Final = [born_of(random.Random(seed)) for seed in range(60)]
PLACES: Final = ("{}", "Pnr {}.", "Hon ({}) bor här", "A:{}, B", "Rad 3 {} och\nmer text", "pnr{}")


@pytest.mark.parametrize(("day", "end"), PEOPLE)
def test_every_way_of_writing_is_found_in_every_place(day: str, end: str) -> None:
    missed = [
        text for shape in shapes(day, end) for place in PLACES if not first_personal_number(text := place.format(shape))
    ]
    assert missed == []


@pytest.mark.parametrize(("day", "end"), PEOPLE)
def test_a_wrong_check_digit_is_no_number(day: str, end: str) -> None:
    wrong = end[:3] + str((int(end[3]) + 1) % 10)
    assert [shape for shape in shapes(day, wrong) if first_personal_number(shape)] == []


def test_who_is_over_a_hundred_has_a_plus() -> None:
    short = "121212121"
    assert first_personal_number(f"121212+{short[6:]}{luhn.calc_check_digit(short)}")


def test_marks_that_can_not_be_seen_hide_nothing() -> None:
    assert first_personal_number("8112\u200b28-98\u00ad41")
    assert first_personal_number("\uff18\uff11\uff11\uff12\uff12\uff18-\uff19\uff18\uff14\uff11")


def with_check_digits(pattern: str) -> list[str]:
    """The pattern with each figure in place of its ``#``: one of them has the check digit that fits."""
    return [pattern.replace("#", figure) for figure in "0123456789"]


ORDINARY: Final = (
    "070-123 45 6#", "070 123 45 6#", "0701-23 45 6#", "070123456#", "+4670123456#", "0046 70 123 45 6#",
    "08-123 45 6#", "08-12 12 12 1#", "0431-12 12 1#",
    "IDE-2026-004#", "KS 2024-0115#", "dnr 2019/0101-123#", "556036-079#", "16556036079#", "212000-135#",
    "1 250 000 00# kr", "8112 miljoner 984#", "8112289841#", "198112289841#", "811228984,1#",
    "2024-01-15 09:3#", "2024-01-15 143#", "20240115 202#", "2024-01-15 – 202#-02-01", "2024-01-15--202#-02-01",
    "4111 1111 1111 111#", "SE35 5000 0000 0549 1000 000#", "735003537#04", "2099-12-12-123#",
    "811328-984#", "810229-984#", "811200-984#", "811232-000#", "1,198112289#", "12/811228-984#",
)  # fmt: skip


@pytest.mark.parametrize("pattern", ORDINARY)
def test_ordinary_numbers_are_left_alone_whatever_their_last_figure(pattern: str) -> None:
    assert [text for text in with_check_digits(pattern) if first_personal_number(f"Se {text} i dag.")] == []


def test_sentences_with_many_numbers_are_left_alone() -> None:
    text = (
        "Åren 2019–2026 sparade vi 1 250 000 kr på 63 elever (IDE-2026-0042). Ring 010-123 45 67 kl. 08.30–16.30 "
        "eller 08-508 00 000 före 2026-12-24. Organisationsnumret är 212000-1355 och bankgirot 5050-1055."
    )
    assert first_personal_number(text) == ""


class Form(CarefulForm, forms.Form):
    line = forms.CharField(required=False)
    box = forms.CharField(required=False, widget=Textarea)
    secret = forms.CharField(required=False, widget=forms.PasswordInput)
    hidden = forms.CharField(required=False, widget=forms.HiddenInput)
    email = forms.EmailField(required=False)

    def __init__(self, data: dict[str, str]) -> None:
        super().__init__(data)
        self.fields["later"] = forms.CharField(required=False)


def test_every_written_text_is_looked_at_and_nothing_else() -> None:
    number = "811228-9841"
    form = Form(dict.fromkeys(("line", "box", "secret", "hidden", "later"), number) | {"email": f"{number}@a.example"})
    assert form.errors.keys() == {"line", "box", "later"}
    sentence = f"”{number}” ser ut som ett personnummer. Ta bort det: det du skriver här läses av andra."
    assert form.errors["box"] == [f"{sentence} Resten av texten kan stå kvar."]


@pytest.mark.parametrize(
    ("written", "kept"),
    [("a\r\nb", "a b"), ("a\u2028b", "a b"), ("a  b", "a  b"), ("\u200b\ufeff \u3164", ""), ("a\u030a", "å")],
)
def test_a_line_is_one_line_and_what_can_not_be_seen_is_nothing(written: str, kept: str) -> None:
    form = Form({"line": written})
    assert form.is_valid()
    assert form.cleaned_data["line"] == kept
