"""An import from the page: looked at first, kept, carried out by the worker a few lines at a time."""

import time
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import IO, Final

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from goda_exempel import roles
from goda_exempel.accounts.models import Unit, User
from stories.importing.archives import source_of
from stories.importing.entries import read_source
from stories.importing.judging import Planner
from stories.importing.models import ImportLine, ImportRun, Outcome
from stories.importing.plans import Plan
from stories.importing.sources import UnsafeError
from stories.importing.workflow import BRINGS, bring_in

State = ImportRun.State
READS_FOR: Final = 20.0  # seconds that an upload may take to be read, while its sender waits
LOOKS_FOR: Final = 12.0  # seconds that the pictures of an upload are looked at closely, while its sender waits
AT_A_TIME: Final = 15.0  # seconds the worker gives an import before letters have their turn
STANDS_STILL: Final = timedelta(minutes=10)
KEPT_FOR: Final = timedelta(days=14)  # an upload that nobody carries out


def look_at(upload: File[bytes], *, by: User, unit: Unit | None) -> ImportRun:
    """The dry run: keep the upload and what each of its lines would become. Raises UnsafeError."""
    source = source_of(upload.name or "import", upload.open("rb"))
    reading = read_source(source, seconds=READS_FOR)
    plans = list(Planner(source, reading, by=by, unit=unit, seconds=LOOKS_FOR).plans())
    ending = PurePosixPath(upload.name or "").suffix.lower()[:8]
    upload.seek(0)
    kept = default_storage.save(f"imports/{get_random_string(24)}{ending}", upload)
    with transaction.atomic():
        run = ImportRun.objects.create(
            name=PurePosixPath(upload.name or "import").name[:200], file=kept, unit=unit, by=by, by_name=by.name,
            remarks=reading.remarks,
        )  # fmt: skip
        ImportLine.objects.bulk_create(line_of(run, position, plan) for position, plan in enumerate(plans))
    return run


def line_of(run: ImportRun, position: int, plan: Plan) -> ImportLine:
    return ImportLine(
        run=run, position=position, place=str(plan.entry)[:300], title=plan.entry.title[:300], outcome=plan.outcome,
        notes=plan.said, story_id=plan.story_pk, is_done=plan.outcome not in BRINGS,
    )  # fmt: skip


def carry_out(run: ImportRun, *, by: User) -> bool:
    """Begin to bring in what was looked at. False where somebody was first."""
    from stories.importing.tasks import go_on

    now = timezone.now()
    with transaction.atomic():
        begun = ImportRun.objects.filter(pk=run.pk, state=State.LOOKED).update(
            state=State.WORKING, carried_by=by, carried_by_name=by.name, carried_at=now, moved_at=now
        )
        if begun:
            go_on.enqueue(run.pk)
    return bool(begun)


def discard(run: ImportRun) -> bool:
    """Let go of an upload that was only looked at. False where it is under way, or done."""
    if not ImportRun.objects.filter(pk=run.pk, state=State.LOOKED).update(state=State.DISCARDED, file=""):
        return False
    default_storage.delete(run.file)
    return True


def work_on(run_pk: int, seconds: float = AT_A_TIME) -> bool:
    """Bring in lines for a while, each in its own transaction. True while more are left. Safe to run twice."""
    run = ImportRun.objects.filter(pk=run_pk, state=State.WORKING).select_related("carried_by", "unit").first()
    if run is None:
        return False
    try:
        with default_storage.open(run.file) as file:
            return _work(run, file, seconds)
    except FileNotFoundError:
        return _give_up(run, _("The upload is gone. Send the file again: what came in is known."))


def _give_up(run: ImportRun, sentence: str) -> bool:
    run.lines.filter(is_done=False).update(outcome=Outcome.FAILED, notes=[sentence], is_done=True)
    return _end(run)


def _work(run: ImportRun, file: IO[bytes], seconds: float) -> bool:
    """The clock starts once the source is read, and at least one line is brought in, or it would go on for ever."""
    by = run.carried_by
    if not isinstance(by, User) or not by.is_active or not by.has_role(roles.EDITOR):
        return _give_up(run, _("Whoever began the import may not publish any more. An editor can send the file again."))
    try:
        source = source_of(run.name, file)
        planner = Planner(source, read_source(source), by=by, unit=run.unit)
    except UnsafeError as error:
        return _give_up(run, str(error))
    left, until = run.lines.filter(is_done=False), time.monotonic() + seconds
    for line in left:
        _bring_line(line, planner, by)
        ImportRun.objects.filter(pk=run.pk).update(moved_at=timezone.now())
        if time.monotonic() > until:
            return left.all().exists() or _end(run)
    return _end(run)


def _bring_line(line: ImportLine, planner: Planner, by: User) -> None:
    """Judge the line again, as things are now, and do it. Whoever else has it at this moment does it instead."""
    try:
        with transaction.atomic():
            mine = ImportLine.objects.select_for_update(skip_locked=True).filter(pk=line.pk, is_done=False).first()
            if mine is None:
                return
            plan = planner.plan(line.position)
            mine.story = bring_in(plan, planner.source, by=by, kept=planner.kept)
            mine.story_id = mine.story_id or plan.story_pk
            mine.outcome, mine.notes, mine.is_done = plan.outcome, plan.said, True
            mine.save(update_fields=["story", "outcome", "notes", "is_done"])
    except IntegrityError:
        words = [_("Another import brought in the same story at the same moment. Run it again to see.")]
        ImportLine.objects.filter(pk=line.pk).update(outcome=Outcome.FAILED, notes=words, is_done=True)


def _end(run: ImportRun) -> bool:
    """The upload has done its service once every line is brought in."""
    if ImportRun.objects.filter(pk=run.pk, state=State.WORKING).update(state=State.DONE, file=""):
        default_storage.delete(run.file)
    return False


def tidy(now: datetime) -> None:
    """Take up again what a dead worker left, and let go of uploads that nobody has carried out."""
    from stories.importing.tasks import go_on

    for run in ImportRun.objects.filter(state=State.WORKING, moved_at__lt=now - STANDS_STILL):
        ImportRun.objects.filter(pk=run.pk).update(moved_at=now)
        go_on.enqueue(run.pk)
    for run in ImportRun.objects.filter(state=State.LOOKED, at__lt=now - KEPT_FOR):
        discard(run)
