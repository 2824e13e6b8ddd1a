"""What each move of an idea asks for."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goda_exempel import roles
from goda_exempel.accounts.models import Unit, User
from goda_exempel.forms import DayField, Textarea
from goda_exempel.moves import MoveForm, MoveForms
from ideas.breakroom.forms import StopForm

LONGEST_PARKING = 5 * 365  # days


class GuidedForm(MoveForm):
    """With a text of the handbook (by its key) above the fields."""

    beside = "ideas/guidance/of_move.html"
    guidance: str


class AskForm(GuidedForm):
    guidance = "answer_well"
    reason_label = gettext_lazy("What do you need to know?")
    reason_help = gettext_lazy("Ask one thing at a time. The people behind the idea get your question by e-mail.")


class AnswerForm(MoveForm):
    reason_label = gettext_lazy("Your answer")


class AskOwnerForm(MoveForm):
    """Managers to choose from, those of the idea's unit (or of the units above it) first."""

    line_owner = forms.ModelChoiceField(
        User.objects.none(), label=gettext_lazy("Manager"), empty_label=gettext_lazy("Choose a manager")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        managers = User.objects.with_role(roles.MANAGER)
        near = list(managers.filter(units__in=_with_units_above(self.subject.unit)))
        far = [person for person in managers if person not in near]
        field = self.fields["line_owner"]
        field.queryset = managers  # type: ignore[attr-defined]
        field.choices = [  # type: ignore[attr-defined]
            ("", field.empty_label),  # type: ignore[attr-defined]
            *_group(_("Managers of %(unit)s") % {"unit": self.subject.unit}, near),
            *_group(_("Other managers"), far),
        ]


class DeclineOwnershipForm(GuidedForm):
    guidance = "own_an_idea"
    reason_help = gettext_lazy("The idea coach reads it and asks somebody else.")


class TrialForm(GuidedForm):
    guidance = "try_small"
    trial_since = DayField(label=gettext_lazy("On trial since"), most=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["trial_since"] = timezone.localdate()


class InUseForm(GuidedForm):
    guidance = "new_useful_used"
    in_use_since = DayField(
        label=gettext_lazy("In use since"), help_text=gettext_lazy("The first day it was used for real."), most=0
    )
    in_use_where = forms.CharField(
        label=gettext_lazy("Where is it in use?"),
        help_text=gettext_lazy("For example “all home care groups” or “the library in Norrby”."),
        max_length=200,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["in_use_where"] = self.subject.unit.name


class ParkForm(MoveForm):
    parked_until = DayField(
        label=gettext_lazy("Until when?"),
        help_text=gettext_lazy("On that day the idea comes back to the idea coaches."),
        least=1,
        most=LONGEST_PARKING,
    )
    reason_label = gettext_lazy("Why does it have to wait?")


class DeclineForm(GuidedForm):
    guidance = "answer_well"
    yes_if = forms.CharField(
        label=gettext_lazy("What would make it a yes?"),
        help_text=gettext_lazy("Say what would have to change, so that the idea can come back."),
        widget=Textarea(attrs={"rows": 3}),
        max_length=2000,
    )
    reason_label = gettext_lazy("Why is it a no?")


class WithdrawForm(MoveForm):
    sure = forms.BooleanField(label=gettext_lazy("Yes, withdraw the idea for good."))


MOVE_FORMS: MoveForms = {
    "stop": StopForm,
    "erase": StopForm,
    "ask": AskForm,
    "answer": AnswerForm,
    "ask_owner": AskOwnerForm,
    "decline_ownership": DeclineOwnershipForm,
    "start_trial": TrialForm,
    "put_in_use": InUseForm,
    "park": ParkForm,
    "decline": DeclineForm,
    "withdraw": WithdrawForm,
}


def _with_units_above(unit: Unit) -> list[Unit]:
    above = unit.parent and unit.parent.parent
    return [row for row in (unit, unit.parent, above) if row is not None]


def _group(label: str, people: list[User]) -> list[tuple[str, list[tuple[int, str]]]]:
    return [(label, [(person.pk, person.name) for person in people])] if people else []
