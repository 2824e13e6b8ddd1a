"""Whom the authors credit, and whether that person wants to be named."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goda_exempel.accounts.models import User
from goda_exempel.forms import CarefulForm
from goda_exempel.text import has_words
from ideas.models import Contributor, Idea
from ideas.people.workflow import may_write


class ContributorForm(CarefulForm, forms.ModelForm[Contributor]):
    """Somebody who shares the idea. The address finds an account; without one it is where we write to the person."""

    user = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("Then we tell the person, who can say no to being named."),
        required=False,
    )

    class Meta:
        model = Contributor
        fields: ClassVar = ["name", "affiliation"]
        help_texts: ClassVar = {"name": gettext_lazy("Not needed where you write the e-mail address of an account.")}

    def __init__(self, *args: Any, idea: Idea, by: User, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_contributor_%s", **kwargs)
        self.idea, self.by = idea, by
        self.fields["name"].required = False

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        return name if has_words(name) else ""

    def clean_user(self) -> User | str | None:
        """The account with this address, or the address itself."""
        address: str = self.cleaned_data["user"]
        person = User.objects.filter(email__iexact=address, is_active=True).first() if address else None
        if person is not None and person.pk == self.idea.submitter_id:
            raise ValidationError(_("%(name)s has handed in the idea and is already named.") % {"name": person.name})
        return person or address or None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        address = cleaned.get("user")
        if not self.errors and not isinstance(address, User):
            if not cleaned.get("name"):
                self.add_error("name", self._nameless(address))
            elif address and not may_write(self.by):
                self.add_error("user", _("You have had many letters sent today. Write the address again tomorrow."))
        return cleaned

    def _nameless(self, address: Any) -> str:
        if address:
            return _("Nobody here has that address. Write the person's name too.")
        return _("Write a name, or the e-mail address of an account.")

    def _post_clean(self) -> None:
        """The row is made by ``people.workflow.credit``, which looks for one that is already there."""

    @property
    def person(self) -> dict[str, Any]:
        """What ``credit`` takes."""
        address = self.cleaned_data["user"]
        is_account = isinstance(address, User)
        return {
            "name": self.cleaned_data["name"],
            "affiliation": self.cleaned_data["affiliation"],
            "user": address if is_account else None,
            "email": "" if is_account else address or "",
        }


class NamingForm(CarefulForm, forms.Form):
    """Yes or no, by a button each."""

    naming = forms.ChoiceField(
        choices=[(Contributor.Naming.YES, ""), (Contributor.Naming.NO, "")],
        error_messages={
            "required": gettext_lazy("Choose yes or no."),
            "invalid_choice": gettext_lazy("Choose yes or no."),
        },
    )
