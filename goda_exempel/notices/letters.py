"""What a letter of the portal looks like.

Each says that a machine wrote it (RFC 3834), which list it is of (RFC 2919), and how to end its kind with one press
(RFC 8058), except those about a person's own ideas, which can not be ended and say why they come. Its Message-ID and
date are those of what it tells, so that a letter that is sent again is known as the same by mail programs.
``Precedence`` is left out: no standard knows it, and RFC 3834 says what it was used for.
"""

from collections.abc import Iterable
from datetime import datetime
from email.utils import format_datetime, parseaddr
from typing import Any, Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from goda_exempel.accounts.models import User
from goda_exempel.notices.choices import sign
from goda_exempel.notices.kinds import ALWAYS_AT_ONCE, NoticeKind
from goda_exempel.notices.models import Digest, Notice, OutsideLetter
from goda_exempel.text import first_words

LONGEST_LINE: Final = 160
LONGEST_HEADER: Final = 998  # characters, of RFC 5322


class Letter(EmailMessage):
    """With each header on one line: links in them are longer than where lines are broken, and not all programs mend."""

    def message(self) -> Any:  # type: ignore[override]
        message = super().message()
        message.policy = message.policy.clone(max_line_length=LONGEST_HEADER)
        return message


def letter_of(notice: Notice) -> EmailMessage:
    return _letter(
        notice.person,
        subject=notice.subject,
        template="emails/notices/one.txt",
        context={"notice": notice, "link": address(notice.url)},
        kinds=[notice.kind],
        headers=_headers(f"notis.{notice.pk}", notice.created, notice.kind),
    )


def digest_letter(digest: Digest, notices: Iterable[Notice]) -> EmailMessage:
    """One letter of several notices, the oldest first: title, a line and a link of each."""
    notices = sorted(notices, key=lambda notice: (notice.created, notice.pk))
    rows = [{"subject": row.subject, "line": gist(row), "link": address(row.url)} for row in notices]
    with translation.override(digest.person.language):
        text = ngettext("%(count)s thing that has happened", "%(count)s things that have happened", len(rows))
    return _letter(
        digest.person,
        subject=text % {"count": len(rows)},
        template="emails/notices/digest.txt",
        context={"rows": rows},
        kinds=[notice.kind for notice in notices],
        headers=_headers(f"sammanfattning.{digest.pk}", digest.created, "digest"),
    )


def outside_letter(row: OutsideLetter) -> EmailMessage:
    return Letter(
        subject=row.subject,
        body=f"{row.body}\n",
        to=[row.email],
        headers=_headers(f"brev.{row.pk}", row.created, "outside"),
    )


def gist(notice: Notice) -> str:
    """The first sentence after the greeting."""
    paragraphs = notice.body.split("\n\n")
    return first_words(paragraphs[1] if len(paragraphs) > 1 else paragraphs[0], LONGEST_LINE)


def address(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def _letter(
    person: User, *, subject: str, template: str, context: dict[str, Any], kinds: list[str], headers: dict[str, str]
) -> EmailMessage:
    with translation.override(settings.LANGUAGE_CODE):  # the address without a language: it follows its reader
        settings_page = address(reverse("notices:settings"))
    can_end: list[NoticeKind] = [kind for kind in NoticeKind if kind in kinds and kind != ALWAYS_AT_ONCE]
    with translation.override(person.language):
        body = render_to_string(
            template,
            {
                **context,
                "person": person,
                "site_name": settings.SITE_NAME,
                "settings_page": settings_page,
                "kinds": [str(kind.label) for kind in can_end],
            },
        )
    if can_end:
        headers |= _one_press(person, can_end)
    return Letter(subject=subject, body=body.strip() + "\n", to=[person.email], headers=headers)


def _one_press(person: User, kinds: list[NoticeKind]) -> dict[str, str]:
    with translation.override(settings.LANGUAGE_CODE):
        link = address(reverse("notices:unsubscribe", args=[sign(person, kinds)]))
    return {"List-Unsubscribe": f"<{link}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def _headers(key: str, at: datetime, of: str) -> dict[str, str]:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return {
        "Message-ID": f"<{key}.{at:%Y%m%d%H%M%S%f}@{domain}>",
        "Date": format_datetime(timezone.localtime(at)),
        "List-Id": f"<{of}.goda-exempel.{domain}>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
