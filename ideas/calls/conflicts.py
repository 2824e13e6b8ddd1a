"""What two people have written differently about a call for ideas."""

from collections.abc import Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ideas.calls.models import Call
from ideas.writing import Difference


def differences(call: Call, values: Mapping[str, Any]) -> list[Difference]:
    return [
        Difference(_label(name), _in_words(getattr(call, name)), _in_words(value))
        for name, value in values.items()
        if getattr(call, name) != value
    ]


def _label(name: str) -> str:
    label = str(getattr(Call._meta.get_field(name), "verbose_name", name))
    return label[:1].upper() + label[1:]


def _in_words(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return date_format(value) if hasattr(value, "isoformat") else str(value or "")
