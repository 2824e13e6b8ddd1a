"""What the desk writes of a person who can be recognised or is named, and how one is taken out."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goda_exempel.accounts.models import User
from goda_exempel.forms import CarefulForm, DayField, Textarea
from stories.faces.models import Portrayed
from stories.models import Picture, Story
from stories.pictures.reading import AtWork

B, C = Portrayed.Basis, Portrayed.Covers


class PersonForm(CarefulForm, forms.ModelForm[Portrayed]):
    """Who it is, in which picture if any, and why the person may be shown."""

    user = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("Where the person has an account here."),
        required=False,
    )
    informed_on = DayField(label=gettext_lazy("Informed on"), required=False, most=0)
    since = DayField(label=gettext_lazy("Given on"), required=False, most=0)
    ends = DayField(label=gettext_lazy("Last day"), required=False)

    class Meta:
        model = Portrayed
        fields: ClassVar = [
            "picture", "name", "also_written", "user", "covers", "basis", "guardian", "informed_on", "scope", "since",
            "ends", "is_protected",
        ]  # fmt: skip
        labels: ClassVar = {
            "picture": gettext_lazy("Picture"),
            "name": gettext_lazy("Name"),
            "also_written": gettext_lazy("Also written as"),
            "covers": gettext_lazy("What it covers"),
            "basis": gettext_lazy("Basis"),
            "guardian": gettext_lazy("Guardian"),
            "scope": gettext_lazy("Where it may be shown"),
            "is_protected": gettext_lazy("Has a protected identity"),
        }
        help_texts: ClassVar = {
            "also_written": gettext_lazy("A nickname or a first name in the text, one on each line."),
            "guardian": gettext_lazy("Who has said yes for a child."),
            "scope": gettext_lazy("As the person was told: the web, the newsletter, printed matter …"),
            "is_protected": gettext_lazy("Then neither picture nor name can be published, whatever else stands here."),
        }
        widgets: ClassVar = {
            "also_written": Textarea(attrs={"rows": 2}),
            "scope": Textarea(attrs={"rows": 2}),
            "covers": forms.RadioSelect,
            "basis": forms.RadioSelect,
        }

    def __init__(self, *args: Any, pictures: list[AtWork], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [row.picture.pk for row in pictures]
        field = self.fields["picture"]
        field.queryset = Picture.objects.filter(pk__in=[*own, self.instance.picture_id])  # type: ignore[attr-defined]
        field.empty_label = _("None: the person is only named")  # type: ignore[attr-defined]
        field.label_from_instance = lambda picture: _name_of(picture, pictures)  # type: ignore[attr-defined]
        self.fields["informed_on"].help_text = _("The day the person, or the guardian, was told what is published.")
        self.fields["ends"].help_text = _("After this day nothing of it is shown. Leave it empty where it has no end.")
        self.initial["user"] = self.instance.user.email if self.instance.user else ""
        self.fields["basis"].choices = B.choices  # type: ignore[attr-defined]

    def clean_user(self) -> User | None:
        address: str = self.cleaned_data["user"]
        person = User.objects.filter(email__iexact=address, is_active=True).first() if address else None
        if address and person is None:
            raise ValidationError(_("Nobody here has that address."))
        return person

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        basis = cleaned.get("basis")
        if basis == B.GUARDIAN and not cleaned.get("guardian"):
            self.add_error("guardian", _("Write who has said yes for the child."))
        if basis in (B.CONSENT, B.GUARDIAN) and not cleaned.get("since") and "since" not in self.errors:
            self.add_error("since", _("Write the day the consent was given."))
        if (
            "picture" not in self.errors
            and cleaned.get("picture") is None
            and cleaned.get("covers") in (C.BOTH, C.PICTURE)
        ):
            self.add_error("covers", _("Choose the picture, or say that it covers the name alone."))
        since, ends = cleaned.get("since"), cleaned.get("ends")
        if since and ends and ends < since:
            self.add_error("ends", _("The last day can not be before the day it was given."))
        return cleaned

    def _post_clean(self) -> None:
        """The row is written by ``faces.workflow``, which keeps its history."""


def _name_of(picture: Picture, pictures: list[AtWork]) -> str:
    """Its place in the story and what it shows, for the list to choose from."""
    at = next((number for number, row in enumerate(pictures, 1) if row.picture == picture), None)
    if at is None:
        return _("A picture that is no longer in the story")
    shown = pictures[at - 1].shown
    return _("Picture %(number)s: %(what)s") % {"number": at, "what": (shown.alt if shown else "") or picture}


class WithdrawForm(CarefulForm, forms.Form):
    """What is taken out, and why: who asked for it and when."""

    what = forms.ChoiceField(label=gettext_lazy("What is withdrawn"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=600,
        widget=Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Who asked for it and when. Only the desk reads it."),
    )
    is_protected = forms.BooleanField(
        label=gettext_lazy("Has a protected identity"),
        required=False,
        help_text=gettext_lazy("Then neither picture nor name can be published. It can not be taken back."),
    )

    def __init__(self, *args: Any, row: Portrayed, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        only_name = row.picture_id is None
        self.fields["what"].choices = [  # type: ignore[attr-defined]
            choice for choice in C.choices if choice[0] == C.NAME or not only_name
        ]
        self.fields["what"].initial = C.NAME if only_name else C.BOTH
        if row.is_protected:
            del self.fields["is_protected"]


class OpenForm(CarefulForm, forms.Form):
    """Why somebody has to see a locked archive copy whole."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=600,
        widget=Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For example who has asked for the document. It is kept together with your name."),
    )


def form_for(story: Story, data: Any, row: Portrayed | None, pictures: list[AtWork]) -> PersonForm:
    return PersonForm(data, instance=row or Portrayed(story=story), pictures=pictures)
