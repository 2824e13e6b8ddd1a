"""What is asked where an idea gets another person: a manager who may own it, a coach, a new line owner."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goda_exempel import roles
from goda_exempel.accounts.models import User
from goda_exempel.forms import CarefulForm, Textarea
from goda_exempel.moves import MoveForm
from ideas.guidance.moves import GuidedForm
from ideas.models import Idea, people_of
from ideas.owning.models import LineOwnership
from ideas.states import IdeaState
from ideas.workflow import with_units_above

MOST_HOURS: Final = 1_000_000
MOST_KRONOR: Final = 1_000_000_000

Groups = list[tuple[str, list[tuple[int, str]]]]


class AskOwnerForm(MoveForm):
    """Managers to choose from, those of the idea's unit (or of the units above it) first. Others need a sentence."""

    line_owner = forms.ModelChoiceField(
        User.objects.none(), label=gettext_lazy("Manager"), empty_label=gettext_lazy("Choose a manager")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        near = managers_near(self.subject)
        self.near = {person.pk for person in near}
        offer(self.fields["line_owner"], _groups(self.subject, near))
        self.fields["reason"] = forms.CharField(
            label=_("Why this manager?"),
            help_text=_("Needed when you ask a manager of another unit. The manager reads it."),
            widget=Textarea(attrs={"rows": 2}),
            max_length=1000,
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        manager = cleaned.get("line_owner")
        if manager is not None and manager.pk not in self.near and not cleaned.get("reason"):
            words = {"name": manager.name, "unit": self.subject.unit}
            self.add_error("reason", _("%(name)s is not a manager of %(unit)s. Write a sentence about why.") % words)
        return cleaned


class ResourcesForm(CarefulForm, forms.ModelForm[LineOwnership]):
    """What the line owner says that the idea takes; can be changed as long as the manager owns the idea."""

    class Meta:
        model = LineOwnership
        fields = ("resources", "hours", "kronor")

    resources = forms.CharField(
        label=gettext_lazy("What resources does it take?"),
        help_text=gettext_lazy("People, time, money, premises. Leave it empty if what you already have is enough."),
        widget=Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    hours = forms.IntegerField(
        label=gettext_lazy("Working hours, about"), min_value=0, max_value=MOST_HOURS, required=False
    )
    kronor = forms.IntegerField(
        label=gettext_lazy("Cost in kronor, about"), min_value=0, max_value=MOST_KRONOR, required=False
    )


class AcceptForm(GuidedForm):
    guidance = "own_an_idea"
    resources = ResourcesForm.base_fields["resources"]
    hours = ResourcesForm.base_fields["hours"]
    kronor = ResourcesForm.base_fields["kronor"]


class DeclineOwnershipForm(GuidedForm):
    guidance = "own_an_idea"
    reason_help = gettext_lazy("The idea coach reads it and asks somebody else.")


class GiveForm(MoveForm):
    """Somebody else gets the idea. ``was`` says who had it on the page where the button stood."""

    person = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("Who"))
    was = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason_help = gettext_lazy("Those who are concerned read it.")


class ReassignForm(GiveForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["was"] = self.subject.coach_id
        authors = {person.pk for person in people_of(self.subject)}
        coaches = User.objects.with_role(roles.COACH).exclude(pk__in=authors)
        self.fields["person"].label = _("Idea coach")
        self.fields["person"].error_messages["invalid_choice"] = _("This person can not be the coach of the idea.")
        offer(self.fields["person"], [("", _names(coaches))])


class HandOverForm(GiveForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = self.subject.owner
        self.initial["was"] = owner and owner.person_id
        self.fields["person"].label = _("Manager")
        self.fields["person"].error_messages["invalid_choice"] = _("This person is no manager here.")
        offer(self.fields["person"], _groups(self.subject, managers_near(self.subject)))


def managers_near(idea: Idea) -> list[User]:
    """Managers of the idea's unit or of a unit above it, those of the nearest unit first."""
    near: list[User] = []
    managers = User.objects.with_role(roles.MANAGER).prefetch_related("units")
    for unit in with_units_above(idea.unit):
        near += [person for person in managers if unit in person.units.all() and person not in near]
    return near


def offer(field: forms.Field, groups: Groups) -> None:
    """These people and nobody else can be chosen."""
    known = [pk for _label, people in groups for pk, _name in people]
    field.queryset = User.objects.filter(pk__in=known)  # type: ignore[attr-defined]
    first = ("", getattr(field, "empty_label", None) or _("Choose"))
    named = [group if group[0] else None for group in groups]
    plain = [choice for label, people in groups if not label for choice in people]
    field.choices = [first, *plain, *filter(None, named)]  # type: ignore[attr-defined]


def _groups(idea: Idea, near: list[User]) -> Groups:
    far = [person for person in User.objects.with_role(roles.MANAGER) if person not in near]
    groups = [(_("Managers of %(unit)s") % {"unit": idea.unit}, _names(near)), (_("Other managers"), _names(far))]
    return [(label, people) for label, people in groups if people]


def _names(people: Iterable[User]) -> list[tuple[int, str]]:
    return [(person.pk, person.name) for person in people]


class UnitsFilter(CarefulForm, forms.Form):
    """Which of the ideas of own units; what is no state shows all of them."""

    tillstand = forms.ChoiceField(choices=IdeaState.choices, required=False)

    @property
    def state(self) -> str:
        return str(self.cleaned_data["tillstand"]) if self.is_valid() else ""
