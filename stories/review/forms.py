"""What the desk says of a text."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goda_exempel.forms import CarefulForm, Textarea
from goda_exempel.text import has_words
from stories.models import Story
from stories.review.models import AROUND, LONGEST, LONGEST_QUOTE
from stories.review.passages import Passage, place_of
from stories.review.reading import FIELDS, label_of, text_of, texts_of


class _TextForm(CarefulForm, forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Comment"),
        widget=Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        error_messages={"required": gettext_lazy("Write something first.")},
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput)

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if not has_words(text):
            raise ValidationError(_("Write something first."))
        return text


class CommentForm(_TextForm):
    """A comment on a field, or on a passage in it. ``chosen`` names a paragraph (``body-3``) to begin with."""

    field = forms.ChoiceField(
        label=gettext_lazy("What is it about?"), widget=forms.Select(attrs={"class": "form-select w-medium"})
    )
    quote = forms.CharField(
        label=gettext_lazy("Which passage?"),
        help_text=gettext_lazy("As it stands in the text. Leave it empty if the comment is about the whole of it."),
        required=False,
        max_length=LONGEST_QUOTE,
        widget=Textarea(attrs={"rows": 2}),
    )
    # Longer than what is kept: the nearest of it counts.
    before = forms.CharField(widget=forms.HiddenInput, required=False, strip=False, max_length=8 * AROUND)
    after = forms.CharField(widget=forms.HiddenInput, required=False, strip=False, max_length=8 * AROUND)

    def __init__(self, data: Any = None, *, story: Story, chosen: str = "") -> None:
        super().__init__(data, auto_id="id_kommentar_%s", initial={"form_key": uuid4(), **_chosen(story, chosen)})
        self.story = story
        self.fields["field"].choices = [(name, _capitalised(label_of(name))) for name in FIELDS]  # type: ignore[attr-defined]
        self.order_fields(["field", "quote", "text", "before", "after", "form_key"])

    @property
    def passage(self) -> Passage:
        cleaned = self.cleaned_data
        return Passage(cleaned["quote"], cleaned["before"], cleaned["after"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("quote") and not self.errors:
            words = text_of(self.story, cleaned["field"])
            if place_of(self.passage, words) is None:
                self.add_error("quote", _("These words are not in that part of the text. Copy them as they stand."))
        return cleaned


def _chosen(story: Story, key: str) -> dict[str, str]:
    """A field, and a paragraph of it with what stands around it."""
    name, _dash, number = key.rpartition("-")
    if name not in FIELDS:
        return {"field": key if key in FIELDS else "body"}
    texts = [words for _tag, words in texts_of(story, name)]
    if not number.isdecimal() or len(number) > 6 or int(number) >= len(texts):
        return {"field": name}
    before, after = " ".join(texts[: int(number)]), " ".join(texts[int(number) + 1 :])
    return {
        "field": name,
        "quote": texts[int(number)][:LONGEST_QUOTE],
        "before": before[-AROUND:],
        "after": after[:AROUND],
    }


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


class ReplyForm(_TextForm):
    def __init__(self, data: Any = None, *, comment: int) -> None:
        super().__init__(data, auto_id=f"id_svar_{comment}_%s", initial={"form_key": uuid4()})
        self.comment = comment
        self.fields["text"].label = _("Your answer")
