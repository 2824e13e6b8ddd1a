"""What is asked of somebody with a link, and of the desk about those who are asked."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goda_exempel.forms import CarefulForm, Textarea
from goda_exempel.moves import MoveForm
from stories.facts.models import FactCheck
from stories.facts.needs import waivable_checks

SHOWN_OF_SENTENCE: Final = 110  # characters


def sentence_field(sentences: list[str]) -> forms.ChoiceField:
    """Where in the text something has to change: by the link and by the account alike."""
    rows = [(sentence, _shortened(sentence)) for sentence in sentences]
    return forms.ChoiceField(
        label=_("Which sentence?"),
        required=False,
        choices=[("", _("The text as a whole, or the picture")), *rows],
        error_messages={"invalid_choice": _("That sentence is not in the text. Choose it again.")},
    )


class AnswerForm(CarefulForm, forms.Form):
    """An answer for one exact wording: the one that was on the page, named by its fingerprint."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    is_kept = False

    def __init__(self, data: Any = None, *, digest: str, sentences: list[str]) -> None:
        super().__init__(data, initial={"digest": digest}, auto_id=f"id_{type(self).__name__.lower()}_%s")
        self.sentences = sentences

    def keep(self, other: "AnswerForm") -> None:
        """Begin with what was written in the same form under another text, so that it need not be written again."""
        for name in ("sentence", "comment"):
            self.initial[name] = other.data.get(name, "")
        self.is_kept = True

    @property
    def texts(self) -> list[str]:
        """What the person has written, to be shown again."""
        written = (self.data.get(name, "") for name in ("sentence", "comment"))
        return [text for text in written if text.strip()]


class ApproveForm(AnswerForm):
    pass


class ChangeForm(AnswerForm):
    comment = forms.CharField(
        label=gettext_lazy("What has to change?"),
        help_text=gettext_lazy("Say what is wrong, and how it should read."),
        max_length=4000,
        widget=Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Say what has to change.")},
    )

    def __init__(self, data: Any = None, *, digest: str, sentences: list[str]) -> None:
        super().__init__(data, digest=digest, sentences=sentences)
        self.fields["sentence"] = sentence_field(sentences)
        self.order_fields(["digest", "sentence", "comment"])


class DeclineForm(AnswerForm):
    comment = forms.CharField(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("You need not say. If you do, the desk can perhaps mend it."),
        required=False,
        max_length=4000,
        widget=Textarea(attrs={"rows": 3}),
    )


class PersonForm(CarefulForm, forms.Form):
    """Somebody more to ask."""

    person_name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("Without an address nobody is written to: then you hand over the link yourself."),
        required=False,
        max_length=254,
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="id_facts_%s")


class WaiveForm(MoveForm):
    """Whom the story goes on without an answer from, and why."""

    reason_label = gettext_lazy("Why does the story go on without the answer?")
    reason_help = gettext_lazy("The editor who approves the story reads it.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        silent = waivable_checks(self.subject)
        self.fields["check"] = forms.ModelChoiceField(
            silent, label=_("Who has not answered?"), empty_label=None, required=silent.exists()
        )
        self.fields["check"].label_from_instance = _name  # type: ignore[attr-defined]
        self.order_fields(["check", "reason"])


def _name(check: FactCheck) -> str:
    return check.person_name


def _shortened(sentence: str) -> str:
    return sentence if len(sentence) <= SHOWN_OF_SENTENCE else f"{sentence[:SHOWN_OF_SENTENCE].rstrip()}…"
