from typing import Final

from django import forms

from goda_exempel.forms import CarefulForm
from ideas.similar.nearest import COMPARED

SHORTEST: Final = 8
LONGEST: Final = 8000


class SimilarForm(CarefulForm, forms.Form):
    """The texts of a form that is being written, as far as they can be read, and the draft that it belongs to."""

    title = forms.CharField(required=False, max_length=LONGEST)
    summary = forms.CharField(required=False, max_length=LONGEST)
    problem = forms.CharField(required=False, max_length=LONGEST)
    solution = forms.CharField(required=False, max_length=LONGEST)
    benefit = forms.CharField(required=False, max_length=LONGEST)
    number = forms.CharField(required=False, max_length=16)

    @property
    def texts(self) -> dict[str, str]:
        self.full_clean()
        return {name: self.cleaned_data.get(name, "") for name in COMPARED}

    @property
    def number_of_draft(self) -> str:
        self.full_clean()
        return str(self.cleaned_data.get("number", ""))
