"""The municipality's own colours, as a small stylesheet beside the compiled theme."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe


@require_safe
@cache_control(public=True, max_age=300)
def theme(request: HttpRequest) -> HttpResponse:
    """The accent colours from GODA_ACCENT_LIGHT and GODA_ACCENT_DARK; empty where the theme's own are used."""
    colours = {"--accent-light": settings.ACCENT_LIGHT, "--accent-dark": settings.ACCENT_DARK}
    rules = "".join(f"{name}:{colour};" for name, colour in colours.items() if colour)
    return HttpResponse(f":root{{{rules}}}\n" if rules else "", content_type="text/css; charset=utf-8")
