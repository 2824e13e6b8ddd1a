"""What the desk fills in: a new story, and the text with its picture. What moves ask for is in ``forms_moves.py``."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.forms import BoundField
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goda_exempel.accounts.models import User
from goda_exempel.forms import CarefulForm, DayField, Textarea
from goda_exempel.markup import to_html
from goda_exempel.pictures import ACCEPT
from goda_exempel.workflow_table import Text
from ideas.models import Idea
from stories.faces.hidden import hidden
from stories.models import Picture, Story, StoryAddress
from stories.pictures.storing import store
from stories.schedule import months_from

MONTHS_BACK: Final = 12
MONTHS_AHEAD: Final = 18


class MonthField(forms.TypedChoiceField):
    """A month to choose: from a year back to a year and a half ahead, and those already chosen."""

    def __init__(self, *own: date, **kwargs: Any) -> None:
        today = timezone.localdate()
        first = date(today.year - 1, today.month, 1)
        months = sorted({*months_from(first, MONTHS_BACK + MONTHS_AHEAD), *own})
        super().__init__(
            choices=[(month.isoformat(), date_format(month, "YEAR_MONTH_FORMAT")) for month in months],
            coerce=date.fromisoformat,
            widget=forms.Select(attrs={"class": "w-medium"}),
            **kwargs,
        )


class BeginForm(CarefulForm, forms.Form):
    """Which ideas in use a new story is about, and for which month."""

    def __init__(self, data: Any = None, *, candidates: QuerySet[Idea], month: date, ideas: list[str]) -> None:
        super().__init__(data, initial={"month": month.isoformat(), "ideas": ideas})
        self.fields["ideas"] = forms.ModelMultipleChoiceField(
            candidates,
            label=_("Ideas"),
            error_messages={
                "required": _("Choose at least one idea."),
                "invalid_choice": _("There is already a story about an idea you chose. Choose again."),
                "invalid_pk_value": _("Choose ideas from the list."),
            },
        )
        self.fields["month"] = MonthField(month, label=_("Month"))
        self.fields["anyway"] = forms.BooleanField(required=False, widget=forms.HiddenInput)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the long form, to be linked to."""

    name: str
    title: Text
    hint: Text
    fields: list[BoundField]

    @property
    def has_errors(self) -> bool:
        return any(field.errors for field in self.fields)


SECTIONS: Final = (
    ("texten", _("The text"), "", ("title", "lead", "body", "byline")),
    (
        "bilden",
        _("The picture"),
        _("JPEG, PNG, WebP or HEIC, at most 15 MB. It is turned upright, and the place it was taken is removed."),
        ("picture_file", "picture_alt", "picture_decorative", "picture_caption", "photographer", "without_faces"),
    ),
    (
        "beviset",
        _("The proof: new, useful, put to use"),
        "",
        ("new_where", "new_evidence", "useful_for", "useful_evidence", "in_use_since", "in_use_where"),
    ),
    ("citat", _("Quote and facts"), "", ("pull_quote", "pull_quote_by", "fact_box", "how_to")),
    ("plats", _("Where the story belongs"), "", ("unit", "benefit_kind", "month", "month_anyway", "slug")),
)


NEEDED_LATER: Final = frozenset(
    ("lead", "body", "picture_file", "picture_alt", "photographer", *SECTIONS[2][3])
)  # what an approval asks for, but a draft does not


TOO_LONG: Final = _(
    "The text is too long: with its formatting it may have %(limit_value)d characters, and has %(show_value)d."
)


