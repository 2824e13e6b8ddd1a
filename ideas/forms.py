"""What people fill in about an idea: its texts."""

from typing import Any, ClassVar
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goda_exempel.accounts.models import Unit, User
from goda_exempel.forms import CarefulForm, Textarea
from ideas.calls.reading import closed_call, closed_sentence, open_call
from ideas.models import Idea
from ideas.states import IdeaState
from ideas.writing import BRIEF, MORE, has_made_title, stamp_of

_ROWS = {"summary": 3, "spread": 4, "links": 3}
_HELP = {
    "problem": gettext_lazy("One or two sentences are enough. What does not work well today, and for whom?"),
    "solution": gettext_lazy("If you already do it: tell how. If not: tell how you think it could be done."),
    "benefit": gettext_lazy("For example the people you are there for, your colleagues, or the environment."),
    "title": gettext_lazy("Leave it empty and we make one of your first words."),
    "summary": gettext_lazy("What you would say to somebody you meet in the corridor."),
    "spread": gettext_lazy("Who else could do the same, in the municipality or elsewhere?"),
    "development": gettext_lazy("How did you go about it, who took part, and what did it cost?"),
    "links": gettext_lazy("Addresses of pages where there is more, one on each line."),
    "contact": gettext_lazy("If somebody other than you answers questions."),
    "confidential": gettext_lazy(
        "Then only you, those you name, your idea coach and the administrators can read what you write."
    ),
}


class IdeaForm(CarefulForm, forms.ModelForm[Idea]):
    """The idea's texts. ``as_draft`` asks for no more than something to save.

    ``form_key`` is drawn anew for each form that is opened: by it the form knows again what it has saved itself.
    """

    form_key = forms.UUIDField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}))

    class Meta:
        model = Idea
        fields: ClassVar = ["unit", *BRIEF, *MORE, "confidential"]
        widgets: ClassVar = {
            field: Textarea(attrs={"rows": _ROWS.get(field, 5)}) for field in (*BRIEF, *_ROWS, "development")
        }
        help_texts: ClassVar = _HELP

    def __init__(self, *args: Any, as_draft: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.as_draft = as_draft
        self.initial["form_key"] = uuid4()
        self.fields["benefit_kind"].choices = [("", _("Not chosen")), *self.fields["benefit_kind"].choices[1:]]  # type: ignore[attr-defined]
        for name in BRIEF if as_draft else ():
            self.fields[name].required = False

    def ask_for_unit(self, units: QuerySet[Unit]) -> None:
        field = self.fields["unit"]
        field.queryset = units  # type: ignore[attr-defined]
        field.empty_label = _("Choose a unit")  # type: ignore[attr-defined]
        field.required = not self.as_draft

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.as_draft and not self.errors and not any(cleaned.get(name) for name in (*BRIEF, *MORE)):
            raise ValidationError(_("Write something first, so that there is something to save."), code="empty")
        return cleaned

    def _post_clean(self) -> None:
        """The instance stays as it is saved: what is written here goes through ``writing``."""

    @property
    def brief(self) -> list[forms.BoundField]:
        return [self[name] for name in BRIEF]

    @property
    def unit_field(self) -> forms.BoundField | None:
        return self["unit"] if "unit" in self.fields else None

    @property
    def more(self) -> list[forms.BoundField]:
        return [self[name] for name in MORE]

    @property
    def more_is_open(self) -> bool:
        """Whether the folded part holds something that must be seen."""
        return any(field.errors or field.value() for field in self.more)

    @property
    def texts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in (*BRIEF, *MORE, "confidential")}

    @property
    def written(self) -> list[str]:
        return [self.cleaned_data[name] for name in (*BRIEF, *MORE)]


def units_to_choose_from(by: User) -> QuerySet[Unit]:
    """The person's own, or all for a person of none."""
    own = by.units.order_by("name")
    return own if own.exists() else Unit.objects.order_by("name")


