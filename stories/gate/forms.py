"""What the desk fills in on the page of words to avoid."""

from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goda_exempel.forms import CarefulForm
from stories.gate.models import AdviceLimits, JargonWord

MOST_WORDS: Final = 500


class LimitsForm(CarefulForm, forms.ModelForm[AdviceLimits]):
    lix = forms.IntegerField(
        label=gettext_lazy("Highest LIX"),
        help_text=gettext_lazy("Under 30 is easy as children's books, 40 to 50 as newspapers, over 60 as laws."),
        min_value=20,
        max_value=80,
    )
    lead = forms.IntegerField(label=gettext_lazy("Longest lead, in characters"), min_value=50, max_value=600)

    class Meta:
        model = AdviceLimits
        fields: ClassVar = ["lix", "lead"]

    def _post_clean(self) -> None:
        """The instance stays as it is saved: what is written here goes through ``workflow.set_limits``."""


class WordForm(CarefulForm, forms.ModelForm[JargonWord]):
    class Meta:
        model = JargonWord
        fields: ClassVar = ["word", "plainer"]
        help_texts: ClassVar = {
            "word": gettext_lazy("End it with an asterisk to find every ending: implementer*"),
        }

    def __init__(self, data: Any = None, *, instance: JargonWord | None = None) -> None:
        super().__init__(data, instance=instance, auto_id=f"id_ord_{instance.pk if instance else 'nytt'}_%s")

    def clean_word(self) -> str:
        word = " ".join(str(self.cleaned_data["word"]).lower().split())
        if not any(map(str.isalnum, word)) or "*" in word[:-1]:
            raise ValidationError(_("Write a word. An asterisk can only stand at its end."))
        others = JargonWord.objects.exclude(pk=self.instance.pk)
        if others.filter(word=word).exists():
            raise ValidationError(_("The word is already on the list."))
        if self.instance._state.adding and others.count() >= MOST_WORDS:
            raise ValidationError(_("The list is full. Remove a word first."))
        return word

    def _post_clean(self) -> None:
        """The instance stays as it is saved: what is written here goes through ``workflow.keep_word``."""
