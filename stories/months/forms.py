"""What the desk fills in about a month."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goda_exempel.accounts.models import User
from goda_exempel.forms import CarefulForm, DayField
from stories.models import Story
from stories.months.models import MonthSlot
from stories.months.reading import shelf
from stories.querysets import DESK_ROLES

# A day after the one before it, in the words of the field it stands at.
_ORDER = (
    ("interview_due", "text_due"),
    ("text_due", "fact_check_due"),
    ("fact_check_due", "approval_due"),
    ("picture_due", "approval_due"),
)


class SlotForm(CarefulForm, forms.ModelForm[MonthSlot]):
    """Who sees to a month, and when its parts are due."""

    class Meta:
        model = MonthSlot
        fields: ClassVar = ["owner", "deputy", *MonthSlot.DUE_FIELDS]
        field_classes: ClassVar = dict.fromkeys(MonthSlot.DUE_FIELDS, DayField)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("owner", "deputy"):
            field = self.fields[name]
            field.queryset = User.objects.with_role(*DESK_ROLES)  # type: ignore[attr-defined]
            field.empty_label = _("Nobody yet")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("owner") and cleaned.get("owner") == cleaned.get("deputy"):
            self.add_error("deputy", _("The deputy has to be somebody else."))
        for before, after in _ORDER:
            self._check_order(before, after)
        return cleaned

    def _check_order(self, before: str, after: str) -> None:
        first, second = self.cleaned_data.get(before), self.cleaned_data.get(after)
        if first and second and second < first:
            words = {"what": str(self.fields[before].label).lower(), "day": date_format(first)}
            self.add_error(after, _("This day can not be before “%(what)s” (%(day)s).") % words)

    def _post_clean(self) -> None:
        """The instance stays as it is saved: what is written here goes through ``workflow.plan``."""


class FillForm(CarefulForm, forms.Form):
    """Which story from the shelf fills a month. The one that has waited longest is chosen already."""

    story = forms.ModelChoiceField(
        Story.objects.none(),
        label=gettext_lazy("Story from the reserve shelf"),
        empty_label=None,
        error_messages={"invalid_choice": gettext_lazy("That story is no longer on the shelf. Choose another one.")},
    )

    def __init__(self, data: Any = None, *, month: date) -> None:
        super().__init__(data, auto_id=f"id_{month:%Y_%m}_%s")
        self.fields["story"].queryset = shelf()  # type: ignore[attr-defined]
