"""Where a person lands after log-in, and the letter about a forgotten password."""

from typing import Final

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from goda_exempel import roles
from goda_exempel.accounts.models import User

# The first row whose role a person has is where that person's work waits.
FIRST_PAGES: Final = (
    ((roles.COACH,), "ideas:queue"),
    ((roles.COMMUNICATOR, roles.EDITOR), "stories:desk"),
    ((roles.JURY_SECRETARY, roles.JUROR), "awards:rooms"),
    ((roles.MANAGER,), "ideas:manager"),
    ((roles.COORDINATOR,), "ideas:orphaned"),
    ((roles.STAFF,), "ideas:board"),
    ((roles.ADMINISTRATOR,), "admin:index"),
)


def first_page(person: User) -> str:
    """The address of the page that answers «what waits for me» for the person's first role."""
    return reverse(next((name for names, name in FIRST_PAGES if person.has_role(*names)), "accounts:me"))


def write_password_letter(email: str) -> bool:
    """Send the letter, in the person's own language; nothing to addresses nobody has or whose person may not log in."""
    person = User.objects.filter(email__iexact=email, is_active=True).first()
    if person is None:
        return False
    with translation.override(person.language):
        text = render_to_string("emails/accounts/password_reset.txt", _about(person))
    subject, _newline, body = text.strip().partition("\n")
    EmailMessage(
        subject=subject,
        body=body.strip() + "\n",
        to=[person.email],
        headers={"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
    ).send()
    return True


def _about(person: User) -> dict[str, object]:
    """The link leads to ``settings.SITE_URL``, never to a host that a request named."""
    place = {
        "uidb64": urlsafe_base64_encode(force_bytes(person.pk)),
        "token": default_token_generator.make_token(person),
    }
    return {
        "person": person,
        "site_name": settings.SITE_NAME,
        "link": f"{settings.SITE_URL}{reverse('accounts:password_reset_confirm', kwargs=place)}",
        "hours": settings.PASSWORD_RESET_TIMEOUT // 3600,
    }
