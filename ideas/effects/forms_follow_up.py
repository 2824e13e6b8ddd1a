"""The short form behind the letter: is it still in use, where and how much, and what does it give now?"""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goda_exempel.accounts.models import User
from goda_exempel.forms import CarefulForm, Textarea
from ideas.amounts import AmountField
from ideas.effects.forms import BenefitForm, FigureForm, MeasurementForm
from ideas.effects.models import Benefit, FollowUp
from ideas.proof.forms import card_label
from ideas.proof.models import MOST
from ideas.proof.workflow import card_of


class FollowUpForm(CarefulForm, forms.Form):
    """The answer. What was written of where and how many is there already, to be corrected."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Is it still in use?"),
        choices=[
            (FollowUp.Answer.IN_USE, gettext_lazy("Yes, it is still in use")),
            (FollowUp.Answer.ENDED, gettext_lazy("No, it is not in use any more")),
        ],
        widget=forms.RadioSelect,
    )
    why_ended = forms.CharField(
        label=gettext_lazy("If no: why not?"),
        help_text=gettext_lazy("So that others can learn from it."),
        required=False,
        max_length=1000,
        widget=Textarea(attrs={"rows": 3}),
    )
    in_use_where = forms.CharField(label=gettext_lazy("If yes: where is it in use?"), required=False, max_length=200)
    in_use_count = AmountField(
        label=card_label("in_use_count"),
        most=Decimal(MOST),
        places=0,
        required=False,
    )
    in_use_counts = forms.CharField(
        label=card_label("in_use_counts"),
        help_text=gettext_lazy("For example “preschools”, “people a week” or “meeting rooms”."),
        required=False,
        max_length=80,
    )

    def __init__(self, data: Any = None, *, row: FollowUp) -> None:
        card = card_of(row.idea)
        facts = {"in_use_count": card.in_use_count, "in_use_counts": card.in_use_counts}
        super().__init__(data, initial={"in_use_where": row.idea.in_use_where, **facts})

    def clean_in_use_count(self) -> int | None:
        count = self.cleaned_data["in_use_count"]
        return None if count is None else int(count)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("answer") == FollowUp.Answer.ENDED:
            if not cleaned.get("why_ended") and "why_ended" not in self.errors:
                self.add_error("why_ended", _("Say why it is not in use any more."))
        elif cleaned.get("answer"):
            cleaned["why_ended"] = ""
            self._clean_facts(cleaned)
        return cleaned

    def _clean_facts(self, cleaned: dict[str, Any]) -> None:
        if not cleaned.get("in_use_where") and "in_use_where" not in self.errors:
            self.add_error("in_use_where", _("Say where it is in use."))
        if cleaned.get("in_use_count") is not None and not cleaned.get("in_use_counts"):
            self.add_error("in_use_counts", _("Say what the number counts."))
        if cleaned.get("in_use_counts") and cleaned.get("in_use_count") is None and "in_use_count" not in self.errors:
            self.add_error("in_use_count", _("Say how many, or leave both fields empty."))

    @property
    def texts(self) -> tuple[str, ...]:
        """What the person had written, to be shown again."""
        return tuple(text for name in ("why_ended", "in_use_where") if (text := self.cleaned_data.get(name)))


class Answers:
    """The whole page: the answer, and a figure for each effect (or the first effect, where there is none yet)."""

    def __init__(self, data: Any = None, *, row: FollowUp, by: User) -> None:
        self.form = FollowUpForm(data, row=row)
        benefits = list(row.idea.benefits.prefetch_related("measurements"))
        self.figures: list[FigureForm] = [
            MeasurementForm(data, benefit=benefit, by=by, optional=True) for benefit in benefits
        ] or [BenefitForm(data, by=by, optional=True, prefix="nytta")]

    def is_valid(self) -> bool:
        """All forms are looked at, so that everything to correct is shown at once."""
        valid = [form.is_valid() for form in (self.form, *self.figures)]
        return all(valid) or (self.form.is_valid() and self.form.cleaned_data["answer"] == FollowUp.Answer.ENDED)

    @property
    def filled_in(self) -> list[tuple[Benefit | None, Any, dict[str, Any]]]:
        return [
            (getattr(form, "benefit", None), form.cleaned_data["key"], form.values)
            for form in self.figures
            if form.is_valid() and form.cleaned_data
        ]
