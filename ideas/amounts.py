"""Amounts as people write them, and as they are shown again."""

import re
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _

MOST: Final = Decimal(9_999_999_999)  # more than any municipality turns over
LONGEST: Final = 40
_SPACES: Final = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_NEGATIVE: Final = re.compile(r"[-−–][0-9]")
_NUMBER: Final = re.compile(r"([0-9]+)(?:[.,]([0-9]+))?")


class AmountField(forms.Field):
    """A number from 0 to ``most`` with at most ``places`` decimals: «1 000,50», also with thin spaces or a point."""

    widget = forms.TextInput

    def __init__(self, *, most: Decimal = MOST, places: int = 2, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.most, self.places = most, places
        self.widget.attrs.update({"inputmode": "decimal" if places else "numeric", "class": "w-medium"})

    def to_python(self, value: Any) -> Decimal | None:
        text = _SPACES.sub("", value) if isinstance(value, str) and len(value) <= LONGEST else value
        if text in self.empty_values:
            return None
        if isinstance(text, str) and _NEGATIVE.match(text):
            raise ValidationError(_("Write a number that is not less than zero."))
        found = _NUMBER.fullmatch(text) if isinstance(text, str) and len(text) <= LONGEST else None
        if found is None:
            raise ValidationError(_("Write a number in digits, for example 1 000 or 12,5."))
        return self._within(Decimal(f"{found[1]}.{found[2] or 0}"), len(found[2] or ""))

    def _within(self, value: Decimal, places: int) -> Decimal:
        if places > self.places:
            raise ValidationError(
                _("Write at most two decimals, and no point or comma between thousands.")
                if self.places
                else _("Write a whole number.")
            )
        if value > self.most:
            raise ValidationError(_("Write a number that is at most %(most)s.") % {"most": shown(self.most)})
        return value

    def prepare_value(self, value: Any) -> Any:
        return number_format(_plain(value), use_l10n=True, force_grouping=False) if _is_number(value) else value


def shown(value: Decimal | int) -> str:
    """As the reader's language writes it, with a space between thousands, no more decimals than there are."""
    return number_format(_plain(value), use_l10n=True, force_grouping=True)


def rounded(value: Decimal) -> Decimal:
    """To two figures that mean something: a sum of other people's counts is never better known than that."""
    if not value:
        return value
    return value.quantize(Decimal(1).scaleb(value.adjusted() - 1))


def shown_range(low: Decimal, high: Decimal) -> str:
    """As it was written: «100–120», or one number where it is exact."""
    return shown(low) if low == high else f"{shown(low)}–{shown(high)}"


def shown_sum(low: Decimal, high: Decimal) -> str:
    """Rounded, and said to be where it is: «cirka 1 200–1 500»."""
    about = rounded(low), rounded(high)
    text = shown_range(*about)
    return text if about == (low, high) else _("about %(amount)s") % {"amount": text}


def _is_number(value: Any) -> bool:
    return isinstance(value, Decimal | int) and not isinstance(value, bool)


def _plain(value: Decimal | int) -> Decimal:
    """Without exponent, and without zeros after the decimal point."""
    amount = Decimal(value)
    return amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount.normalize()
