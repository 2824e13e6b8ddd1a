"""What people write in comments, and why a coach hides one."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goda_exempel.forms import CarefulForm, Textarea
from goda_exempel.text import has_words
from ideas.comments.models import LONGEST, Comment, shown_name
from ideas.models import Idea


class _TextForm(CarefulForm, forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Comment"),
        widget=Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        error_messages={"required": gettext_lazy("Write something first.")},
    )

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if not has_words(text):
            raise ValidationError(_("Write something first."))
        return text


class CommentForm(_TextForm):
    """A new comment, or an answer to one on the same idea. ``form_key`` makes the same form sent twice one comment."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    answers = forms.ModelChoiceField(
        Comment.objects.none(),
        widget=forms.HiddenInput,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("What you answer is not here any more.")},
    )
    and_follow = forms.BooleanField(label=gettext_lazy("Tell me when something happens with the idea"), required=False)

    def __init__(
        self, data: Any = None, *, idea: Idea, offers_to_follow: bool = False, answers: Comment | None = None
    ) -> None:
        key = uuid4()
        place = f"svar_{answers.pk}" if answers else "ny"
        super().__init__(data, auto_id=f"id_{place}_%s", initial={"form_key": key, "and_follow": offers_to_follow})
        self.fields["answers"].queryset = Comment.objects.readable().filter(idea=idea)  # type: ignore[attr-defined]
        if answers is not None:
            self.initial["answers"] = answers.pk
            self.fields["text"].label = _("Your answer to %(name)s") % {"name": shown_name(answers)}
            self.fields["text"].widget.attrs["autofocus"] = True
        if not offers_to_follow:
            del self.fields["and_follow"]


class EditForm(_TextForm):
    def __init__(self, data: Any = None, *, comment: Comment) -> None:
        super().__init__(data, initial={"text": comment.text})


class HideForm(CarefulForm, forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why is the comment hidden?"),
        help_text=gettext_lazy("The person who wrote it and everybody who sees the idea will read this."),
        widget=Textarea(attrs={"rows": 3}),
        max_length=500,
    )

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"]
        if not has_words(reason):
            raise ValidationError(_("Write a reason. The people concerned will read it."))
        return reason
