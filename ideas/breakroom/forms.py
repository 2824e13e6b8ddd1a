"""What is asked of a person at the coffee machine, of one who follows with a code, and of who renews a poster."""

import unicodedata
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goda_exempel.forms import CarefulForm, Textarea
from goda_exempel.moves import MoveForm
from ideas.breakroom.stamps import Stamp, new_stamp, read_stamp
from ideas.models import Idea

TEXTS = ("solution", "problem", "benefit")
PLAIN_INPUT = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}


def has_something_to_read(text: str) -> bool:
    """Whether a text holds more than spaces and marks without width."""
    return any(unicodedata.category(character)[0] not in "ZC" for character in text)


class LeaveForm(CarefulForm, forms.ModelForm[Idea]):
    """An idea in 60 seconds: one question that must be answered, two that may, a name if one likes."""

    submitter_name = forms.CharField(
        label=gettext_lazy("Your name"),
        help_text=gettext_lazy("You can stay anonymous. You get a code, so that you can follow the idea anyway."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    confidential = forms.BooleanField(
        label=gettext_lazy("May contain what the law keeps secret"),
        help_text=gettext_lazy("Then only its idea coach and the administrators can read it."),
        required=False,
    )
    # A trap for robots, which fill in every field they find. People never see it, and those who hear it are told.
    hemsida = forms.CharField(
        label=gettext_lazy("Leave this field empty. It is a trap for robots."),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    stamp = forms.CharField(widget=forms.HiddenInput, required=False, max_length=300)

    class Meta:
        model = Idea
        fields: ClassVar = [*TEXTS, "confidential"]
        labels: ClassVar = {
            "solution": gettext_lazy("What is your idea?"),
            "problem": gettext_lazy("What problem does it solve?"),
            "benefit": gettext_lazy("Who gains?"),
        }
        help_texts: ClassVar = {
            "solution": gettext_lazy("One sentence is enough. A problem that you want solved will do as well.")
        }
        widgets: ClassVar = {
            "solution": Textarea(attrs={"rows": 4}),
            "problem": Textarea(attrs={"rows": 2}),
            "benefit": Textarea(attrs={"rows": 2}),
        }

    def __init__(self, data: Any = None, *, poster: int) -> None:
        self.poster = poster
        super().__init__(data, initial={"stamp": new_stamp(poster, timezone.now()).signed})
        for name in ("problem", "benefit"):
            self.fields[name].required = False
        self.fields["solution"].error_messages["required"] = _("Write your idea. One sentence is enough.")

    def clean_solution(self) -> str:
        text: str = self.cleaned_data["solution"]
        if not has_something_to_read(text):
            raise ValidationError(self.fields["solution"].error_messages["required"])
        return text

    def clean_submitter_name(self) -> str:
        name: str = self.cleaned_data["submitter_name"]
        return " ".join(name.split()) if has_something_to_read(name) else ""

    def _post_clean(self) -> None:
        """The idea is made by ``workflow.leave``."""

    @property
    def asked(self) -> list[forms.BoundField]:
        return [self[name] for name in (*TEXTS, "submitter_name", "confidential")]

    @property
    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in TEXTS}

    @property
    def caught_a_robot(self) -> bool:
        return bool(self.cleaned_data["hemsida"])

    @property
    def sent_stamp(self) -> Stamp | None:
        return read_stamp(self.cleaned_data["stamp"], self.poster)

    def stamp_anew(self, stamp: Stamp) -> None:
        """Show the form again, text and all, under another stamp."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["stamp"] = stamp.signed  # type: ignore[index]


class CodeForm(CarefulForm, forms.Form):
    """The word code that was shown when the idea was left."""

    code = forms.CharField(
        label=gettext_lazy("Your code"),
        help_text=gettext_lazy("Five words. Capitals, hyphens and extra spaces make no difference."),
        max_length=200,
        widget=forms.TextInput(attrs=PLAIN_INPUT),
    )

    def refuse(self) -> None:
        """Said of every code that opens nothing, whatever it may once have opened."""
        self.add_error("code", _("No idea has this code. Check that you have all five words in the right order."))


class AnswerForm(CarefulForm, forms.Form):
    text = forms.CharField(label=gettext_lazy("Your answer"), max_length=4000, widget=Textarea(attrs={"rows": 4}))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="id_answer_%s")

    def clean_text(self) -> str:
        return _readable(self.cleaned_data["text"], _("Write an answer."))


class NameForm(CarefulForm, forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="id_name_%s")

    def clean_name(self) -> str:
        return " ".join(_readable(self.cleaned_data["name"], _("Write your name.")).split())


class RenewForm(CarefulForm, forms.Form):
    """Which code the person saw when they pressed."""

    token = forms.CharField(widget=forms.HiddenInput, max_length=20)


class StopForm(MoveForm):
    reason_label = gettext_lazy("Why is it stopped?")
    reason_help = gettext_lazy("The person who left the idea reads it with the code. Be kind also where it is spam.")
    yes_if = forms.CharField(
        label=gettext_lazy("What can the person do instead?"),
        help_text=gettext_lazy("For example leave the idea again without the name of a customer."),
        widget=Textarea(attrs={"rows": 2}),
        max_length=2000,
        required=False,
    )


def _readable(text: str, otherwise: str) -> str:
    if not has_something_to_read(text):
        raise ValidationError(otherwise)
    return text
