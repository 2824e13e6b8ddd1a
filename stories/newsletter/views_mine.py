"""An employee's switch of the newsletter, on the page of their own settings."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from goda_exempel.accounts.models import User, signed_in
from goda_exempel.registry import Band
from stories.newsletter.models import Subscriber
from stories.newsletter.subscribing import opt_in, opt_out


@login_required
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """On or off, as the button said; pressing twice changes nothing more."""
    person = signed_in(request)
    if request.POST.get("on") == "1":
        opt_in(person)
        messages.success(request, _("You get the newsletter from now on."))
    else:
        opt_out(person)
        messages.success(request, _("You get no more newsletters."))
    return redirect("accounts:me")


def panel(person: Any) -> Band | None:
    if not isinstance(person, User):
        return None
    return Band("stories/newsletter/panel.html", {"subscriber": Subscriber.objects.filter(person=person).first()})
