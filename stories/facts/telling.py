"""The letters to those who are asked: a notice to whoever has an account, a letter with the link to all others."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from goda_exempel.notices.workflow import tell, write_outside
from stories.facts.links import link_to
from stories.facts.models import FactCheck


def write(check: FactCheck, letter: str, **more: Any) -> bool:
    """Send ``stories/facts/<letter>`` to somebody without an account; False where there is no address to send to."""
    if not check.email:
        return False
    about = {"subject": check.story, "check": check, "link": link_to(check), "municipality": settings.MUNICIPALITY}
    write_outside(check.email, letter=f"stories/facts/{letter}", context={**about, "contact": settings.CONTACT, **more})
    return True


def remind(check: FactCheck, days: int) -> bool:
    """Once more, by notice or by letter; False where the person can be reached by neither."""
    if check.without_account:
        return write(check, "reminder_outside", days=days)
    if check.person is None or not check.person.is_active:
        return False
    with override(settings.LANGUAGE_CODE):
        url = reverse("stories:facts", args=[check.story_id])
    context = {"subject": check.story, "check": check, "days": days}
    tell([check.person], letter=["stories/facts/reminder"], context=context, url=url)
    return True
