"""What a poster leads to: an idea in 60 seconds, without an account."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ideas.breakroom.forms import TEXTS, LeaveForm
from ideas.breakroom.guards import may_leave
from ideas.breakroom.models import Poster
from ideas.breakroom.pages import show, without_session
from ideas.breakroom.stamps import Stamp, new_stamp
from ideas.breakroom.workflow import AlreadyLeftError, PosterEndedError, Receipt, leave, pretend


@without_session
@require_http_methods(["GET", "HEAD", "POST"])
def leave_idea(request: HttpRequest, token: str) -> HttpResponse:
    poster = Poster.objects.at(token)
    if poster is None or not poster.is_in_force:
        return _no_poster(request, poster)
    if request.method != "POST":
        return _form(request, poster, LeaveForm(poster=poster.pk))
    form = LeaveForm(request.POST, poster=poster.pk)
    if not form.is_valid():
        return _form(request, poster, form)
    return _leave(request, poster, form)


def _leave(request: HttpRequest, poster: Poster, form: LeaveForm) -> HttpResponse:
    now, stamp = timezone.now(), form.sent_stamp
    if stamp is None or stamp.is_too_old(now):
        form.stamp_anew((stamp or new_stamp(poster.pk, now)).renewed(now))
        return _form(
            request, poster, form, _("The page has been open for long. Press once more, then your idea is sent.")
        )
    if stamp.is_too_quick(now):
        return _form(request, poster, form, _("That was quicker than we can keep up with. Press once more."))
    if not may_leave(request, poster.pk):
        sentence = _("Many ideas have come from here in a short time. Your text is still here. Send it in an hour.")
        return _form(request, poster, form, sentence, status=429)
    return _store(request, poster, form, stamp)


def _store(request: HttpRequest, poster: Poster, form: LeaveForm, stamp: Stamp) -> HttpResponse:
    if form.caught_a_robot:
        return _receipt(request, pretend(poster, secret=stamp.secret))
    told = form.cleaned_data
    try:
        receipt = leave(
            poster,
            secret=stamp.secret,
            name=told["submitter_name"],
            confidential=told["confidential"],
            texts=form.texts,
        )
    except PosterEndedError:
        return _no_poster(request, poster)
    except AlreadyLeftError as error:
        form.stamp_anew(new_stamp(poster.pk, timezone.now()).renewed(timezone.now()))
        words = {"number": error.idea.number}
        sentence = (
            _("You have already left %(number)s with this form. Press once more if this is another idea.") % words
        )
        return _form(request, poster, form, sentence)
    return _receipt(request, receipt)


def _form(
    request: HttpRequest, poster: Poster, form: LeaveForm, sentence: str = "", *, status: int = 200
) -> HttpResponse:
    return show(request, "leave", {"poster": poster, "form": form, "sentence": sentence}, status=status)


def _receipt(request: HttpRequest, receipt: Receipt) -> HttpResponse:
    return show(request, "receipt", {"idea": receipt.idea, "code": receipt.code})


def _no_poster(request: HttpRequest, poster: Poster | None) -> HttpResponse:
    """Of an old poster (410) or none (404); what somebody had written is shown, so that it is not lost."""
    texts = [text for name in TEXTS if (text := request.POST.get(name, "").strip())]
    return show(request, "no_poster", {"poster": poster, "texts": texts}, status=410 if poster else 404)
