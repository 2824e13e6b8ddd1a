"""What people write about an effect: what it is, how large, and how that was counted."""

from datetime import timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import uuid4

from django import forms
from django.forms.utils import ErrorDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goda_exempel.accounts.models import User
from goda_exempel.forms import DayField, Textarea
from ideas.amounts import AmountField
from ideas.conflicts import StampedForm, stamp_of
from ideas.effects.models import Basis, Benefit, EffectKind
from ideas.effects.workflow import values_of

LONGEST_AGO: Final = 70 * 366  # days
FARTHEST_AHEAD: Final = 10 * 366


class FigureForm(StampedForm):
    """How large an effect of a ``kind`` is. An ``optional`` form that is left empty is valid and has no values."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    basis = forms.ChoiceField(
        label=gettext_lazy("Is it measured or estimated?"), choices=Basis.choices, widget=forms.RadioSelect
    )
    low = AmountField(label=gettext_lazy("At least"), required=False)
    high = AmountField(
        label=gettext_lazy("At most"),
        help_text=gettext_lazy("Leave it empty where you know the exact figure."),
        required=False,
    )
    method = forms.CharField(
        label=gettext_lazy("How was it counted?"),
        help_text=gettext_lazy("So that somebody else could count in the same way."),
        max_length=600,
        widget=Textarea(attrs={"rows": 2}),
    )
    counted_by = forms.CharField(label=gettext_lazy("Who counted?"), max_length=120)
    period_from = DayField(label=gettext_lazy("From which day?"), least=-LONGEST_AGO, most=FARTHEST_AHEAD)
    period_to = DayField(label=gettext_lazy("To which day?"), least=-LONGEST_AGO, most=FARTHEST_AHEAD)

    def __init__(
        self,
        data: Any = None,
        *,
        by: User,
        kind: str = "",
        optional: bool = False,
        prefix: str | None = None,
        initial: Any = None,
    ) -> None:
        today = timezone.localdate()
        begun = {
            "key": uuid4(), "counted_by": by.name, "period_from": today - timedelta(days=365), "period_to": today,
        }  # fmt: skip
        super().__init__(data, prefix=prefix, initial={**begun, **(initial or {})})
        self.kind_of_effect, self.optional = kind, optional

    def full_clean(self) -> None:
        if self.is_bound and self.optional and self.is_left_empty:
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()

    @property
    def is_left_empty(self) -> bool:
        return not any(self.data.get(self.add_prefix(name), "").strip() for name in self.asked)

    @property
    def asked(self) -> tuple[str, ...]:
        """The fields that nobody but the person has filled in."""
        return ("basis", "low", "high", "method")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        kind = cleaned.get("kind", self.kind_of_effect)
        self._clean_range(cleaned, kind)
        self._clean_period(cleaned)
        return cleaned

    def _clean_range(self, cleaned: dict[str, Any], kind: str) -> None:
        if self.errors.keys() & {"low", "high"}:
            return
        low, high = cleaned.get("low"), cleaned.get("high")
        if low is None and (high is not None or kind not in ("", EffectKind.QUALITY)):
            self.add_error("low", _("Write a figure."))
        elif high is None:
            cleaned["high"] = low
        elif low > high:
            self.add_error("high", _("“At most” can not be less than “At least”."))

    def _clean_period(self, cleaned: dict[str, Any]) -> None:
        first, last = cleaned.get("period_from"), cleaned.get("period_to")
        if first is None or last is None:
            return
        if first > last:
            self.add_error("period_to", _("The period ends before it begins."))
        elif cleaned.get("basis") == Basis.MEASURED and last > timezone.localdate():
            self.add_error("period_to", _("What has not happened yet can only be estimated."))


class MeasurementForm(FigureForm):
    """A new figure for an effect that is there."""

    def __init__(self, data: Any = None, *, benefit: Benefit, by: User, optional: bool = False) -> None:
        row = benefit.current
        super().__init__(
            data, by=by, kind=benefit.kind, optional=optional, prefix=f"nytta{benefit.pk}" if optional else None,
            initial={"method": row.method} if row is not None and not optional else None,
        )  # fmt: skip
        self.benefit = benefit
        self.fields["low"].required = benefit.kind != EffectKind.QUALITY and not optional
        self.fields["low"].help_text = _("In %(unit)s.") % {"unit": benefit.unit_label} if benefit.unit_label else ""


class BenefitForm(FigureForm):
    """An effect and its figure: a new one, or with ``benefit`` the one to correct."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of effect is it?"), choices=EffectKind.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("What becomes better?"),
        help_text=gettext_lazy("In a few words, for example “fewer car journeys” or “shorter wait for a reply”."),
        max_length=200,
    )
    unit = forms.CharField(
        label=gettext_lazy("What is it counted in?"),
        help_text=gettext_lazy(
            "Only for environment and quality, for example “kg CO2e a year” or “satisfied of 100”. "
            "Time is counted in hours a year and money in kronor a year."
        ),
        required=False,
        max_length=40,
    )
    field_order = ("kind", "words", "unit", "basis", "low", "high", "method", "counted_by", "period_from", "period_to")

    def __init__(
        self, data: Any = None, *, by: User, benefit: Benefit | None = None, initial: Any = None, **kwargs: Any
    ) -> None:
        values = values_of(benefit) if benefit is not None else {}
        stamp = {"stamp": stamp_of(values)} if values else {}
        super().__init__(data, by=by, initial={**values, **(initial or {}), **stamp}, **kwargs)

    @property
    def asked(self) -> tuple[str, ...]:
        return (*super().asked, "words", "unit", "kind")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        kind, unit = cleaned.get("kind"), cleaned.get("unit")
        if kind in (EffectKind.HOURS, EffectKind.KRONOR):
            cleaned["unit"] = ""
        elif "unit" not in self.errors and not unit and (kind == EffectKind.ENVIRONMENT or self._has_scale(cleaned)):
            self.add_error("unit", _("Say what it is counted in."))
        return cleaned

    @staticmethod
    def _has_scale(cleaned: dict[str, Any]) -> bool:
        return cleaned.get("kind") == EffectKind.QUALITY and isinstance(cleaned.get("low"), Decimal)
