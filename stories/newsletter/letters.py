"""What the letters of the newsletter look like.

``render`` makes text and HTML from what is published. Page, test and sending all use it, so the preview is the result.
The address that ends the newsletter is the only thing that differs between two recipients.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime, parseaddr
from typing import Any, Final

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from goda_exempel.accounts.models import User
from goda_exempel.notices.letters import Letter
from stories.models import Story
from stories.newsletter.links import NOBODY, absolute, confirm_link, end_link, end_link_of
from stories.newsletter.models import Delivery, Issue, Subscriber
from stories.newsletter.style import STYLE
from stories.reading import Card, card_of

ONE_CLICK: Final = "List-Unsubscribe=One-Click"


class NewsletterLetter(Letter, EmailMultiAlternatives):
    """Text and HTML, each header on one line; the same letter is the same bytes."""

    def message(self) -> Any:  # type: ignore[override]
        message = super().message()
        message.set_boundary(f"={hashlib.sha256(f'{self.to}{self.body}'.encode()).hexdigest()[:40]}")
        return message


@dataclass(frozen=True, slots=True)
class Rendered:
    """A letter's two parts. Each holds ``end`` (the address that ends the newsletter), ready to be replaced."""

    text: str
    html: str
    end: str

    def for_recipient(self, end: str) -> "Rendered":
        return Rendered(self.text.replace(self.end, end), self.html.replace(self.end, end), end)


def stories_of(issue: Issue, at: datetime) -> QuerySet[Story]:
    """The month's stories that readers see then, the latest first."""
    return Story.objects.published(at).of_month(issue.month).for_cards().newest_first()


def render(issue: Issue, stories: QuerySet[Story]) -> Rendered:
    """The letter as it is sent, with a placeholder of the same kind where a recipient's own address stands."""
    end = end_link(NOBODY)
    with translation.override(settings.LANGUAGE_CODE):
        context = _context(issue, [card_of(story) for story in stories], end)
        text = render_to_string("emails/newsletter/issue.txt", context).strip() + "\n"
        html = render_to_string("emails/newsletter/issue.html", {**context, "style": STYLE}).strip() + "\n"
    return Rendered(text, html, end)


def frozen(issue: Issue) -> Rendered:
    """As it was when the sending began."""
    return Rendered(issue.text, issue.html, end_link(NOBODY))


def as_it_is(issue: Issue, now: datetime) -> Rendered:
    """As it would be sent, or as it was."""
    return render(issue, stories_of(issue, issue.shown_at(now))) if issue.may_be_changed else frozen(issue)


def _context(issue: Issue, cards: list[Card], end: str) -> dict[str, Any]:
    return {
        "issue": issue,
        "cards": cards,
        "greeting": issue.greeting.strip(),
        "end": end,
        "site_url": settings.SITE_URL,
        "site_name": settings.SITE_NAME,
        "municipality": settings.MUNICIPALITY,
        "contact": settings.CONTACT,
        "archive": absolute(reverse("archive")),
        "privacy": absolute(reverse("privacy")),
    }


def letter_for(delivery: Delivery, subscriber: Subscriber) -> EmailMessage:
    """The same bytes each time it is made, the Message-ID among them."""
    issue = delivery.issue
    end = end_link_of(subscriber)
    started = issue.started_at or timezone.now()
    headers = {
        "Message-ID": f"<nyhetsbrev.{issue.month:%Y-%m}.{delivery.pk}.{delivery.address_key[:12]}@{_domain()}>",
        "Date": format_datetime(timezone.localtime(started)),
        "List-Unsubscribe": f"<{end}>, <{_mail_to_end()}>",
        "List-Unsubscribe-Post": ONE_CLICK,
    }
    return _letter(issue.subject, frozen(issue).for_recipient(end), subscriber.address, headers)


def trial_letter(issue: Issue, person: User) -> EmailMessage:
    """What the desk sends to itself: the same two parts, and a subject that says that it is a test."""
    rendered = as_it_is(issue, timezone.now())
    with translation.override(settings.LANGUAGE_CODE):
        subject = translation.gettext("Test: %(subject)s") % {"subject": issue.subject}
    return _letter(subject, rendered, person.email, {})


def _letter(subject: str, rendered: Rendered, address: str, headers: dict[str, str]) -> EmailMessage:
    letter = NewsletterLetter(
        subject=" ".join(subject.split()), body=rendered.text, to=[address], headers={**_list_headers(), **headers}
    )
    letter.attach_alternative(rendered.html, "text/html")
    return letter


def _list_headers() -> dict[str, str]:
    """RFC 2919 and RFC 3834: which list it is of, and that no machine is to answer."""
    return {
        "List-Id": f"<nyhetsbrev.goda-exempel.{_domain()}>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }


def _mail_to_end() -> str:
    return f"mailto:{settings.CONTACT}?subject=avsluta%20nyhetsbrevet"


def _domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]


def question_to(subscriber: Subscriber) -> EmailMessage:
    """Whether the address is really to get the newsletter; or, where it does, that it does."""
    name = "already" if subscriber.is_active else "confirm"
    links = {"confirm": confirm_link(subscriber), "end": end_link_of(subscriber)}
    with translation.override(subscriber.language):
        words = {"site_name": settings.SITE_NAME, "municipality": settings.MUNICIPALITY, **links}
        subject, _newline, body = render_to_string(f"emails/newsletter/{name}.txt", words).strip().partition("\n")
    headers = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
    return Letter(subject=" ".join(subject.split()), body=body.strip() + "\n", to=[subscriber.address], headers=headers)