class HandInForm(IdeaForm):
    """A new idea. ``form_key`` makes the same form sent twice one idea."""

    upprop = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)

    def __init__(self, *args: Any, by: User, through: str = "", **kwargs: Any) -> None:
        """``through`` is the address (slug) of the call for ideas that the idea comes through."""
        super().__init__(*args, **kwargs)
        self.by = by
        self.call = open_call(self.data.get("upprop", "") if self.is_bound else through, by)
        self.too_late = "" if self.is_bound or self.call else closed_sentence(through, by)
        self.initial["upprop"] = self.call.slug if self.call else ""
        own = list(by.units.order_by("name"))
        self.only_unit = own[0] if len(own) == 1 else None
        if self.only_unit is not None:
            del self.fields["unit"]
        else:
            self.ask_for_unit(units_to_choose_from(by))

    def clean_form_key(self) -> UUID:
        """Keys are drawn at random, so one that somebody else has used did not come from our form."""
        key: UUID = self.cleaned_data["form_key"]
        if Idea.objects.filter(form_key=key).exclude(submitter=self.by).exists():
            raise ValidationError(_("This form is already used. Copy your text and open the page anew."))
        return key

    def clean_upprop(self) -> str:
        """A call that has closed meanwhile is told of, once: sent again, the idea is an ordinary one.

        A draft is saved all the same, and its person is told when it is handed in.
        """
        slug: str = self.cleaned_data["upprop"]
        if self.call is None and self.as_draft:
            self.call = closed_call(slug, self.by)
        if self.call is None and (sentence := closed_sentence(slug, self.by)):
            self.data = self.data.copy()  # type: ignore[attr-defined]
            self.data["upprop"] = ""  # type: ignore[index]
            raise ValidationError(f"{sentence} {_('Your text is kept.')}")
        return slug

    def clean_unit(self) -> Unit:
        """A draft has a unit before anybody has chosen one; ``values`` say that it is not chosen."""
        unit: Unit | None = self.cleaned_data["unit"]
        self.is_chosen = unit is not None
        unit = unit or units_to_choose_from(self.by).first()
        if unit is None:
            raise ValidationError(_("There is no unit to choose yet. An administrator of the portal adds them."))
        return unit

    @property
    def unit(self) -> Unit:
        chosen: Unit = self.only_unit or self.cleaned_data["unit"]
        return chosen

    @property
    def values(self) -> dict[str, Any]:
        chosen = self.only_unit is not None or self.is_chosen
        return {**self.texts, "call": self.call, "unit_is_chosen": chosen}


class EditForm(IdeaForm):
    """The texts of an idea that exists. ``changed`` says which version the author began from."""

    changed = forms.CharField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}), required=False, max_length=40)

    def __init__(self, *args: Any, instance: Idea, **kwargs: Any) -> None:
        is_draft = instance.state == IdeaState.DRAFT
        kwargs.setdefault("as_draft", is_draft)
        super().__init__(*args, instance=instance, **kwargs)
        self.initial["changed"] = stamp_of(instance)
        self.fields["form_key"].required = False
        if is_draft and has_made_title(instance) and self.initial["title"] == instance.title:
            self.initial["title"] = ""
        units = units_to_choose_from(instance.submitter) if is_draft and instance.submitter else Unit.objects.none()
        if units.count() > 1:
            self.ask_for_unit(units)
            self.initial["unit"] = instance.unit_id if instance.unit_is_chosen else None
        else:
            del self.fields["unit"]

    @property
    def more_is_open(self) -> bool:
        return True

    @property
    def version(self) -> dict[str, Any]:
        """What ``writing.change`` goes by to overwrite nothing."""
        return {"stamp": self.cleaned_data["changed"], "form_key": self.cleaned_data["form_key"]}

    @property
    def values(self) -> dict[str, Any]:
        unit = self.cleaned_data.get("unit")
        return {**self.texts, **({"unit": unit, "unit_is_chosen": True} if unit else {})}


class SecrecyForm(CarefulForm, forms.Form):
    """Whether the idea's texts are closed to others."""

    confidential = forms.BooleanField(label=gettext_lazy("May contain what the law keeps secret"), required=False)


class SubmitForm(CarefulForm, forms.Form):
    """The button that hands in; ``changed`` is the version that the person has looked through."""

    changed = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
