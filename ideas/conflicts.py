"""Two people who change the same thing at once: whoever comes second sees both versions, and nothing is lost."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Generic, TypeVar

from django import forms
from django.utils.formats import date_format

from goda_exempel.forms import CarefulForm
from ideas.amounts import shown
from ideas.writing import Difference

T = TypeVar("T")
Values = Mapping[str, Any]


class ChangedMeanwhileError(Exception, Generic[T]):
    """Somebody saved other values after the form was opened. ``current`` is what is saved now."""

    def __init__(self, current: T) -> None:
        super().__init__()
        self.current = current


class StampedForm(CarefulForm, forms.Form):
    """A form that says by ``stamp`` which values it began from."""

    stamp = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    @property
    def values(self) -> dict[str, Any]:
        """What the person has filled in, without what the form says of itself."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("stamp", "key")}


def stamp_of(values: Values) -> str:
    """SHA-256 (hex) of the values: the same where nothing has changed, whoever saved in between."""
    plain = {name: _plain(value) for name, value in values.items()}
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()


def differs(current: Values, values: Values) -> bool:
    return any(_plain(current[name]) != _plain(value) for name, value in values.items())


def differences(form: forms.BaseForm, current: Values, values: Values) -> list[Difference]:
    """The fields that two people have filled in differently, in words."""
    return [
        Difference(str(form.fields[name].label), in_words(form, name, current[name]), in_words(form, name, value))
        for name, value in values.items()
        if _plain(current[name]) != _plain(value)
    ]


def in_words(form: forms.BaseForm, name: str, value: Any) -> str:
    """A value as the person who filled it in saw it."""
    if value in (None, "", []):
        return ""
    if isinstance(value, date):
        return date_format(value)
    if isinstance(value, Decimal | int):
        return shown(value)
    choices = {str(key): str(label) for key, label in getattr(form.fields[name], "choices", ())}
    return ", ".join(choices.get(str(one), str(one)) for one in (value if isinstance(value, list) else [value]))


def _plain(value: Any) -> Any:
    """The same for values that the database holds as equal."""
    if isinstance(value, Decimal):
        return str(value.normalize() + 0)
    if isinstance(value, list):
        return sorted(value)
    return str(value) if isinstance(value, date | int) and not isinstance(value, bool) else value
