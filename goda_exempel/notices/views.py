from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from goda_exempel.accounts.models import signed_in
from goda_exempel.notices.forms import NoticeFilter
from goda_exempel.notices.models import Notice
from goda_exempel.notices.workflow import mark_all_read, mark_read

PER_PAGE = 25


@login_required
@require_safe
def notice_list(request: HttpRequest) -> HttpResponse:
    own = Notice.objects.of(signed_in(request))
    form = NoticeFilter(request.GET)
    page = Paginator(own.filtered(**form.chosen), PER_PAGE).get_page(request.GET.get("sida"))
    query = urlencode(form.chosen)
    context = {"form": form, "page": page, "query": query, "unread": own.unread().count(), "chosen": form.chosen}
    return render(request, "notices/list.html", context)


@login_required
@require_safe
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Follow a notice to what it is about. Reading marks it read, and reading twice changes nothing more."""
    notice = mark_read(signed_in(request), pk)
    if notice is None:
        raise Http404
    safe = url_has_allowed_host_and_scheme(notice.url, allowed_hosts=None)
    return redirect(notice.url if safe else reverse("notices:list"))


@login_required
@require_POST
def read_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one as read without following it, and stay where one is in the list."""
    notice = mark_read(signed_in(request), pk)
    if notice is None:
        raise Http404
    form = NoticeFilter(request.POST)
    return redirect(f"{reverse('notices:list')}?{urlencode(form.chosen | _page(request))}".rstrip("?"))


def _page(request: HttpRequest) -> dict[str, str]:
    number = request.POST.get("sida", "")
    return {"sida": number} if number.isascii() and number.isdecimal() and len(number) < 7 else {}


@login_required
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    if count := mark_all_read(signed_in(request)):
        text = ngettext("%(count)s notice marked as read.", "%(count)s notices marked as read.", count)
        messages.success(request, text % {"count": count})
    else:
        messages.info(request, _("There was nothing unread."))
    return redirect("notices:list")
