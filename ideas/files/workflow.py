"""How a file comes to an idea and leaves it. Parts first, then the row: a row always has its parts."""

import errno
import logging
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from goda_exempel.accounts.models import User
from goda_exempel.workflow import WrongState
from ideas.files.judging import Taken, judge
from ideas.files.models import ROOT, IdeaFile, folder_of, new_key
from ideas.files.permissions import CLOSED
from ideas.models import Idea

logger = logging.getLogger(__name__)

MOST_FILES: Final = 20
MOST_BYTES: Final = 100 * 1024 * 1024  # of one idea's files together, as they are stored
LEFT_FOR: Final = timedelta(days=1)
_FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def add(idea: Idea, upload: File[bytes], *, by: User | None) -> IdeaFile:
    """Take in one file; the same file again gives back the one that is there.

    Raises ValidationError with a sentence where it can't be used or there is no room, WrongState where the idea takes
    no more.
    """
    return keep(idea, judge(upload), by=by)


def keep(idea: Idea, taken: Taken, *, by: User | None) -> IdeaFile:
    key = new_key()
    try:
        with transaction.atomic():
            current = _open(idea)
            known = current.files.filter(digest=taken.digest).first()
            if known is not None:
                return known
            _refuse_where_full(current, taken)
            _store(key, taken)
            return _row(current, key, taken, by)
    except BaseException:
        forget(key)
        raise


def _open(idea: Idea) -> Idea:
    """The idea, locked: whoever counts its files counts alone."""
    current = Idea.objects.select_for_update().get(pk=idea.pk)
    if current.state in CLOSED:
        raise WrongState(current, current.state)
    return current


def _refuse_where_full(idea: Idea, taken: Taken) -> None:
    if idea.files.count() >= MOST_FILES:
        raise ValidationError(
            _("An idea can have at most %(most)s files. Remove one first.") % {"most": MOST_FILES}, code="too_many"
        )
    used = idea.files.aggregate(used=Sum("size", default=0))["used"]
    if used + taken.size > MOST_BYTES:
        raise ValidationError(
            _("The files of an idea can be at most %(most)s MB together. Remove one first.")
            % {"most": MOST_BYTES // 1024**2},
            code="too_much",
        )


def _store(key: str, taken: Taken) -> None:
    try:
        for name, data in taken.parts.items():
            default_storage.save(f"{folder_of(key)}/{name}", ContentFile(data))
    except OSError as error:
        sentence = _("The file could not be stored just now. Try again in a while.")
        if error.errno in _FULL:
            sentence = _("The disk is full, so the file could not be stored. Tell those who run the portal.")
        logger.exception("A file of an idea could not be stored.")
        raise ValidationError(sentence, code="storage") from error


def _row(idea: Idea, key: str, taken: Taken, by: User | None) -> IdeaFile:
    return IdeaFile.objects.create(
        idea=idea,
        key=key,
        kind=taken.kind,
        name=taken.name,
        digest=taken.digest,
        size=taken.size,
        width=taken.width,
        height=taken.height,
        uploaded_by=by,
    )


def describe(file: IdeaFile, description: str) -> None:
    with transaction.atomic():
        _open(file.idea)
        file.description = description
        file.save(update_fields=["description"])


def remove(idea: Idea, pk: int) -> IdeaFile | None:
    """Take a file away, its parts as soon as the row is gone for good; None where it already is."""
    with transaction.atomic():
        row: IdeaFile | None = _open(idea).files.select_for_update().filter(pk=pk).first()
        if row is not None:
            row.delete()
            transaction.on_commit(partial(forget, row.key))
    return row


def forget(key: str) -> None:
    """Delete what is stored under a key. What can't be deleted now, the clock finds later."""
    folder = folder_of(key)
    try:
        for name in default_storage.listdir(folder)[1]:
            default_storage.delete(f"{folder}/{name}")
        default_storage.delete(folder)
    except FileNotFoundError:
        return
    except OSError:
        logger.exception("The files under %s could not be deleted; it is tried again.", folder)


def clean(now: datetime) -> None:
    """Delete what no row leads to: ideas that were deleted, and uploads that were killed in the middle."""
    for key in _stored_keys():
        if not IdeaFile.objects.filter(key=key).exists() and _is_old(folder_of(key), now):
            forget(key)


def _stored_keys() -> list[str]:
    try:
        shelves = default_storage.listdir(ROOT)[0]
        return [key for shelf in shelves for key in default_storage.listdir(f"{ROOT}/{shelf}")[0]]
    except FileNotFoundError:
        return []


def _is_old(folder: str, now: datetime) -> bool:
    """Old enough that no upload is still at it."""
    return default_storage.get_modified_time(folder) < now - LEFT_FOR
