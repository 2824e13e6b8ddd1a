"""Subscribers and issues, made straight in the state a test needs."""

from datetime import date
from itertools import count
from typing import Any

from django.utils import timezone

from goda_exempel import roles
from goda_exempel.accounts.models import User
from stories.models import Story
from stories.newsletter.models import Issue, Subscriber
from stories.newsletter.workflow import begin, write
from tests.factories import make_user
from tests.stories.factories import make_published_story

_numbers = count(1)


def make_subscriber(email: str = "", **fields: Any) -> Subscriber:
    """Confirmed, unless told otherwise."""
    now = timezone.now()
    email = email or f"lasare{next(_numbers)}@hemma.example"
    return Subscriber.objects.create(**{"email": email, "mailed_at": now, "confirmed_at": now, **fields})


def make_subscribers(number: int) -> list[str]:
    return [make_subscriber().address for _row in range(number)]


def this_month() -> date:
    return timezone.localdate().replace(day=1)


def make_issue(month: date | None = None, **texts: str) -> Issue:
    return write(month or this_month(), {"subject": "Soppan som barnen lagar", "greeting": "Hej!", **texts})


def make_story_of_month(month: date | None = None, **fields: Any) -> Story:
    return make_published_story(**{"month": month or this_month(), **fields})


def begin_issue(number: int = 0, **texts: Any) -> Issue:
    """An issue with a story, begun: its letters are queued for ``number`` new subscribers and those there are."""
    make_subscribers(number)
    make_story_of_month()
    return begin(make_issue(**texts).month, by=make_user(roles.COMMUNICATOR))


def desk() -> User:
    return make_user(roles.COMMUNICATOR)
