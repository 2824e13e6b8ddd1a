"""What a coach says to the queue: which ideas, under which name to keep that, and what to do with several at once."""

import re
from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goda_exempel import roles
from goda_exempel.accounts.models import Unit, User
from goda_exempel.forms import CarefulForm, Textarea
from ideas.states import LIVE, IdeaState

DEFAULT: Final = "alla"
CLOSED: Final = "slutna"
TABS: Final = ("mina", DEFAULT, "forsenade", "fragor", "ater", "utan-ansvarig", CLOSED)
MOST_IDEAS: Final = 100
LONGEST_QUERY: Final = 1000


class QueueFilter(CarefulForm, forms.Form):
    """The queue's query parameters. What can't be read is said and left out, the rest still counts."""

    flik = forms.ChoiceField(choices=[(tab, tab) for tab in TABS], required=False, widget=forms.HiddenInput)
    q = forms.CharField(
        label=gettext_lazy("Search"),
        required=False,
        max_length=200,
        widget=forms.SearchInput(attrs={"class": "form-control"}),
        error_messages={"max_length": gettext_lazy("Search for at most 200 characters.")},
    )
    tillstand = forms.ChoiceField(
        label=gettext_lazy("State"), required=False, widget=forms.Select(attrs={"class": "form-select"})
    )
    enhet = forms.ModelChoiceField(
        Unit.objects.order_by("name"),
        label=gettext_lazy("Unit"),
        widget=forms.Select(attrs={"class": "form-select"}),
        required=False,
        to_field_name="slug",
        empty_label=gettext_lazy("All units"),
        error_messages={"invalid_choice": gettext_lazy("There is no such unit.")},
    )
    coach = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Idea coach"),
        widget=forms.Select(attrs={"class": "form-select"}),
        required=False,
        empty_label=gettext_lazy("All coaches"),
        error_messages={"invalid_choice": gettext_lazy("There is no such idea coach.")},
    )
    sen = forms.BooleanField(label=gettext_lazy("Only late ones"), required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        state = self.fields["tillstand"]
        labels = [(state.value, state.label) for state in IdeaState if state in LIVE]
        state.choices = [("", _("All states")), *labels]  # type: ignore[attr-defined]
        state.error_messages["invalid_choice"] = _("There is no such state.")
        self.fields["coach"].queryset = User.objects.with_role(roles.COACH)  # type: ignore[attr-defined]

    @property
    def chosen(self) -> dict[str, Any]:
        wrong = self.errors
        return {name: value for name, value in self.cleaned_data.items() if value and name not in wrong}

    @property
    def tab(self) -> str:
        """``?mina`` is the address this tab had first."""
        return str(self.chosen.get("flik") or ("mina" if "mina" in self.data else DEFAULT))

    @property
    def filters(self) -> dict[str, Any]:
        return {name: value for name, value in self.chosen.items() if name != "flik"}

    @property
    def as_query(self) -> dict[str, str]:
        """What is chosen, as it stands in an address."""
        plain = {name: _in_address(value) for name, value in self.filters.items()}
        return {"flik": self.tab, **plain} if self.tab != DEFAULT else plain


def _in_address(value: Any) -> str:
    if isinstance(value, Unit):
        return value.slug
    return str(value.pk if isinstance(value, User) else "on" if value is True else value)


def filter_of(query: str) -> QueueFilter:
    """The filter that a stored or a sent query string asks for."""
    return QueueFilter(QueryDict(query))


class WalkForm(CarefulForm, forms.Form):
    """``ko`` is the query of the queue that a coach walks through; ``och_nasta`` asks to go on to the next idea."""

    ko = forms.CharField(required=False, max_length=LONGEST_QUERY)
    och_nasta = forms.BooleanField(required=False)


class SaveFilterForm(CarefulForm, forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name of the filter"),
        help_text=gettext_lazy("For example “Late in the schools”."),
        max_length=60,
    )
    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=LONGEST_QUERY)

    def clean_query(self) -> str:
        """Only what the queue can read of it, so that no address of another kind is kept."""
        return urlencode(filter_of(self.cleaned_data["query"]).as_query)


class ChosenField(forms.Field):
    """Ideas by number, each with the row of history that was the last when the person looked (0 where not said)."""

    widget = forms.MultipleHiddenInput
    default_error_messages = {
        "required": gettext_lazy("Choose at least one idea in the list first."),
        "invalid": gettext_lazy("The choice can not be read. Go back to the list and choose again."),
    }
    pattern = re.compile(r"(IDE-\d{4}-\d{4,9})(?::(\d{1,18}))?", re.ASCII)

    def to_python(self, value: Iterable[str] | None) -> dict[str, int]:
        found = [self.pattern.fullmatch(str(text)) for text in value or []]
        chosen = {match[1]: int(match[2] or 0) for match in found if match}
        if not all(found):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if len(chosen) > MOST_IDEAS:
            raise ValidationError(_("Choose at most %(number)s ideas at a time.") % {"number": MOST_IDEAS})
        return chosen


class BulkForm(CarefulForm, forms.Form):
    """Which ideas, and what to do with them. ``key`` makes the same form sent twice one run."""

    chosen = ChosenField()
    move = forms.ChoiceField(
        label=gettext_lazy("What do you want to do?"),
        error_messages={
            "required": gettext_lazy("Choose what to do with the ideas."),
            "invalid_choice": gettext_lazy("Choose what to do with the ideas."),
        },
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    confirmed = forms.BooleanField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, *, moves: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["move"].choices = moves  # type: ignore[attr-defined]


class GiveForm(CarefulForm, forms.Form):
    """Somebody else gets several ideas: a coach those that are answered, a manager those that are tried or in use."""

    person = forms.ModelChoiceField(
        User.objects.none(), label=gettext_lazy("Who"), empty_label=gettext_lazy("Choose a person")
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Those who are concerned read it."),
        widget=Textarea(attrs={"rows": 3}),
        max_length=4000,
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        coaches, managers = (list(User.objects.with_role(role)) for role in (roles.COACH, roles.MANAGER))
        field = self.fields["person"]
        field.queryset = User.objects.with_role(roles.COACH, roles.MANAGER)  # type: ignore[attr-defined]
        field.choices = [  # type: ignore[attr-defined]
            ("", _("Choose a person")),
            (_("Idea coaches"), [(person.pk, person.name) for person in coaches]),
            (_("Managers"), [(person.pk, person.name) for person in managers if person not in coaches]),
        ]
