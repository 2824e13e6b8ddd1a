from pathlib import PurePosixPath
from typing import Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goda_exempel.accounts.models import Unit
from goda_exempel.forms import CarefulForm
from stories.importing.entries import FORMATS
from stories.importing.sources import MEGABYTE

LARGEST_UPLOAD: Final = 200 * MEGABYTE
ENDINGS: Final = (".zip", *(ending for endings in FORMATS.values() for ending in endings))


class UploadForm(CarefulForm, forms.Form):
    """The file, and where stories belong whose unit is not known."""

    upload = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "A ZIP archive with a table (CSV or JSON) and a folder of pictures, or with pages saved from the older "
            "site; or one table alone. At most 200 MB."
        ),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
        error_messages={"required": gettext_lazy("Choose a file.")},
    )
    unit = forms.ModelChoiceField(
        Unit.objects.order_by("name"),
        label=gettext_lazy("Unit for stories whose unit is not known"),
        help_text=gettext_lazy("Leave it empty to have them queued for review instead."),
        required=False,
    )

    def clean_upload(self) -> UploadedFile[bytes]:
        upload: UploadedFile[bytes] = self.cleaned_data["upload"]
        if not upload.size:
            raise ValidationError(_("The file is empty (0 bytes)."))
        if upload.size > LARGEST_UPLOAD:
            words = {"most": LARGEST_UPLOAD // MEGABYTE}
            raise ValidationError(_("The file is larger than %(most)s MB. Divide it, or use the command.") % words)
        if PurePosixPath(upload.name or "").suffix.lower() not in ENDINGS:
            raise ValidationError(_("Choose a file that ends in .zip, .csv, .json or .html."))
        return upload
