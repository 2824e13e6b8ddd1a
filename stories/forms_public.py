"""What a reader may ask the archive for."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from goda_exempel.benefits import BenefitKind
from goda_exempel.forms import CarefulForm
from stories.archive import Filters

LONGEST_SEARCH: Final = 200


class ArchiveForm(CarefulForm, forms.Form):
    """The query of the archive's address. ``q`` may be wrong in a way worth a sentence; the rest is made by links."""

    q = forms.CharField(
        label=_("Search the good examples"),
        required=False,
        max_length=LONGEST_SEARCH,
        error_messages={"max_length": _("Search with fewer words: at most %(limit_value)d characters.")},
    )
    ar = forms.IntegerField(required=False, min_value=1900, max_value=2999)
    forvaltning = forms.SlugField(required=False, max_length=80)
    nytta = forms.ChoiceField(required=False, choices=BenefitKind.choices)
    sida = forms.IntegerField(required=False, min_value=1)

    @property
    def search_error(self) -> str:
        return " ".join(str(error) for error in self.errors.get("q", ()))

    @property
    def is_no_address(self) -> bool:
        """Whether a link of ours can't have led here."""
        return not self.errors.keys() <= {"q"}

    @property
    def filters(self) -> Filters:
        asked: dict[str, Any] = self.cleaned_data
        return Filters(asked.get("q", ""), asked["ar"], asked["forvaltning"], asked["nytta"])

    @property
    def page_number(self) -> int:
        return self.cleaned_data["sida"] or 1
