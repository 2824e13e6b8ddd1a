"""The form of the proof card: three parts, all of it optional, so that it can be filled in bit by bit."""

from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goda_exempel.forms import DayField, Textarea
from goda_exempel.proof import NewWhere, UsefulFor
from ideas.amounts import AmountField
from ideas.conflicts import StampedForm, stamp_of
from ideas.proof.models import MOST, ProofCard, is_web_address
from ideas.proof.workflow import values_of
from ideas.states import IdeaState

LONGEST_USE: Final = 100 * 366  # days

_EVIDENCE = gettext_lazy("For example a count, a survey, minutes, or who says so.")


def _text(name: str, rows: int = 2, help_text: Any = "") -> forms.CharField:
    longest = getattr(ProofCard._meta.get_field(name), "max_length", None)
    return forms.CharField(
        label=card_label(name), help_text=help_text, required=False, max_length=longest,
        widget=Textarea(attrs={"rows": rows}),
    )  # fmt: skip


class WebAddressField(forms.URLField):
    default_validators = [is_web_address]


def _link(name: str) -> forms.URLField:
    return WebAddressField(
        label=card_label(name),
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": gettext_lazy("Write an address that begins with https:// or http://.")},
    )


def card_label(name: str) -> Any:
    """What the card calls the field, as the beginning of a line."""
    return capfirst(getattr(ProofCard._meta.get_field(name), "verbose_name", name))


class ProofForm(StampedForm):
    """Since when and where are asked only of an idea that is in use: before that, the move says it."""

    new_where = forms.ChoiceField(label=card_label("new_where"), required=False)
    new_text = _text("new_text")
    new_evidence = _text("new_evidence", help_text=_EVIDENCE)
    new_link = _link("new_link")
    useful_for = forms.MultipleChoiceField(
        label=card_label("useful_for"),
        choices=UsefulFor.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    useful_before = _text("useful_before")
    useful_after = _text("useful_after")
    useful_evidence = _text("useful_evidence", help_text=_EVIDENCE)
    useful_link = _link("useful_link")
    in_use_since = DayField(label=gettext_lazy("In use since"), least=-LONGEST_USE, most=0)
    in_use_where = forms.CharField(label=gettext_lazy("Where is it in use?"), max_length=200)
    in_use_count = AmountField(label=card_label("in_use_count"), most=Decimal(MOST), places=0, required=False)
    in_use_counts = forms.CharField(
        label=card_label("in_use_counts"),
        help_text=gettext_lazy("For example “preschools”, “people a week” or “meeting rooms”."),
        required=False,
        max_length=80,
    )
    in_use_evidence = _text("in_use_evidence", help_text=_EVIDENCE)
    in_use_link = _link("in_use_link")

    PARTS: Final = ("new", "useful", "in_use")

    def __init__(self, data: Any = None, *, card: ProofCard, initial: Any = None) -> None:
        values = values_of(card)
        super().__init__(data, initial={**values, **(initial or {}), "stamp": stamp_of(values)})
        self.fields["new_where"].choices = [("", _("Not chosen")), *NewWhere.choices]  # type: ignore[attr-defined]
        asked = data is None or "in_use_since" in data  # not where the form was opened before the idea was in use
        if card.idea.state != IdeaState.IN_USE or not asked:
            del self.fields["in_use_since"], self.fields["in_use_where"]

    def clean_in_use_count(self) -> int | None:
        count = self.cleaned_data["in_use_count"]
        return None if count is None else int(count)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        count, counts = cleaned.get("in_use_count"), cleaned.get("in_use_counts")
        if count is not None and not counts and "in_use_counts" not in self.errors:
            self.add_error("in_use_counts", _("Say what the number counts."))
        if counts and count is None and "in_use_count" not in self.errors:
            self.add_error("in_use_count", _("Say how many, or leave both fields empty."))
        return cleaned

    def part(self, name: str) -> list[forms.BoundField]:
        return [self[field] for field in self.fields if field.startswith(f"{name}_")]

    @property
    def new(self) -> list[forms.BoundField]:
        return self.part("new")

    @property
    def useful(self) -> list[forms.BoundField]:
        return self.part("useful")

    @property
    def in_use(self) -> list[forms.BoundField]:
        return self.part("in_use")
