"""What every form of the portal checks in what a person writes."""

import re
import unicodedata
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.auth.forms import UsernameField
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goda_exempel.personal_numbers import first_personal_number

_ALLOWED_CONTROLS = "\t\n\r"
# Characters that fonts draw nothing for, beside those whose category says so.
_BLANK = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0") | {chr(code) for code in range(0xFE00, 0xFE10)}
_LINE_BREAKS = re.compile(r"\s*[\r\n\u2028\u2029]\s*")
_UNSEEN = ("Cc", "Cf", "Zl", "Zp", "Zs")


def refuse_control_characters(text: str) -> None:
    """A validator: control characters can not be shown, mailed or put in a feed. Says where the first one is."""
    for position, character in enumerate(text, start=1):
        if unicodedata.category(character) in ("Cc", "Cs") and character not in _ALLOWED_CONTROLS:
            raise ValidationError(
                _("The text has an invisible control character, at character %(position)s. Remove it and try again.")
                % {"position": position},
                code="control_character",
            )


def refuse_personal_numbers(text: str) -> None:
    """A validator: what is written here is read by many and can be asked for by anybody."""
    if number := first_personal_number(text):
        raise ValidationError(
            _(
                "“%(number)s” looks like a personal identity number. Take it out: what you write here is read by "
                "others. The rest of your text can stay as it is."
            )
            % {"number": number},
            code="personal_number",
        )


def is_blank(text: str) -> bool:
    """Whether there is nothing to see: empty, spaces, or marks without width."""
    return all(character in _BLANK or unicodedata.category(character) in _UNSEEN for character in text)


class CarefulForm(forms.BaseForm):
    """Mixed into every form, for all text that people write: no control characters, no personal identity numbers,
    nothing invisible in a field that has to be filled in; stored in composed form (å is one letter), and on one line
    where the field has one line."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Takes what any form takes: to type checkers, subclasses may hand on theirs beside arguments of their own."""
        super().__init__(*args, **kwargs)

    def full_clean(self) -> None:
        """The fields are complete only now: forms add to them and change them after they are made."""
        for field in self.fields.values():
            if isinstance(field, forms.CharField) and not isinstance(field, forms.UUIDField):
                field.validators = _careful_validators(field)
        super().full_clean()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or getattr(self, "cleaned_data", {})
        for name, value in cleaned.items():
            if isinstance(value, str):
                cleaned[name] = _tidied(value, self.fields.get(name))
        return cleaned


def _is_written(field: forms.CharField) -> bool:
    """Whether a person writes a text of their own choice in it."""
    hidden = isinstance(field.widget, forms.PasswordInput) or field.widget.is_hidden
    return not hidden and not isinstance(field, forms.EmailField | UsernameField)


def _careful_validators(field: forms.CharField) -> list[Any]:
    """The field's own and ours, each once. Django's word about NUL would be a second one about the same character."""
    ours: list[Any] = [refuse_control_characters]
    if _is_written(field):
        ours += [refuse_personal_numbers, _refuse_blank] if field.required else [refuse_personal_numbers]
    kept = [row for row in field.validators if not isinstance(row, ProhibitNullCharactersValidator)]
    return [*(row for row in kept if row not in ours), *ours]


def _refuse_blank(text: str) -> None:
    if is_blank(text):
        raise ValidationError(forms.Field.default_error_messages["required"], code="required")


def _tidied(text: str, field: forms.Field | None) -> str:
    text = unicodedata.normalize("NFC", text)
    if not isinstance(field, forms.CharField) or not _is_written(field):
        return text
    if is_blank(text):
        return ""
    return text if isinstance(field.widget, forms.Textarea) else _LINE_BREAKS.sub(" ", text)


class Textarea(forms.Textarea):
    """A text box whose line breaks count as one character, as the browser counts them against ``maxlength``."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        value = super().value_from_datadict(data, files, name)
        return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value


class DayField(forms.DateField):
    """A day as browsers send it and as people write it here: 2026-11-24. ``least`` and ``most`` are days from today."""

    def __init__(self, *, least: int | None = None, most: int | None = None, **kwargs: Any) -> None:
        super().__init__(
            input_formats=["%Y-%m-%d"],
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "w-medium"}),
            error_messages={"invalid": gettext_lazy("Write the date as year, month and day, for example 2026-11-24.")},
            **kwargs,
        )
        self.least, self.most = least, most

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        today = timezone.localdate()
        if self.least is not None and value < (earliest := today + timedelta(days=self.least)):
            raise ValidationError(_("Choose a date from %(day)s on.") % {"day": date_format(earliest)})
        if self.most is not None and value > (latest := today + timedelta(days=self.most)):
            raise ValidationError(_("Choose a date no later than %(day)s.") % {"day": date_format(latest)})
