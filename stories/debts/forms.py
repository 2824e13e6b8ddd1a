"""What the desk says about something a story waits for."""

from typing import Any, Final

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goda_exempel.accounts.models import User
from goda_exempel.forms import CarefulForm, DayField
from stories.debts.models import Debt
from stories.models import Story
from stories.naming import people_of
from stories.querysets import DESK_ROLES

LONGEST: Final = 550  # days ahead


class WhoForm(CarefulForm, forms.Form):
    """From whom, and until when."""

    person = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Whom does the story wait for?"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose somebody from the list, or write a name.")},
    )
    person_name = forms.CharField(
        label=gettext_lazy("Or a name, for somebody without an account"), max_length=120, required=False
    )
    due = DayField(label=gettext_lazy("Until"), least=0, most=LONGEST)

    def __init__(self, data: Any = None, *, story: Story, debt: Debt | None = None) -> None:
        super().__init__(data, initial=_shown(debt) if debt else {}, auto_id=f"id_debt_{debt.pk if debt else 'new'}_%s")
        people = [person.pk for person in people_of(story)]
        desk = User.objects.with_role(*DESK_ROLES).values("pk")
        choices = User.objects.filter(Q(pk__in=people) | Q(pk__in=desk), is_active=True).order_by("name")
        self.fields["person"].queryset = choices  # type: ignore[attr-defined]
        self.fields["person"].empty_label = _("Somebody without an account")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        person = cleaned.get("person")
        if person is not None:
            cleaned["person_name"] = person.name
        elif not cleaned.get("person_name") and not self.errors:
            self.add_error("person", _("Say whom the story waits for."))
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class DebtForm(WhoForm):
    """Something more that is missing."""

    kind = forms.ChoiceField(label=gettext_lazy("What kind?"), choices=Debt.Kind.choices, initial=Debt.Kind.OTHER)
    what = forms.CharField(label=gettext_lazy("What is missing?"), max_length=200)

    field_order = ("kind", "what", "person", "person_name", "due")


def _shown(debt: Debt) -> dict[str, Any]:
    name = "" if debt.person_id else debt.person_name
    return {"person": debt.person_id, "person_name": name, "due": debt.due}
