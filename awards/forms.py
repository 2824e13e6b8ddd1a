"""What the jury and its secretary write. ``forms_prize.py`` has what a year's prize is made of."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from awards.models import HIGHEST, LOWEST, Award, ConflictOfInterest, Criterion, Nomination, Score
from goda_exempel.forms import CarefulForm, Textarea
from goda_exempel.moves import MoveForm, MoveForms

MOMENT = "%Y-%m-%dT%H:%M"


class MomentField(forms.DateTimeField):
    """A day and a time as browsers send it, or as people write it: 2026-11-24 12:00."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            input_formats=[MOMENT, "%Y-%m-%d %H:%M", "%Y-%m-%d %H.%M"],
            widget=forms.DateTimeInput(format=MOMENT, attrs={"type": "datetime-local", "class": "w-medium"}),
            error_messages={"invalid": _("Write the date and the time, for example 2026-11-24 12:00.")},
            **kwargs,
        )


class EarlyForm(MoveForm):
    reason_label = _("Why not on the planned date?")
    reason_help = _("The jury will read it, and it becomes a part of the minutes.")


class PostponeForm(EarlyForm):
    scoring_from = MomentField(label=_("Scoring from"))
    deliberating_from = MomentField(label=_("Scoring ends"))


class ExtendForm(EarlyForm):
    deliberating_from = MomentField(label=_("New end of scoring"))
    reason_label = _("Why does the jury need more time?")


class DecideForm(MoveForm):
    """The jury's decision. The text is published when the winner is announced."""

    nomination = forms.ModelChoiceField(
        queryset=Nomination.objects.none(), label=_("Winner"), empty_label=_("Choose the winner")
    )
    citation = forms.CharField(
        label=_("Citation"),
        help_text=_("Why this example wins, in a few sentences. Everybody reads it when the winner is announced."),
        max_length=Award._meta.get_field("citation").max_length,
        widget=Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        candidates: Any = self.fields["nomination"]
        candidates.queryset = Nomination.objects.of_prize(self.subject)


class ReopenForm(MoveForm):
    reason_label = _("Why is the decision taken back?")
    reason_help = _("The jury will read it, and it becomes a part of the minutes.")


MOVE_FORMS: Final[MoveForms] = {
    "open_nominations": EarlyForm,
    "open_scoring": EarlyForm,
    "postpone_scoring": PostponeForm,
    "extend_scoring": ExtendForm,
    "close_scoring": EarlyForm,
    "decide": DecideForm,
    "reopen": ReopenForm,
}


class DeclarationForm(CarefulForm, forms.Form):
    """A juror's answer for a candidate."""

    is_disqualified = forms.TypedChoiceField(
        label=_("Do you have a conflict of interest here?"),
        help_text=_(
            "You have one if you, somebody close to you or your own unit gains from the outcome, "
            "or if something else could make others doubt that you are impartial."
        ),
        choices=[("nej", _("No, I can judge this example")), ("ja", _("Yes, I am disqualified and take no part"))],
        coerce=lambda value: value == "ja",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why are you disqualified?"),
        help_text=_("Needed if you answer yes. It is shown to the jury and written in the minutes."),
        max_length=ConflictOfInterest._meta.get_field("reason").max_length,
        required=False,
    )

    def __init__(self, data: Any = None, *, declaration: ConflictOfInterest | None = None) -> None:
        initial = (
            {}
            if declaration is None
            else {
                "is_disqualified": "ja" if declaration.is_disqualified else "nej",
                "reason": declaration.reason,
            }
        )
        super().__init__(data, initial=initial)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("is_disqualified") and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Write why you are disqualified."))
        return cleaned


POINTS: Final = (
    _("1: hardly at all"),
    _("2: a little"),
    _("3: well"),
    _("4: very well"),
    _("5: outstandingly"),
)


class ScoreForm(CarefulForm, forms.Form):
    """Points for a candidate, a field for each of the year's criteria (``criterion-<pk>``)."""

    def __init__(self, data: Any = None, *, criteria: list[Criterion], scores: list[Score]) -> None:
        given = {self.name_of(score.criterion_id): score.points for score in scores}
        super().__init__(data, initial=given)
        self.criteria = criteria
        for criterion in criteria:
            self.fields[self.name_of(criterion.pk)] = _points_field(criterion)

    @staticmethod
    def name_of(pk: int) -> str:
        return f"criterion-{pk}"

    @property
    def points(self) -> dict[Criterion, int]:
        return {criterion: self.cleaned_data[self.name_of(criterion.pk)] for criterion in self.criteria}


def _points_field(criterion: Criterion) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=_("%(name)s (weight %(weight)s)") % {"name": criterion.name, "weight": criterion.weight},
        help_text=criterion.question,
        choices=list(zip(range(LOWEST, HIGHEST + 1), POINTS, strict=True)),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose 1 to 5 points.")},
    )
