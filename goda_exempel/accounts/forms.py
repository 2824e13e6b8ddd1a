"""What people write to log in, to get a new password and to choose a language."""

import unicodedata
from typing import Any

from django import forms
from django.contrib.auth import forms as auth
from django.utils.translation import gettext_lazy as _

from goda_exempel.accounts.models import User
from goda_exempel.accounts.tasks import send_password_letter
from goda_exempel.forms import CarefulForm

LONGEST_EMAIL = 254


class LogInForm(CarefulForm, auth.AuthenticationForm):
    """E-mail address, in any letter case, and password. The field is called ``username`` as in Django."""

    error_messages = {
        "invalid_login": _("The e-mail address and the password do not belong together. Check both and try again."),
        "inactive": _("The e-mail address and the password do not belong together. Check both and try again."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        address = self.fields["username"]
        address.label = _("E-mail address")
        # Not type="email", to which HTML refuses autocomplete="username", and that is what password managers go by.
        address.widget = forms.TextInput(
            attrs={
                "autocomplete": "username",
                "autocapitalize": "none",
                "inputmode": "email",
                "maxlength": LONGEST_EMAIL,
                "spellcheck": "false",
            }
        )

    def clean_username(self) -> str:
        return str(self.cleaned_data["username"]).strip().lower()

    def clean_password(self) -> str:
        """As it was stored: with å as one letter, however the keyboard composes it."""
        return unicodedata.normalize("NFC", self.cleaned_data["password"])


class ForgottenPasswordForm(CarefulForm, forms.Form):
    """The answer is the same whether the address is known or not; the worker looks it up and writes the letter."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=LONGEST_EMAIL,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autocapitalize": "none"}),
    )

    def save(self, **kwargs: Any) -> None:
        """Called by Django's view with what its own form needs; ours needs nothing of it."""
        send_password_letter.enqueue(self.cleaned_data["email"])


class NewPasswordForm(CarefulForm, auth.SetPasswordForm):  # type: ignore[type-arg]
    pass


class ChangePasswordForm(CarefulForm, auth.PasswordChangeForm):
    error_messages = {
        **auth.SetPasswordForm.error_messages,
        "password_incorrect": _("That is not your present password. Try again."),
    }


class LanguageForm(CarefulForm, forms.ModelForm[User]):
    class Meta:
        model = User
        fields = ["language"]
        widgets = {"language": forms.RadioSelect}

    def save(self, commit: bool = True) -> User:
        self.instance.save(update_fields=["language"])
        return self.instance
