"""What the board may be asked for."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goda_exempel.accounts.models import Unit, User
from goda_exempel.benefits import BenefitKind
from goda_exempel.forms import CarefulForm
from ideas.board.facets import Counted, Units
from ideas.board.filters import Filters, Order
from ideas.states import IdeaState

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2999
INDENT: Final = "\u2003"  # a space as wide as an m
LARGEST_KEY: Final = 2**63 - 1


def _select(**kwargs: Any) -> Any:
    return {"required": False, "widget": forms.Select(attrs={"class": "form-select"}), **kwargs}


class BoardFilter(CarefulForm, forms.Form):
    """The board's query parameters. What can't be read is said and left out, the rest still counts."""

    q = forms.CharField(
        label=gettext_lazy("Search"),
        required=False,
        max_length=200,
        widget=forms.SearchInput(attrs={"class": "form-control"}),
        error_messages={"max_length": gettext_lazy("Search for at most 200 characters.")},
    )
    tillstand = forms.ChoiceField(
        choices=IdeaState.choices,
        error_messages={"invalid_choice": gettext_lazy("There is no such state.")},
        **_select(label=gettext_lazy("State")),
    )
    enhet = forms.ModelChoiceField(
        Unit.objects.all(),
        to_field_name="slug",
        error_messages={"invalid_choice": gettext_lazy("There is no such unit.")},
        **_select(label=gettext_lazy("Unit")),
    )
    nytta = forms.ChoiceField(
        choices=BenefitKind.choices,
        error_messages={"invalid_choice": gettext_lazy("There is no such kind of benefit.")},
        **_select(label=gettext_lazy("Kind of benefit")),
    )
    ar = forms.IntegerField(
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), gettext_lazy("Write the year with four digits.")
        ),
        **_select(label=gettext_lazy("Year handed in")),
    )
    ansvarig = forms.IntegerField(
        min_value=1,
        max_value=LARGEST_KEY,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), gettext_lazy("There is no such person.")),
        **_select(label=gettext_lazy("Responsible")),
    )
    ordning = forms.ChoiceField(
        choices=Order.choices,
        error_messages={"invalid_choice": gettext_lazy("There is no such order.")},
        **_select(label=gettext_lazy("Order")),
    )

    def clean_ansvarig(self) -> int | None:
        pk: int | None = self.cleaned_data["ansvarig"]
        if pk is not None and not User.objects.filter(pk=pk).exists():
            raise forms.ValidationError(_("There is no such person."))
        return pk

    @property
    def filters(self) -> Filters:
        self.full_clean()
        read = {field.name: self.cleaned_data.get(field.name) for field in fields(Filters)}
        return Filters(**{name: value for name, value in read.items() if value})

    def offer(self, counted: Counted, units: Units) -> None:
        """Offer what there is, each choice with its number, and what is chosen even where nothing has it."""
        filters = self.filters
        values = counted.values
        people = dict(User.objects.filter(pk__in=[*values["ansvarig"], filters.ansvarig]).values_list("pk", "name"))
        years = {year: str(year) for year in sorted({*values["ar"], filters.ar} - {None}, reverse=True)}
        self._offer("tillstand", _("All states"), _among(IdeaState.choices, values["tillstand"], filters.tillstand))
        self._offer("nytta", _("All kinds"), _among(BenefitKind.choices, values["nytta"], filters.nytta))
        self._offer("ar", _("All years"), _among(years.items(), values["ar"], filters.ar))
        self._offer("ansvarig", _("Everybody"), _among(_by_name(people), values["ansvarig"], filters.ansvarig))
        self._offer("enhet", _("All units"), _units(units, values["enhet"], filters.enhet))

    def _offer(self, name: str, everything: str, choices: Iterable[tuple[Any, str]]) -> None:
        self.fields[name].widget.choices = [("", everything), *choices]


def _among(known: Iterable[tuple[Any, Any]], numbers: Any, chosen: Any) -> list[tuple[Any, str]]:
    return [(value, f"{label} ({numbers[value]})") for value, label in known if numbers[value] or value == chosen]


def _by_name(people: dict[int, str]) -> list[tuple[int, str]]:
    return sorted(people.items(), key=lambda row: (row[1].casefold(), row[0]))


def _units(units: Units, numbers: Any, chosen: Unit | None) -> list[tuple[str, str]]:
    """The tree, each level a little further in."""
    offered = [
        (unit.slug, f"{INDENT * depth}{unit.name} ({number})") for unit, depth, number in units.with_all_below(numbers)
    ]
    if chosen is not None and chosen.slug not in dict(offered):
        offered.append((chosen.slug, f"{chosen.name} (0)"))
    return offered
