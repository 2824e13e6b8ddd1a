from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from goda_exempel.caching import fleeting_page
from goda_exempel.public_pages import render_public
from ideas.promise.figures import FEWEST, QUARTERS, quarters


@require_safe
@fleeting_page
def promises(request: HttpRequest) -> HttpResponse:
    """The figures move with every idea and at midnight, so the page is made anew each time and kept nowhere."""
    context = {
        "quarters": quarters(timezone.localdate()),
        "reply_days": settings.REPLY_DAYS,
        "fewest": FEWEST,
        "most_quarters": QUARTERS,
    }
    return render_public(request, "public/promises.html", context)
