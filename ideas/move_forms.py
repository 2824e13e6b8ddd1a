"""What each move of an idea asks for."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from goda_exempel.forms import DayField, Textarea
from goda_exempel.moves import MoveForm, MoveForms
from ideas.breakroom.forms import StopForm
from ideas.guidance.moves import GuidedForm
from ideas.owning.forms import AcceptForm, AskOwnerForm, DeclineOwnershipForm, HandOverForm, ReassignForm

LONGEST_PARKING = 5 * 365  # days


class AskForm(GuidedForm):
    guidance = "answer_well"
    reason_label = gettext_lazy("What do you need to know?")
    reason_help = gettext_lazy("Ask one thing at a time. The people behind the idea get your question by e-mail.")


class AnswerForm(MoveForm):
    reason_label = gettext_lazy("Your answer")


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
    "accept_ownership": AcceptForm,
    "decline_ownership": DeclineOwnershipForm,
    "reassign": ReassignForm,
    "hand_over": HandOverForm,
    "start_trial": TrialForm,
    "put_in_use": InUseForm,
    "park": ParkForm,
    "decline": DeclineForm,
    "withdraw": WithdrawForm,
}
