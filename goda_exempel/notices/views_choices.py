"""How a person wants to be told by e-mail: the page for all kinds, and the one press in each letter."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from goda_exempel.accounts.models import signed_in
from goda_exempel.notices.choices import choose, read
from goda_exempel.notices.forms import ChoicesForm
from goda_exempel.notices.kinds import ALWAYS_AT_ONCE, Frequency


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def settings_page(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    form = ChoicesForm(request.POST if request.method == "POST" else None, person=person)
    if form.is_valid():
        form.save()
        messages.success(request, _("Your choices are saved."))
        return redirect("notices:settings")
    return render(request, "notices/settings.html", {"form": form, "always": ALWAYS_AT_ONCE.label})


# Exempt, since the mail program presses the button itself: it has seen no page of ours and has no token (RFC 8058).
# What guards it is the signature, and all that can be done with it is to end these letters to this person.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """One button without log-in. Opening the page does nothing: mail programs look at links beforehand."""
    found = read(token)
    if found is None:
        raise Http404
    person, kinds = found
    if request.method == "POST":
        choose(person, dict.fromkeys(kinds, Frequency.NEVER))
    with translation.override(person.language):
        context = {"kinds": [kind.label for kind in kinds], "is_done": request.method == "POST"}
        answer = render(request, "notices/unsubscribe.html", context)
        answer.headers["Content-Language"] = person.language
        return answer
