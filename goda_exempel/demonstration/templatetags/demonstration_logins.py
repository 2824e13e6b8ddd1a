from collections.abc import Sequence

from django import template
from django.conf import settings

from goda_exempel.demonstration.people import LOGINS, Login

register = template.Library()


@register.simple_tag
def demonstration_logins() -> Sequence[Login]:
    """The accounts that the log-in page shows: none outside the demonstration."""
    return LOGINS if settings.DEMONSTRATION else ()
