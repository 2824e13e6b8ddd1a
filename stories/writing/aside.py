"""What somebody has written and that is not saved: put aside, so that it is not lost when the window closes."""

import re
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from goda_exempel.accounts.models import User
from stories.models import Story
from stories.writing.models import PutAside

LONGEST: Final = 256 * 1024  # characters of a form
LONGEST_EARLIER: Final = 8 * LONGEST
EARLIER: Final = "_earlier"  # among the fields of the newest: what other pages have put aside, the newest first
_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")  # what no database takes


def new_page() -> str:
    """The mark of a page that is opened: what it puts aside is its own."""
    return secrets.token_hex(8)


def put_aside(story: Story, person: User, *, version: str, fields: Mapping[str, str]) -> bool:
    """Keep it instead of what the same page put aside before. False where it is too much to be a text."""
    kept = {name: _UNSTORABLE.sub("\ufffd", value) for name, value in fields.items()}
    if _size(kept) > LONGEST:
        return False
    version = _UNSTORABLE.sub("", version)[:40]
    with transaction.atomic():
        earlier = _others(_locked(story, person), page=kept.get("page", ""), version=version)
        if sum(_size(text["fields"]) for text in earlier) > LONGEST_EARLIER:
            return False
        values = {"at": timezone.now(), "version": version, "fields": {**kept, EARLIER: earlier}}
        PutAside.objects.update_or_create(story=story, person=person, defaults=values)
    return True


def aside_of(story: Story, person: User) -> PutAside | None:
    """The newest; when it is saved or thrown away, the one before it comes forward."""
    return PutAside.objects.filter(story=story, person=person).first()


def fields_of(aside: PutAside) -> dict[str, str]:
    """What stood in the form."""
    return {name: value for name, value in aside.fields.items() if name != EARLIER}


def drop(story: Story, person: User, *, page: str, version: str) -> None:
    """What this page has put aside, or was opened to go on with. What another has put aside stays."""
    with transaction.atomic():
        if (aside := _locked(story, person)) is not None:
            _keep(aside, _others(aside, page=page, version=version))


def throw_away(story: Story, person: User) -> None:
    """The newest."""
    with transaction.atomic():
        if (aside := _locked(story, person)) is not None:
            _keep(aside, _texts(aside)[1:])


def _locked(story: Story, person: User) -> PutAside | None:
    return PutAside.objects.select_for_update().filter(story=story, person=person).first()


def _texts(aside: PutAside | None) -> list[dict[str, Any]]:
    """The newest first."""
    if aside is None:
        return []
    own = {"at": aside.at.isoformat(), "version": aside.version, "fields": fields_of(aside)}
    return [own, *aside.fields.get(EARLIER, [])]


def _others(aside: PutAside | None, *, page: str, version: str) -> list[dict[str, Any]]:
    return [text for text in _texts(aside) if not _is_of(text, page, version)]


def _is_of(text: Mapping[str, Any], page: str, version: str) -> bool:
    """Whether the page has put it aside. One without a mark is known by the version it was opened with."""
    own = text["fields"].get("page", "")
    return bool(own == page and (page or text["version"] == version))


def _keep(aside: PutAside, texts: list[dict[str, Any]]) -> None:
    if not texts:
        aside.delete()
        return
    newest, *earlier = texts
    aside.at, aside.version = datetime.fromisoformat(newest["at"]), newest["version"]
    aside.fields = {**newest["fields"], EARLIER: earlier}
    aside.save(update_fields=["at", "version", "fields"])


def _size(fields: Mapping[str, str]) -> int:
    return sum(len(value) for value in fields.values())
