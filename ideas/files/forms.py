"""What is asked about files: which, and what a picture shows."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from goda_exempel.forms import CarefulForm
from ideas.files.judging import ACCEPT
from ideas.files.models import IdeaFile


class _SeveralInput(forms.FileInput):
    allow_multiple_selected = True


class _SeveralField(forms.FileField):
    """Files to choose several at once; what is wrong with each is for whoever takes it in to say."""

    widget = _SeveralInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = [file for file in data or [] if file]
        if not files and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return files


class UploadForm(CarefulForm, forms.Form):
    file = _SeveralField(
        label=_("Pictures and PDFs"),
        help_text=_(
            "JPEG, PNG, WebP, HEIC or PDF, at most 15 MB each and 40 MB in one go. Pictures are turned upright and "
            "freed of where they were taken; a PDF is kept as it is, with what it says about who wrote it."
        ),
        error_messages={"required": _("Choose at least one file.")},
        widget=_SeveralInput(attrs={"accept": ACCEPT}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_upload_%s", **kwargs)

    @property
    def uploads(self) -> Sequence[UploadedFile[bytes]]:
        files: list[UploadedFile[bytes]] = self.cleaned_data["file"]
        return files


class DescribeForm(CarefulForm, forms.ModelForm[IdeaFile]):
    class Meta:
        model = IdeaFile
        fields: ClassVar = ["description"]
        labels: ClassVar = {"description": _("What is in the picture?")}
        help_texts: ClassVar = {
            "description": _("One sentence is enough. It is read out to those who can not see the picture.")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"id_file{kwargs['instance'].pk}_%s", **kwargs)

    def _post_clean(self) -> None:
        """The row is changed by ``workflow.describe``."""
