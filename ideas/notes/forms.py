from django import forms
from django.utils.translation import gettext_lazy as _

from goda_exempel.forms import CarefulForm, Textarea


class NoteForm(CarefulForm, forms.Form):
    text = forms.CharField(
        label=_("New working note"),
        help_text=_("For those who prepare the answer. It becomes a public record once the matter is closed."),
        widget=Textarea(attrs={"rows": 3}),
        max_length=4000,
    )
