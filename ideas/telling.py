"""Telling people about an idea outside its moves: what may not leave the house does not."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.utils import translation

from goda_exempel.accounts.models import User
from goda_exempel.notices.kinds import NoticeKind
from goda_exempel.notices.workflow import tell
from ideas.models import CLOSED_LETTER, Idea


def tell_about(
    idea: Idea,
    people: Iterable[User | None],
    *,
    letter: str,
    kind: NoticeKind,
    context: Mapping[str, Any] | None = None,
    url: str = "",
) -> None:
    """Tell those of these people who may see the idea. Nobody hears of a draft but its own people.

    ``letter`` names a template under ``templates/emails/``; it reads the idea as ``subject``.
    """
    with translation.override(settings.LANGUAGE_CODE):
        url = url or idea.get_absolute_url()
    for person in {person for person in people if person is not None}:
        if Idea.objects.visible_to(person).filter(pk=idea.pk).exists():
            names = [CLOSED_LETTER] if idea.confidential else [letter]
            tell([person], letter=names, context={"subject": idea, **(context or {})}, url=url, kind=kind)
