"""What the moves of a story ask for."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from goda_exempel.forms import DayField, Textarea
from goda_exempel.moves import MoveForm, MoveForms
from stories.facts.forms import WaiveForm, sentence_field
from stories.facts.sentences import sentences_of
from stories.forms import MonthField
from stories.importing.dates import MORNING
from stories.importing.reading import is_undated, original_day
from stories.reading import page_of
from stories.schedule import local_time, suggested


class ReadForm(MoveForm):
    """For answers that hold for an exact wording: the one on the page where the button stood."""

    digest = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["digest"] = self.subject.fingerprint

    @property
    def extra(self) -> dict[str, Any]:
        return {name: value for name, value in super().extra.items() if name != "digest" or value}


class DeclineForm(ReadForm):
    """A no needs no reason."""

    comment = forms.CharField(
        label=_("Why?"),
        help_text=_("You need not say. If you do, the desk can perhaps mend it."),
        required=False,
        max_length=4000,
        widget=Textarea(attrs={"rows": 3}),
    )


class DisputeForm(ReadForm):
    reason_label = _("What has to change?")
    reason_help = _("Say what is wrong, and how it should read.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sentences = sentences_of(page_of(self.subject, self.subject))
        if self.data.get("digest", self.subject.fingerprint) != self.subject.fingerprint:
            sentences.append(self.data.get("sentence", ""))  # of the text on the page: the move itself says it is gone
        self.fields["sentence"] = sentence_field(sentences)
        self.order_fields(["digest", "sentence", "reason"])


class ApproveForm(ReadForm):
    """When the story is to appear. Not asked where readers see it, or did on an older site: it keeps its date."""

    original_day: datetime | None = None

    publish_day = DayField(label=_("Publish on"), required=False, least=0)
    publish_clock = forms.TimeField(
        label=_("At"),
        required=False,
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "w-medium"}),
        help_text=_("Swedish time. Leave the day and the time empty to publish at once."),
        error_messages={"invalid": _("Write the time as hours and minutes, for example 08.00.")},
    )

    on_shelf = forms.BooleanField(
        label=_("Put it on the reserve shelf instead"),
        help_text=_("For a story that fits any month. It waits without a date until a month is empty."),
        required=False,
    )

    correction = forms.CharField(
        label=_("Note to readers about the correction"),
        help_text=_("Say what was wrong and what is right. Leave it empty for small changes, such as spelling."),
        required=False,
        max_length=600,
        widget=Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["correction"] = self.subject.pending_correction
        if self.subject.is_published():
            del self.fields["publish_day"], self.fields["publish_clock"], self.fields["on_shelf"]
            return
        del self.fields["correction"]
        if (day := original_day(self.subject)) is not None:
            self._keep_day(day)
        elif is_undated(self.subject):
            self.fields["publish_day"] = DayField(
                label=_("Published on the older site"), help_text=_("As near as you know.")
            )
            self.initial["publish_clock"] = MORNING
        else:
            self._suggest()

    def _keep_day(self, day: datetime) -> None:
        """A story of the older site keeps the day it was published there."""
        del self.fields["publish_day"], self.fields["publish_clock"], self.fields["on_shelf"]
        self.original_day = day

    def _suggest(self) -> None:
        if (moment := suggested(self.subject.month, timezone.now())) is not None:
            local = timezone.localtime(moment)
            self.initial["publish_day"], self.initial["publish_clock"] = local.date(), local.time()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.original_day is not None:
            cleaned["publish_at"] = self.original_day
        if "publish_day" in self.fields and not self.errors and not cleaned["on_shelf"]:
            cleaned["publish_at"] = self._publish_at(cleaned)
        return cleaned

    def _publish_at(self, cleaned: dict[str, Any]) -> datetime | None:
        day, clock, now = cleaned["publish_day"], cleaned["publish_clock"], timezone.now()
        if day is None and clock is None:
            return now
        if day is None or clock is None:
            missing = "publish_day" if day is None else "publish_clock"
            self.add_error(missing, _("Choose both a day and a time, or leave both empty to publish at once."))
            return None
        try:
            moment = local_time(day, clock)
        except ValidationError as error:
            self.add_error("publish_clock", error)
            return None
        if moment < now and not is_undated(self.subject):
            self.add_error("publish_clock", _("That time has passed. Choose a later one, or empty the fields."))
        return moment


class ApproveAloneForm(ApproveForm):
    reason_label = _("Why can nobody else approve it in time?")
    reason_help = _("It stands in the history, and all who answer for the desk are told.")


class WhyForm(MoveForm):
    reason_label = _("What is to change?")


class CorrectForm(MoveForm):
    reason_label = _("What was wrong, and what is right?")
    reason_help = _("Readers will see it with the date, once the corrected text is approved. You can change it then.")


class WithdrawForm(MoveForm):
    reason_label = _("Why is the story unpublished?")
    reason_help = _("Readers are told that the story is withdrawn, not why.")


class FillMonthForm(MoveForm):
    """Which month a story from the shelf fills."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"] = MonthField(label=_("Month"))
        self.initial["month"] = timezone.localdate().replace(day=1).isoformat()


FORMS: MoveForms = {
    "fill_month": FillMonthForm,
    "confirm_facts": ReadForm,
    "dispute_facts": DisputeForm,
    "decline_facts": DeclineForm,
    "waive_facts": WaiveForm,
    "approve": ApproveForm,
    "approve_alone": ApproveAloneForm,
    "send_back": WhyForm,
    "revise": WhyForm,
    "correct": CorrectForm,
    "withdraw": WithdrawForm,
}
