"""A unit's poster as a PDF to print: A4, one page, tagged (PDF/UA-1)."""

from io import BytesIO
from pathlib import Path
from typing import Final

import segno
import typst
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from ideas.breakroom.models import Poster

SOURCE: Final = Path(settings.BASE_DIR) / "templates" / "documents" / "poster.typ"


def poster_as_pdf(poster: Poster) -> bytes:
    """In the language of the portal, whoever downloads it: it hangs where everybody passes by.

    The fonts are those that typst brings along, so that it looks the same wherever it is made.
    """
    with translation.override(settings.LANGUAGE_CODE):
        told = _words(poster)
    pdf = typst.compile(SOURCE, sys_inputs=told, ignore_system_fonts=True, pdf_standards="ua-1")
    if not isinstance(pdf, bytes):
        raise TypeError("A PDF is one file.")
    return pdf


def full_address(poster: Poster) -> str:
    """What the QR code holds: the Swedish page, which has a link to the English one."""
    with translation.override(settings.LANGUAGE_CODE):
        return f"{settings.SITE_URL}{poster.get_absolute_url()}"


def _words(poster: Poster) -> dict[str, str]:
    return {
        "lang": settings.LANGUAGE_CODE,
        "title": _("Leave an idea: %(unit)s") % {"unit": poster.unit},
        "municipality": settings.MUNICIPALITY,
        "unit": poster.unit.name,
        "heading": _("Do you have an idea?"),
        "promise": _("60 seconds are enough."),
        "scan": _("Scan the code with your phone, or go to"),
        "address": poster.short_address,
        "alt": _("QR code that leads to %(address)s") % {"address": poster.short_address},
        "terms": _(
            "You need no account and no name. You get an answer within %(days)s working days, by a named person."
        )
        % {"days": settings.REPLY_DAYS},
        "follow": _("Have you left an idea? Follow it with your code at %(address)s")
        % {"address": f"{settings.SITE_URL.partition('://')[2]}{reverse('follow').rstrip('/')}"},
        "qr": _qr(full_address(poster)),
    }


def _qr(address: str) -> str:
    """As SVG, with the quiet margin that readers of codes need."""
    out = BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=4, dark="#000", light="#fff")
    return out.getvalue().decode()
