"""What the pages about fact checks show: the article under a link, and to the desk how far each person has come."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import Count, Max
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from goda_exempel.accounts.models import User
from goda_exempel.context import site
from stories.facts.links import link_to
from stories.facts.models import LINK_LASTS, FactAnswer, FactCheck
from stories.models import Story
from stories.reading import StoryPage, page_of
from stories.states import StoryState
from stories.waits import Wait

_KEY: Final = "[0-9a-f]{64}"
_BROWSERS: Final = (("Edg", "Edge"), ("Firefox", "Firefox"), ("SamsungBrowser", "Samsung"), ("Chrome", "Chrome"),
                    ("Safari", "Safari"))  # fmt: skip


def article(request: HttpRequest, story: Story, token: str) -> tuple[StoryPage, SafeString]:
    """The article as readers will see it, with its pictures at addresses that the link opens.

    Those of the work version are for people who log in.
    """
    page = page_of(story, story)
    html: str = render_to_string("stories/_article.html", {**site(request), "story_page": page})
    here = reverse("fact_check", args=[token])
    at_work = f"{reverse('stories:work', args=[story.pk])}bild/"
    html = re.sub(rf"{at_work}({_KEY})-", rf"{here}bilder/\1/", html)  # in the text
    html = html.replace(at_work, f"{here}bild/")
    return page, mark_safe(html)  # noqa: S308 (rendered by a template just now)


def device_of(request: HttpRequest) -> str:
    """Roughly what somebody reads with: enough to tell two apart, too little to tell who."""
    agent = request.headers.get("User-Agent", "")
    kind = "mobile" if re.search(r"Mobi|Android|iPhone|iPad", agent) else "computer"
    return f"{next((name for mark, name in _BROWSERS if mark in agent), '?')}, {kind}"


@dataclass(frozen=True, slots=True)
class Row:
    """A person who is asked, as the desk sees it."""

    check: FactCheck
    link: str
    holds: bool
    is_void: bool
    is_expired: bool
    views: int
    last_view: datetime | None
    devices: int
    answers: list[FactAnswer]

    @property
    def is_open(self) -> bool:
        return not self.holds


def rows_of(story: Story) -> list[Row]:
    """In two queries, however many are asked."""
    digest, now = story.fingerprint, timezone.now()
    checks = story.fact_checks.select_related("person").prefetch_related("answers").annotate(
        opened=Count("views"), opened_last=Max("views__at"), devices=Count("views__device", distinct=True)
    )  # fmt: skip
    return [_row(check, digest, now) for check in checks]


def _row(check: Any, digest: str, now: datetime) -> Row:
    return Row(
        check=check,
        link="" if check.revoked_at or check.is_expired(now) else link_to(check),
        holds=check.holds_for(digest),
        is_void=check.is_void_for(digest),
        is_expired=check.is_expired(now),
        views=check.opened,
        last_view=check.opened_last,
        devices=check.devices,
        answers=list(check.answers.all()),
    )


def answer_due(check: FactCheck) -> date:
    """The day until which an answer is hoped for: a week after the question, when the last reminder goes out."""
    return timezone.localtime(check.asked_at + LINK_LASTS / 3).date()


def is_late(check: FactCheck, now: datetime) -> bool:
    return now - check.asked_at > timedelta(days=7)


def waits(user: User, now: datetime) -> list[Wait]:
    """What the desk has to do about those who are asked: somebody says no, wants a new link, or is silent too long."""
    rows = (
        FactCheck.objects.filter(story__in=Story.objects.in_work()).select_related("story").order_by("asked_at", "pk")
    )
    return [
        Wait(
            check.story,
            what,
            answer_due(check),
            f"{check.story.get_absolute_url()}#faktakoll-{check.pk}",
            is_mine=check.story.writer_id == user.pk,
            is_late=is_late(check, now),
        )
        for check in rows.order_by("asked_at", "pk")
        if (what := _what_to_do(check, now))
    ]


def _what_to_do(check: FactCheck, now: datetime) -> str:
    name = {"name": check.person_name}
    if check.answer == FactCheck.Answer.DECLINED:
        return _("%(name)s says no to the story") % name
    if check.story.state != StoryState.FACT_CHECK or check.waived_at is not None:
        return ""
    if check.new_link_asked_at is not None:
        return _("%(name)s asks for a new link to the fact check") % name
    is_silent = not check.has_answered(check.story.fingerprint) and is_late(check, now)
    return _("%(name)s has not answered about the facts") % name if is_silent else ""
