"""What the desk says of a picture: another one beside the text, and what one is, by whom and until when."""

from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

from goda_exempel.accounts.models import User
from goda_exempel.forms import CarefulForm, DayField
from goda_exempel.pictures import ACCEPT
from stories.faces.models import Portrayed
from stories.models import Picture
from stories.pictures.models import FOCUS_STEP
from stories.pictures.storing import store


class UploadForm(CarefulForm, forms.Form):
    """A picture for the text. It is stored at once, so that an error elsewhere does not lose it."""

    file = forms.FileField(
        label=gettext_lazy("Picture"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=gettext_lazy(
            "JPEG, PNG, WebP or HEIC, at most 15 MB. It is turned upright, and the place it was taken is removed."
        ),
        error_messages={"required": gettext_lazy("Choose a picture.")},
    )
    alt = forms.CharField(
        label=gettext_lazy("What the picture shows"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("For those who can not see the picture: what is in it, and what happens?"),
    )
    caption = forms.CharField(label=gettext_lazy("Caption"), max_length=300, required=False)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.picture: Picture | None = None

    def clean_file(self) -> UploadedFile[bytes]:
        upload: UploadedFile[bytes] = self.cleaned_data["file"]
        self.picture = store(upload, by=self.by)
        return upload


class Slider(forms.NumberInput):
    """A range has a value always: HTML knows no ``required`` for it."""

    input_type = "range"

    def use_required_attribute(self, initial: Any) -> bool:
        return False


def _slider(label: StrPromise, hint: StrPromise | str = "") -> forms.IntegerField:
    """Per cent. The step of the browser's slider is the grid of the style sheet."""
    widget = Slider(attrs={"step": FOCUS_STEP})
    return forms.IntegerField(label=label, help_text=hint, min_value=0, max_value=100, widget=widget)


class PictureForm(CarefulForm, forms.ModelForm[Picture]):
    """Photographer, licence, focal point, and whether anybody can be recognised."""

    licence_ends = DayField(label=gettext_lazy("The licence's last day"), required=False)
    focus_x = _slider(
        gettext_lazy("Focal point, from the left"),
        gettext_lazy("What has to be left where the picture is cut. Click on the picture, or slide."),
    )
    focus_y = _slider(gettext_lazy("Focal point, from the top"))

    class Meta:
        model = Picture
        fields: ClassVar = ["photographer", "licence", "licence_ends", "focus_x", "focus_y", "without_faces"]
        labels: ClassVar = {
            "photographer": gettext_lazy("Photographer"),
            "licence": gettext_lazy("Licence"),
            "without_faces": gettext_lazy("Nobody can be recognised in the picture"),
        }
        help_texts: ClassVar = {"photographer": gettext_lazy("Who took the picture, as it is to stand below it.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["licence_ends"].help_text = _("Leave it empty where the licence has no end.")

    def clean_without_faces(self) -> bool:
        nobody: bool = self.cleaned_data["without_faces"]
        if nobody and Portrayed.objects.filter(picture=self.instance).exists():
            raise forms.ValidationError(_("Somebody is entered as recognisable in this picture."))
        return nobody

    def _post_clean(self) -> None:
        """The instance stays as it is saved: what is written here goes through ``pictures.workflow.describe``."""
