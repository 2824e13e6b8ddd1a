"""What people fill in about a call for ideas."""

from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.signing import BadSignature, Signer
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goda_exempel import roles
from goda_exempel.accounts.models import Unit, User
from goda_exempel.forms import CarefulForm, DayField, Textarea
from goda_exempel.moves import MoveForm, MoveForms
from goda_exempel.pictures import ACCEPT
from ideas.calls.models import Call, CallPicture
from ideas.calls.permissions import may_ask_everybody
from ideas.calls.pictures import store
from ideas.calls.workflow import stamp_of

LONGEST: Final = 2 * 365  # days ahead
EVERYBODY, SOME = "everybody", "units"
_signer = Signer(salt="ideas.calls.picture")


class CallForm(CarefulForm, forms.ModelForm[Call]):
    """A call. An uploaded picture is stored at once, so that an error elsewhere does not lose it."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    stamp = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    picture_kept = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)
    picture_file = forms.FileField(
        label=gettext_lazy("Picture"),
        help_text=gettext_lazy(
            "JPEG, PNG, WebP or HEIC, at most 15 MB. It is turned upright, and the place it was taken is removed."
        ),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )
    no_picture = forms.BooleanField(label=gettext_lazy("Take the picture away"), required=False)
    opens = DayField(label=gettext_lazy("Opens"), least=0, most=LONGEST)
    closes = DayField(
        label=gettext_lazy("Closes"),
        help_text=gettext_lazy("The last day to hand in an idea."),
        least=0,
        most=LONGEST,
    )
    who = forms.ChoiceField(label=gettext_lazy("Who is asked?"), widget=forms.RadioSelect, choices=())

    class Meta:
        model = Call
        fields: ClassVar = ["title", "text", "picture_alt", "opens", "closes", "units", "answerer"]
        widgets: ClassVar = {"text": Textarea(attrs={"rows": 8}), "units": forms.CheckboxSelectMultiple}
        labels: ClassVar = {
            "title": gettext_lazy("Title"),
            "text": gettext_lazy("What do you ask for ideas on?"),
            "picture_alt": gettext_lazy("What does the picture show?"),
            "units": gettext_lazy("Units"),
            "answerer": gettext_lazy("Who answers?"),
        }
        help_texts: ClassVar = {
            "title": gettext_lazy("Short, and with the theme in it."),
            "text": gettext_lazy("What is the matter, what have you already tried, and what can you do with an idea?"),
            "picture_alt": gettext_lazy("For those who can not see the picture: what is in it, and what happens?"),
            "units": gettext_lazy("Only where you ask some units. Units below them are asked too."),
            "answerer": gettext_lazy("The idea coach who gets, and answers, what comes in."),
        }

    field_order = (
        "title", "text", "picture_file", "no_picture", "picture_alt", "opens", "closes", "who", "units", "answerer",
    )  # fmt: skip

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.has_call = self.instance.pk is not None
        self.picture = self._kept()
        self.initial["stamp"] = stamp_of(self.instance) if self.has_call else ""
        self._ask_whom()
        self.fields["answerer"].queryset = User.objects.with_role(roles.COACH)  # type: ignore[attr-defined]
        self.fields["answerer"].required = True
        self.fields["answerer"].empty_label = _("Choose an idea coach")  # type: ignore[attr-defined]
        if self.has_call and not self.instance.is_draft:
            self.fields["opens"].disabled = True
            self.fields["opens"].least = None  # type: ignore[attr-defined]
        if self.picture is None:
            del self.fields["no_picture"]

    def _ask_whom(self) -> None:
        """Managers choose among own units, and those that somebody who may has chosen already."""
        call, anybody = self.instance, may_ask_everybody(self.by)
        units = Unit.objects.order_by("name")
        chosen = call.units.values("pk") if self.has_call else Unit.objects.none()
        if not anybody:
            units = units.filter(Q(pk__in=self.by.unit_ids) | Q(pk__in=chosen))
        self.fields["units"].queryset = units  # type: ignore[attr-defined]
        self.fields["units"].required = False
        choices = [(EVERYBODY, _("Everybody who works here")), (SOME, _("Some units"))]
        self.fields["who"].choices = choices if anybody or (self.has_call and call.everybody) else choices[1:]  # type: ignore[attr-defined]
        if len(self.fields["who"].choices) == 1:  # type: ignore[attr-defined]
            self.fields["who"].widget = forms.HiddenInput()
            self.fields["units"].required = True
        asks_all = call.everybody if self.has_call else anybody
        self.initial["who"] = EVERYBODY if asks_all else SOME
        if not self.has_call and not anybody and len(units) == 1:
            self.initial["units"] = list(units)

    def _kept(self) -> CallPicture | None:
        """The picture of the call, or one that came with an earlier try at saving."""
        try:
            key = _signer.unsign(self.data.get("picture_kept", "")) if self.is_bound else ""
        except BadSignature:
            key = ""
        return (CallPicture.objects.filter(key=key).first() if key else None) or self.instance.picture

    @property
    def kept_token(self) -> str:
        """What the form hands to the next try, so that the picture need not be sent again."""
        return _signer.sign(self.picture.key) if self.picture is not None else ""

    def clean_title(self) -> str:
        """On one line: it is the subject of a letter."""
        return " ".join(str(self.cleaned_data["title"]).split())

    def clean_picture_file(self) -> UploadedFile[bytes] | None:
        upload: UploadedFile[bytes] | None = self.cleaned_data["picture_file"]
        if upload is not None:
            self.picture = store(upload, by=self.by)
        return upload

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("no_picture") and not cleaned.get("picture_file"):
            self.picture = None
        if self.picture is not None and not cleaned.get("picture_alt") and "picture_alt" not in self.errors:
            self.add_error("picture_alt", _("Say what the picture shows, for those who can not see it."))
        opens, closes = cleaned.get("opens"), cleaned.get("closes")
        if opens and closes and closes < opens:
            self.add_error("closes", _("The call can not close before it opens."))
        if cleaned.get("who") == SOME and not cleaned.get("units") and "units" not in self.errors:
            self.add_error("units", _("Choose at least one unit."))
        return cleaned

    def _post_clean(self) -> None:
        """The instance stays as it is saved: what is written here goes through ``workflow``."""

    @property
    def values(self) -> dict[str, Any]:
        names = ("title", "text", "opens", "closes", "answerer")
        return {
            **{name: self.cleaned_data[name] for name in names},
            "picture": self.picture,
            "picture_alt": self.cleaned_data["picture_alt"] if self.picture else "",
            "everybody": self.cleaned_data["who"] == EVERYBODY,
        }

    @property
    def units(self) -> list[Unit]:
        return list(self.cleaned_data["units"]) if self.cleaned_data["who"] == SOME else []


class NewCallForm(CallForm):
    """A call that is not there yet. ``form_key`` makes the same form sent twice one call."""

    def clean_form_key(self) -> Any:
        key = self.cleaned_data["form_key"]
        if key and Call.objects.filter(form_key=key).exclude(maker=self.by).exists():
            raise ValidationError(_("This form is already used. Copy your text and open the page anew."))
        return key


class ResultForm(CarefulForm, forms.ModelForm[Call]):
    """Thanks and answer, once the call has closed."""

    stamp = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    class Meta:
        model = Call
        fields: ClassVar = ["result"]
        widgets: ClassVar = {"result": Textarea(attrs={"rows": 8})}
        labels: ClassVar = {"result": gettext_lazy("Thanks, and what became of it")}
        help_texts: ClassVar = {
            "result": gettext_lazy("What did you learn, what do you go on with, and what do you not? And thank them.")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["stamp"] = stamp_of(self.instance)
        self.fields["result"].required = True

    def _post_clean(self) -> None:
        """The instance stays as it is saved: what is written here goes through ``workflow``."""

    @property
    def values(self) -> dict[str, Any]:
        return {"result": self.cleaned_data["result"]}


class CloseForm(MoveForm):
    reason_label = gettext_lazy("Why does it close ahead of its date?")
    reason_help = gettext_lazy("Everybody who sees the call reads it.")


MOVE_FORMS: MoveForms = {"close": CloseForm}
