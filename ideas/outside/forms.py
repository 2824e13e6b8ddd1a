"""What administrators fill in to open the portal to another system."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goda_exempel.accounts.models import User
from goda_exempel.forms import CarefulForm
from ideas.outside.models import AccessToken, Webhook
from ideas.outside.receivers import receiver_of


class _AccountForm(CarefulForm, forms.ModelForm[Any]):
    """A name, and the account whose eyes the other system borrows."""

    account = forms.EmailField(
        label=gettext_lazy("The account's e-mail address"),
        help_text=gettext_lazy("The other system sees what this account may see. Make an account of its own for it."),
    )

    def clean_account(self) -> User:
        account = User.objects.filter(email__iexact=self.cleaned_data["account"], is_active=True).first()
        if account is None:
            raise ValidationError(_("Nobody here has that address."))
        return account

    def _post_clean(self) -> None:
        """The row is made by the workflow; a name that is taken is said here."""
        if not self.errors:
            self.instance.name, self.instance.account = self.cleaned_data["name"], self.cleaned_data["account"]
            try:
                self.instance.validate_constraints()
            except ValidationError as error:
                self.add_error("name", [str(message) for message in error.messages])


class TokenForm(_AccountForm):
    class Meta:
        model = AccessToken
        fields: ClassVar = ["name"]
        labels: ClassVar = {"name": gettext_lazy("What is the token for?")}
        help_texts: ClassVar = {"name": gettext_lazy("The name of the system that will read.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_token_%s", **kwargs)


class WebhookForm(_AccountForm):
    class Meta:
        model = Webhook
        fields: ClassVar = ["name", "url"]
        labels: ClassVar = {"name": gettext_lazy("What is the webhook for?"), "url": gettext_lazy("Address")}
        help_texts: ClassVar = {
            "name": gettext_lazy("The name of the system that is told."),
            "url": gettext_lazy("Where each move is sent, for example https://system.exempelkommunen.example/moves."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_webhook_%s", **kwargs)

    def clean_url(self) -> str:
        receiver_of(self.cleaned_data["url"])
        return str(self.cleaned_data["url"])
