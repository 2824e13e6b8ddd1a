"""What every form of the portal checks in what a person writes."""

import unicodedata
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_ALLOWED_CONTROLS = "\t\n\r"


def refuse_control_characters(text: str) -> None:
    """A validator: control characters can not be shown, mailed or put in a feed. Says where the first one is."""
    for position, character in enumerate(text, start=1):
        if unicodedata.category(character) in ("Cc", "Cs") and character not in _ALLOWED_CONTROLS:
            raise ValidationError(
                _("The text has an invisible control character, at character %(position)s. Remove it and try again.")
                % {"position": position},
                code="control_character",
            )


class CarefulForm(forms.BaseForm):
    """Mixed into every form: text is checked for control characters and stored in composed form (å is one letter)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.CharField) and not isinstance(field, forms.UUIDField):
                field.validators = [*field.validators, refuse_control_characters]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or getattr(self, "cleaned_data", {})
        for name, value in cleaned.items():
            if isinstance(value, str):
                cleaned[name] = unicodedata.normalize("NFC", value)
        return cleaned


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
