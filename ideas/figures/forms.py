"""What the page is asked for. What can not be read is said and left out, the rest still counts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goda_exempel.accounts.models import Unit
from goda_exempel.forms import CarefulForm
from ideas.figures.tables import Asked


class FiguresFilter(CarefulForm, forms.Form):
    """A year (this one where none is chosen) and a förvaltning.

    There is no choice of all years, nor of units further down: what is hidden could be counted out from those.
    """

    ar = forms.TypedChoiceField(
        label=_("Year"),
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"invalid_choice": _("There are no figures for that year.")},
    )
    enhet = forms.ModelChoiceField(
        Unit.objects.filter(parent=None).order_by("name"),
        label=_("Unit"),
        required=False,
        to_field_name="slug",
        empty_label=_("All units"),
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"invalid_choice": _("There is no such unit.")},
    )

    def __init__(self, data: Any, *, years: list[int]) -> None:
        super().__init__({"ar": years[0], **data.dict()})
        self.years = years
        self.fields["ar"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]

    def asked(self) -> Asked:
        self.is_valid()
        units = list(Unit.objects.filter(parent=None).order_by("name"))
        chosen = self.cleaned_data.get("enhet")
        return Asked(self.cleaned_data.get("ar") or self.years[0], chosen, units)
