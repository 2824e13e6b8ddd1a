from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError
from django.utils.translation import gettext as _

from goda_exempel import roles
from goda_exempel.accounts.models import Unit, User
from stories.importing.archives import source_at
from stories.importing.entries import FORMATS, read_source
from stories.importing.judging import Planner
from stories.importing.models import ImportLine, ImportRun, Outcome
from stories.importing.plans import Plan
from stories.importing.reading import counts
from stories.importing.report import written
from stories.importing.runs import State, line_of
from stories.importing.sources import UnsafeError
from stories.importing.workflow import bring_in


class Command(BaseCommand):
    help = "Bring along the stories of an older site: a folder, a ZIP archive or a table. See docs/import.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, metavar="PATH", help="a folder, a ZIP archive, a table or a saved page")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")
        parser.add_argument("--format", choices=sorted(FORMATS), default="", help="read only files of this kind")
        parser.add_argument("--as", dest="person", metavar="EMAIL", help="the editor who approves; else the first one")
        parser.add_argument("--unit", metavar="SLUG", help="the unit of stories whose own unit is not known")
        parser.add_argument("--report", type=Path, metavar="FILE", help="also write the report by line as CSV")

    def handle(self, *, path: Path, dry_run: bool, person: str | None, unit: str | None, **options: Any) -> None:
        by = _editor(person)
        try:
            source, only = source_at(path)
            reading = read_source(source, only=only, kind=options["format"])
        except UnsafeError as refusal:
            raise CommandError(f"{path}: {refusal}") from refusal
        planner = Planner(source, reading, by=by, unit=_unit(unit))
        for remark in reading.remarks:
            self.stderr.write(remark)
        run = ImportRun(name=path.name[:200], by=by, by_name=by.name, remarks=reading.remarks, state=State.DONE)
        if not dry_run:
            run.carried_by, run.carried_by_name, run.carried_at = by, by.name, run.at
            run.save()
        lines = [self._line(run, planner, position, dry_run=dry_run) for position in range(len(reading.entries))]
        self._finish(lines, options["report"], dry_run=dry_run)

    def _line(self, run: ImportRun, planner: Planner, position: int, *, dry_run: bool) -> ImportLine:
        plan = planner.plan(position)
        story = None if dry_run else _bring(plan, planner)
        line = line_of(run, position, plan)
        line.story_id, line.is_done = (story.pk if story else plan.story_pk), True
        if not dry_run:
            line.save()
        address = f" → {line.story.public_url}" if line.story else ""
        self.stdout.write(f"{line.place}: {line.get_outcome_display()}: {line.title}{address}")
        for note in line.notes:
            self.stdout.write(f"    {note}")
        return line

    def _finish(self, lines: list[ImportLine], report: Path | None, *, dry_run: bool) -> None:
        if report is not None:
            report.write_text(written(lines), encoding="utf-8")
        found = counts(line.outcome for line in lines)
        parts = ", ".join(f"{label}: {number}" for _value, label, number in found) or _("nothing")
        words = {"all": len(lines), "parts": parts}
        self.stdout.write(_("%(all)s lines. %(parts)s.") % words)
        if dry_run:
            self.stdout.write(_("Nothing was changed: this was a dry run."))
        failed = sum(line.outcome == Outcome.FAILED for line in lines)
        if failed or not lines:
            raise CommandError(
                _("%(failed)s of %(all)s lines could not be read.") % {"failed": failed, "all": len(lines)}
            )


def _bring(plan: Plan, planner: Planner) -> Any:
    try:
        return bring_in(plan, planner.source, by=planner.by, kept=planner.kept)
    except IntegrityError:
        plan.fail(_("Another import brought in the same story at the same moment. Run it again to see."))
        return None


def _editor(email: str | None) -> User:
    """An import publishes, so it is done by somebody who may approve."""
    editors = User.objects.with_role(roles.EDITOR).filter(is_active=True)
    if email is None:
        person = editors.order_by("pk").first()
        missing = _("There is no editor to approve what is published. Say who with --as.")
    else:
        person = editors.filter(email__iexact=email).first()
        missing = _("%s is not an editor of the portal, and an import publishes.") % email
    if person is None:
        raise CommandError(missing)
    return person


def _unit(slug: str | None) -> Unit | None:
    if slug is None:
        return None
    unit = Unit.objects.filter(slug=slug).first()
    if unit is None:
        raise CommandError(_("There is no unit with the address %s.") % slug)
    return unit
