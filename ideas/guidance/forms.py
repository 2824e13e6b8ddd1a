"""What coaches fill in about a text of the handbook."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goda_exempel.forms import CarefulForm, Textarea
from ideas.guidance.models import Guidance
from ideas.guidance.topics import Words

_HOW = gettext_lazy(
    "An empty line between paragraphs. Begin a line with - for a list. **Bold** is written so, and a link as "
    "[its text](https://…)."
)


class GuidanceForm(CarefulForm, forms.ModelForm[Guidance]):
    """A wording in both languages. ``seen`` is the number of the wording that the writer began from."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**9)

    class Meta:
        model = Guidance
        fields: ClassVar = ["title_sv", "text_sv", "title_en", "text_en"]
        widgets: ClassVar = {name: Textarea(attrs={"rows": 14}) for name in ("text_sv", "text_en")}
        help_texts: ClassVar = {
            "text_sv": _HOW,
            "text_en": gettext_lazy("Left empty, those who read in English see the Swedish."),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for one, other in (("title_en", "text_en"), ("text_en", "title_en")):
            if cleaned.get(one) and not cleaned.get(other) and other not in self.errors:
                self.add_error(other, ValidationError(_("Write both the title and the text in English, or neither.")))
        return cleaned

    def _post_clean(self) -> None:
        """No row is changed: what is written here becomes a wording of its own in ``workflow``."""

    @property
    def words(self) -> Words:
        return Words(**{name: self.cleaned_data[name] for name in Words.__slots__})


class RestoreForm(CarefulForm, forms.Form):
    """Which wording to use again (0: the one that comes with the portal), and the newest that the page showed."""

    number = forms.IntegerField(min_value=0, max_value=10**9)
    seen = forms.IntegerField(min_value=0, max_value=10**9)
