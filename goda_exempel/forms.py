"""What every form of the portal checks in what a person writes."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_ALLOWED_CONTROLS = "\t\n\r"


def refuse_control_characters(text: str) -> None:
    """A validator: control characters can not be shown, mailed or put in a feed. Says where the first one is."""
    for position, character in enumerate(text, start=1):
        if (
            unicodedata.category(character) in ("Cc", "Cs")
            and character not in _ALLOWED_CONTROLS
        ):
            raise ValidationError(
                _(
                    "The text has an invisible control character, at character %(position)s. Remove it and try again."
                )
                % {"position": position},
                code="control_character",
            )


class CarefulForm(forms.BaseForm):
    """Mixed into every form: text is checked for control characters and stored in composed form (å is one letter)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.CharField):
                field.validators = [*field.validators, refuse_control_characters]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or getattr(self, "cleaned_data", {})
        for name, value in cleaned.items():
            if isinstance(value, str):
                cleaned[name] = unicodedata.normalize("NFC", value)
        return cleaned