class ContentForm(CarefulForm, forms.ModelForm[Story]):
    """The whole text. An uploaded picture is stored at once, so that errors elsewhere do not lose it."""

    version = forms.CharField(widget=forms.HiddenInput, max_length=40)
    page = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)  # which window it is written in
    picture_file = forms.FileField(
        label=_("Picture"), required=False, allow_empty_file=True, widget=forms.FileInput(attrs={"accept": ACCEPT})
    )
    without_faces = forms.BooleanField(
        label=_("Nobody can be recognised in the picture"),
        help_text=_("Else say who it is, and why they may be shown, under Pictures and people."),
        required=False,
    )
    in_use_since = DayField(label=_("In use: since when"), required=False)
    month_anyway = forms.BooleanField(label=_("Move it there anyway: the month gets two stories"), required=False)

    class Meta:
        model = Story
        fields = (*(name for name in Story.CONTENT_FIELDS if name != "picture"), "slug", "month")
        widgets = {
            "lead": Textarea(attrs={"rows": 4}),
            "body": Textarea(attrs={"rows": 24, "data-editor": "body"}),
            "fact_box": Textarea(attrs={"rows": 6, "data-editor": "small"}),
            "how_to": Textarea(attrs={"rows": 6, "data-editor": "small"}),
        }
        help_texts = {
            "lead": _("Two or three sentences that make a reader go on."),
            "body": _(
                "Headings, lists, quotations, fact boxes and pictures can stand in the text. Without the buttons you "
                "can write an empty line between paragraphs, ## before a heading, - before an item, > before a "
                "quotation and [a text](https://…) for a link. What is marked up already stays as it is."
            ),
            "picture_alt": _("For those who can not see the picture: what is in it, and what happens?"),
            "picture_decorative": _(
                "Then nothing is read out for it. A picture that tells something is never decoration."
            ),
            "photographer": _("Who took the picture, as it is to stand below it."),
            "new_evidence": _("One sentence: what is new, and how do you know?"),
            "useful_evidence": _("One sentence: who gains, how much, and how was it counted?"),
            "how_to": _("What another unit needs to know to do the same."),
            "slug": _("The end of the story's address on the web. An address it has had keeps leading here."),
        }
        error_messages = {
            "slug": {"invalid": _("Use only the letters a to z, figures and hyphens.")},
            **{name: {"max_length": TOO_LONG} for name in ("body", "fact_box", "how_to")},
        }

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.picture: Picture | None = self._kept_picture()
        self.fields["month"] = MonthField(self.instance.month, label=_("Month"))
        self.initial["month"] = self.instance.month.isoformat()
        self.initial["version"] = self.instance.version
        self.initial["without_faces"] = self.picture is not None and self.picture.without_faces
        self.stands_in = self.instance.month
        if not self.asks_about_month:
            del self.fields["month_anyway"]
        for name, field in self.fields.items():
            field.needed_later = name in NEEDED_LATER  # type: ignore[attr-defined]
            field.label = str(field.label)[:1].upper() + str(field.label)[1:]

    @property
    def asks_about_month(self) -> bool:
        """Whether the chosen month has another story: allowed, but asked about once."""
        return self.is_bound and bool(self._others_in(str(self.data.get("month", ""))))

    def _others_in(self, month: str) -> list[Story]:
        """The other stories of a month that this one is to be moved to."""
        chosen = dict(self.fields["month"].choices)  # type: ignore[attr-defined]
        if month not in chosen or month == self.stands_in.isoformat():
            return []
        stories = Story.objects.of_month(date.fromisoformat(month)).that_count().exclude(pk=self.instance.pk)
        return list(stories.only("title", "month").order_by("pk"))

    @property
    def sent(self) -> dict[str, str]:
        """What came with the form, as text, by field; a picture that came with it by its key."""
        sent = {name: text for name in self.fields if isinstance(text := self.data.get(name), str)}
        return {**sent, "picture_key": self.picture.key if self.picture else ""}

    def _kept_picture(self) -> Picture | None:
        """The picture of the story, or one that came with an earlier try at saving."""
        key = self.data.get("picture_key") if self.is_bound else None
        return (Picture.objects.filter(key=key).first() if key else None) or self.instance.picture

    @property
    def picture_is_hidden(self) -> bool:
        """Somebody in it has withdrawn: not even the desk is shown it."""
        return self.picture is not None and self.picture.pk in hidden().faces

    @property
    def sections(self) -> list[Section]:
        return [
            Section(name, title, hint, [self[field] for field in names if field in self.fields])
            for name, title, hint, names in SECTIONS
        ]

    def clean_picture_file(self) -> UploadedFile[bytes] | None:
        upload: UploadedFile[bytes] | None = self.cleaned_data["picture_file"]
        if upload is not None:
            self.picture = store(upload, by=self.by)
        return upload

    def clean_without_faces(self) -> bool:
        nobody: bool = self.cleaned_data["without_faces"]
        if nobody and self.picture is not None and self.picture.portrayed.exists():
            raise ValidationError(_("Somebody is entered as recognisable in this picture."))
        return nobody

    def clean_body(self) -> str:
        return self._formatted("body")

    def clean_fact_box(self) -> str:
        return self._formatted("fact_box")

    def clean_how_to(self) -> str:
        return self._formatted("how_to")

    def _formatted(self, name: str) -> str:
        """As clean HTML. Its marks count, so that what has been saved once can be saved again."""
        html, most = to_html(self.cleaned_data[name]), Story._meta.get_field(name).max_length  # type: ignore[union-attr]
        if most is not None and len(html) > most:
            raise ValidationError(TOO_LONG % {"limit_value": most, "show_value": len(html)}, code="max_length")
        return html

    def clean_slug(self) -> str:
        return str(self.cleaned_data["slug"]).lower()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        month, slug = cleaned.get("month"), cleaned.get("slug")
        taken = StoryAddress.objects.exclude(story=self.instance)
        if month and slug and taken.filter(month=month, slug=slug).exists():
            self.add_error("slug", str(_("Another story of the month has, or has had, this address.")))
        if month and not cleaned.get("month_anyway") and (others := self._others_in(month.isoformat())):
            self.add_error("month", _month_is_taken(month, others))
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """What is to be saved, by field of the story."""
        return {"picture": self.picture, **{name: self.cleaned_data[name] for name in self.Meta.fields}}


def _month_is_taken(month: date, others: list[Story]) -> str:
    titles = ", ".join(gettext("“%(title)s”") % {"title": story.title} for story in others)
    words = gettext("%(month)s already has %(titles)s. Tick the box below if this story is to be there too.")
    return words % {"month": capfirst(date_format(month, "YEAR_MONTH_FORMAT")), "titles": titles}
