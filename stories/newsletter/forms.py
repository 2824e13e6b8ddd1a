"""What is asked of who wants the newsletter, and of the desk that writes it."""

from datetime import datetime, timedelta
from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goda_exempel.forms import CarefulForm, DayField, Textarea
from ideas.breakroom.stamps import Stamp, new_stamp, read_stamp
from stories.newsletter.models import Issue
from stories.schedule import local_time

OUR_FORM: Final = 0  # in the stamp, where posters have their keys: none has this one
LONGEST_AHEAD: Final = 366  # days


class SubscribeForm(CarefulForm, forms.Form):
    """An address; a stamp in the place of the token that needs a cookie; and a trap for robots."""

    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": gettext_lazy("Write your e-mail address."),
            "invalid": gettext_lazy("Write the whole address, for example namn@exempel.se."),
        },
    )
    hemsida = forms.CharField(
        label=gettext_lazy("Leave this field empty. It is a trap for robots."),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    stamp = forms.CharField(widget=forms.HiddenInput, required=False, max_length=300)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"stamp": new_stamp(OUR_FORM, timezone.now()).signed})

    def clean_email(self) -> str:
        """In small letters: nobody has two addresses that differ in that alone."""
        return str(self.cleaned_data["email"]).strip().lower()

    @property
    def sent_stamp(self) -> Stamp | None:
        return read_stamp(self.cleaned_data["stamp"], OUR_FORM)

    def stamp_anew(self, now: datetime) -> None:
        """Show the form again, good for a press at once."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["stamp"] = new_stamp(OUR_FORM, now).renewed(now).signed  # type: ignore[index]


class IssueForm(CarefulForm, forms.ModelForm[Issue]):
    class Meta:
        model = Issue
        fields: ClassVar = ["subject", "greeting"]
        widgets: ClassVar = {"greeting": Textarea(attrs={"rows": 5})}
        help_texts: ClassVar = {
            "subject": gettext_lazy("What stands in the inbox. Short, and about the story."),
            "greeting": gettext_lazy("A few lines before the story. An empty line makes a new paragraph."),
        }

    def _post_clean(self) -> None:
        """The instance stays as it is saved: what is written here goes through ``workflow.write``."""


class SeenForm(CarefulForm, forms.Form):
    """Which letter the person saw when they pressed."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)


class ScheduleForm(CarefulForm, forms.Form):
    day = DayField(label=gettext_lazy("Day"), least=0, most=LONGEST_AHEAD)
    clock = forms.TimeField(
        label=gettext_lazy("At"),
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "w-medium"}),
        help_text=gettext_lazy("Swedish time."),
        error_messages={"invalid": gettext_lazy("Write the time as hours and minutes, for example 08.00.")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("day") and cleaned.get("clock") is not None:
            try:
                cleaned["send_at"] = local_time(cleaned["day"], cleaned["clock"])
            except ValidationError as error:
                self.add_error("clock", error)
                return cleaned
            if cleaned["send_at"] <= timezone.now() - timedelta(minutes=1):
                self.add_error("clock", _("That time has passed. Choose a later one, or send the letter now."))
        return cleaned
