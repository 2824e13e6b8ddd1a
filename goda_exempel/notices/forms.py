"""What people choose about notices: which to see, and how each kind comes by e-mail."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goda_exempel.accounts.models import User
from goda_exempel.forms import CarefulForm
from goda_exempel.notices.choices import choices_of, choose
from goda_exempel.notices.kinds import CHOOSABLE, Frequency, NoticeKind


class NoticeFilter(CarefulForm, forms.Form):
    """The list's query parameters. What can't be read is said and left out, the rest still counts."""

    visa = forms.ChoiceField(
        label=gettext_lazy("Show"),
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
        choices=[("", gettext_lazy("All notices")), ("olasta", gettext_lazy("Unread"))],
        error_messages={"invalid_choice": gettext_lazy("There is no such choice.")},
    )
    slag = forms.ChoiceField(
        label=gettext_lazy("About"),
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
        choices=[("", gettext_lazy("Everything")), *NoticeKind.choices],
        error_messages={"invalid_choice": gettext_lazy("There is no such kind.")},
    )

    @property
    def chosen(self) -> dict[str, Any]:
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value and name not in self.errors}


class ChoicesForm(CarefulForm, forms.Form):
    """A row of radio buttons for each kind that can be chosen."""

    def __init__(self, data: Any = None, *, person: User) -> None:
        super().__init__(data, initial=choices_of(person))
        self.person = person
        for kind in CHOOSABLE:
            self.fields[kind.value] = forms.ChoiceField(
                label=kind.label,
                choices=Frequency.choices,
                widget=forms.RadioSelect,
                error_messages={
                    "required": _("Choose how often."),
                    "invalid_choice": _("Choose one of the four."),
                },
            )

    def save(self) -> None:
        choose(self.person, self.cleaned_data)
