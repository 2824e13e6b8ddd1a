from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def demonstration_logins() -> Sequence[Any]:
    """The accounts that the log-in page shows (``.role .name .email .password``): none outside the demonstration."""
    if not settings.DEMONSTRATION or find_spec("goda_exempel.demonstration.people") is None:
        return ()
    from goda_exempel.demonstration import people

    return people.LOGINS
