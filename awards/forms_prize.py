"""What a year's prize is made of: its name, its phases, its criteria and its jury."""

from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from awards.forms import MomentField
from awards.models import Criterion, Prize
from goda_exempel import roles
from goda_exempel.accounts.models import User
from goda_exempel.forms import CarefulForm

PHASES: Final = ("nominating_from", "scoring_from", "deliberating_from")
MOST_CRITERIA: Final = 12
FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2100


def able_jurors() -> Any:
    """The secretary runs the phases and never scores."""
    secretaries = User.objects.with_role(roles.JURY_SECRETARY).values("pk")
    return User.objects.with_role(roles.JUROR).exclude(pk__in=secretaries)


class PhasesForm(CarefulForm, forms.ModelForm[Prize]):
    """What the administration pages share. What has begun is not moved here: that takes a move, with a reason."""

    nominating_from = MomentField(label=_("Candidates are chosen from"))
    scoring_from = MomentField(label=_("Scoring from"))
    deliberating_from = MomentField(label=_("Scoring ends"))

    class Meta:
        model = Prize
        fields = ["name", "description", *PHASES, "secretary"]
        widgets = {"description": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "secretary" in self.fields:
            secretary: Any = self.fields["secretary"]
            secretary.queryset = User.objects.with_role(roles.JURY_SECRETARY)
        if self.instance.pk and not self.instance.is_open_for_changes:
            for name in PHASES:
                self.fields.pop(name, None)
        elif self.instance.pk and "nominating_from" in self.fields:
            self.fields["nominating_from"].disabled = self.instance.nominating_from <= timezone.now()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        now = timezone.now()
        for name in ("scoring_from", "deliberating_from"):
            if name in self.changed_data and cleaned.get(name) and cleaned[name] <= now:
                self.add_error(name, _("Choose a time that is still to come."))
        if (begin := cleaned.get("scoring_from")) and (end := cleaned.get("deliberating_from")) and end <= begin:
            self.add_error("deliberating_from", _("Scoring must end after it begins."))
        return cleaned


class PrizeForm(PhasesForm):
    """``seen`` is the state on the page where the form stood."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)
    jurors = forms.ModelMultipleChoiceField(
        queryset=User.objects.none(),
        label=_("The jury"),
        help_text=_("People with the role of juror. The secretary never scores."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        jurors: Any = self.fields["jurors"]
        jurors.queryset = able_jurors()
        if self.instance.pk:
            self.initial["seen"] = self.instance.state_at(timezone.now())
            self.initial["jurors"] = User.objects.filter(jury_seats__prize=self.instance)
            if not self.instance.may_change_jury:
                del self.fields["jurors"]


class NewPrizeForm(PrizeForm):
    year = forms.IntegerField(
        label=_("Year"),
        help_text=_("The candidates are the stories of this year."),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        widget=forms.NumberInput(attrs={"class": "w-short"}),
    )

    class Meta(PhasesForm.Meta):
        fields = ["year", *PhasesForm.Meta.fields]

    field_order = ("year",)


class CriterionForm(CarefulForm, forms.ModelForm[Criterion]):
    class Meta:
        model = Criterion
        fields = ["name", "question", "weight", "position"]
        widgets = {
            "weight": forms.NumberInput(attrs={"class": "w-short"}),
            "position": forms.NumberInput(attrs={"class": "w-short"}),
        }


CriterionFormSet = forms.inlineformset_factory(
    Prize, Criterion, form=CriterionForm, extra=2, max_num=MOST_CRITERIA, validate_max=True, can_delete_extra=False
)
