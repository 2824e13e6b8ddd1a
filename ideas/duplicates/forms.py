import re
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goda_exempel.accounts.models import User
from goda_exempel.forms import CarefulForm
from ideas.duplicates.permissions import is_linkable, may_link
from ideas.models import Idea

NUMBER: Final = re.compile(r"ide-(\d{4})-(\d{1,9})", re.IGNORECASE)


class LinkForm(CarefulForm, forms.Form):
    """Which idea is the same as this one: its number, or the address of its page."""

    other = forms.CharField(
        label=gettext_lazy("Number of the other idea"),
        help_text=gettext_lazy("For example IDE-2026-0042, or the address of its page."),
        max_length=300,
        widget=forms.TextInput(attrs={"class": "w-medium", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Write the number of the other idea.")},
    )

    def __init__(self, *args: Any, idea: Idea, by: User, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_duplicate_%s", **kwargs)
        self.idea, self.by = idea, by

    def clean_other(self) -> Idea:
        found = NUMBER.search(self.cleaned_data["other"])
        if found is None:
            raise ValidationError(_("Write a number such as IDE-2026-0042."))
        number = f"IDE-{found[1]}-{int(found[2]):04d}"
        if number == self.idea.number:
            raise ValidationError(_("This is the number of the idea itself. Write the number of the other one."))
        other = Idea.objects.visible_to(self.by).filter(number=number).first()
        if other is None or not is_linkable(other):
            raise ValidationError(_("There is no idea with the number %(number)s.") % {"number": number})
        if not may_link(self.by, other):
            raise ValidationError(_("That idea is your own. Ask another coach to link the two."))
        return other
