"""Numbers as people write them, and as they are shown without more precision than there is."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from ideas.amounts import AmountField, shown, shown_range, shown_sum


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1000", "1000"),
        ("1 000,50", "1000.50"),
        ("1\u00a0000,50", "1000.50"),
        ("1\u2009000,5", "1000.5"),
        ("1\u202f000 000", "1000000"),
        ("12.5", "12.5"),
        ("0", "0"),
        ("9 999 999 999", "9999999999"),
    ],
)
def test_amounts_are_read_as_swedes_write_them(text: str, value: str) -> None:
    assert AmountField().clean(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("-5", "Skriv ett tal som inte är mindre än noll."),
        ("−5", "Skriv ett tal som inte är mindre än noll."),
        ("NaN", "Skriv ett tal med siffror, till exempel 1 000 eller 12,5."),
        ("Infinity", "Skriv ett tal med siffror, till exempel 1 000 eller 12,5."),
        ("1e400", "Skriv ett tal med siffror, till exempel 1 000 eller 12,5."),
        ("ungefär 5", "Skriv ett tal med siffror, till exempel 1 000 eller 12,5."),
        ("1\x000", "Skriv ett tal med siffror, till exempel 1 000 eller 12,5."),
        ("٣", "Skriv ett tal med siffror, till exempel 1 000 eller 12,5."),
        ("9" * 1_000_000, "Skriv ett tal med siffror, till exempel 1 000 eller 12,5."),
        ("10 000 000 000", "Skriv ett tal som är högst 9\u00a0999\u00a0999\u00a0999."),
        ("1.000,50", "Skriv ett tal med siffror, till exempel 1 000 eller 12,5."),
        ("1,000", "Skriv högst två decimaler, och varken punkt eller komma mellan tusental."),
    ],
)
def test_what_is_no_amount_is_said(text: str, sentence: str) -> None:
    with pytest.raises(ValidationError) as error:
        AmountField().clean(text)
    assert error.value.messages == [sentence]


def test_a_figure_comes_back_to_the_form_so_that_it_can_be_read_again() -> None:
    for language in ("sv", "en"):
        with override(language):
            for value in (Decimal("1000.50"), Decimal(12345678), Decimal("0.05"), Decimal("1E+3")):
                assert AmountField().clean(AmountField().prepare_value(value)) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [("1000.50", "1\u00a0000,5"), ("1000.00", "1\u00a0000"), ("0.25", "0,25"), ("10", "10"), ("1E+3", "1\u00a0000")],
)
def test_amounts_are_shown_as_they_were_written(value: str, text: str) -> None:
    assert shown(Decimal(value)) == text


def test_a_range_is_shown_as_such_and_an_exact_figure_as_one() -> None:
    assert shown_range(Decimal(100), Decimal(120)) == "100–120"
    assert shown_range(Decimal("100.00"), Decimal(100)) == "100"


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        ("1234", "1567", "cirka 1\u00a0200–1\u00a0600"),
        ("100", "120", "100–120"),
        ("1234.5", "1234.5", "cirka 1\u00a0200"),
        ("0.123", "0.456", "cirka 0,12–0,46"),
        ("0", "0", "0"),
        ("7", "7", "7"),
        ("9999999999", "9999999999", "cirka 10\u00a0000\u00a0000\u00a0000"),
    ],
)
def test_sums_are_rounded_to_two_figures_and_say_so(low: str, high: str, text: str) -> None:
    assert shown_sum(Decimal(low), Decimal(high)) == text
