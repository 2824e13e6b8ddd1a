"""The page where administrators open the portal to other systems, and see what was delivered."""

from dataclasses import dataclass
from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goda_exempel.accounts.models import User, signed_in
from ideas.outside import tokens, workflow
from ideas.outside.forms import TokenForm, WebhookForm
from ideas.outside.models import AccessToken, Delivery, Webhook
from ideas.outside.permissions import may_connect

DELIVERIES: Final = 25  # the latest that the page shows


@dataclass(frozen=True, slots=True)
class Secret:
    """What is shown once, on the page that answers the press, and never again."""

    name: str
    text: str
    is_token: bool


def _administrator(request: HttpRequest) -> User:
    user = signed_in(request)
    if not may_connect(user):
        raise PermissionDenied
    return user


def _show(
    request: HttpRequest,
    *,
    token_form: TokenForm | None = None,
    webhook_form: WebhookForm | None = None,
    secret: Secret | None = None,
) -> HttpResponse:
    context = {
        "tokens": AccessToken.objects.select_related("account"),
        "webhooks": Webhook.objects.select_related("account"),
        "deliveries": Delivery.objects.select_related("webhook", "idea")[:DELIVERIES],
        "token_form": token_form or TokenForm(),
        "webhook_form": webhook_form or WebhookForm(),
        "secret": secret,
    }
    response = render(request, "ideas/outside/connections.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_safe
def connections(request: HttpRequest) -> HttpResponse:
    _administrator(request)
    return _show(request)


@login_required
@require_POST
def make_token(request: HttpRequest) -> HttpResponse:
    user = _administrator(request)
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _show(request, token_form=form)
    name, account = form.cleaned_data["name"], form.cleaned_data["account"]
    token, key = tokens.make_token(name=name, account=account, by=user)
    return _show(request, secret=Secret(token.name, key, is_token=True))


@login_required
@require_POST
def revoke_token(request: HttpRequest, pk: int) -> HttpResponse:
    _administrator(request)
    token = tokens.revoke(pk)
    if token is not None:
        messages.success(
            request, _("“%(name)s” is revoked. Whoever has the token gets nothing more.") % {"name": token}
        )
    return redirect("ideas:connections")


@login_required
@require_POST
def make_webhook(request: HttpRequest) -> HttpResponse:
    user = _administrator(request)
    form = WebhookForm(request.POST)
    if not form.is_valid():
        return _show(request, webhook_form=form)
    webhook = workflow.make_webhook(**{name: form.cleaned_data[name] for name in ("name", "url", "account")}, by=user)
    return _show(request, secret=Secret(webhook.name, webhook.secret, is_token=False))


@login_required
@require_POST
def stop_webhook(request: HttpRequest, pk: int) -> HttpResponse:
    _administrator(request)
    webhook = workflow.stop(pk)
    if webhook is not None:
        messages.success(request, _("“%(name)s” is stopped. Nothing more is sent there.") % {"name": webhook})
    return redirect("ideas:connections")


@login_required
@require_POST
def send_again(request: HttpRequest, pk: int) -> HttpResponse:
    _administrator(request)
    if workflow.send_again(pk) is not None:
        messages.success(request, _("The message is sent again."))
    return redirect("ideas:connections")
