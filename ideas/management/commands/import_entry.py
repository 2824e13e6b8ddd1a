from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from goda_exempel import roles
from goda_exempel.accounts.models import Unit, User
from ideas.importing.reader import Entry, read
from ideas.importing.text import UnreadableError, decode
from ideas.importing.workflow import make_idea


class Command(BaseCommand):
    help = "Make an idea of an entry in the national form for good examples, saved as plain text."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--unit", metavar="SLUG", help="the unit of the idea; else the first unit of the person")
        parser.add_argument("--by", metavar="EMAIL", help="who hands it in; else the first idea coach or administrator")

    def handle(self, *, file: Path, unit: str | None, by: str | None, **options: Any) -> None:
        entry = self._entry(file)
        if entry.errors:
            faults = "\n".join(f"  {finding}" for finding in entry.errors)
            raise CommandError(_("Nothing is imported from %(file)s:") % {"file": file} + f"\n{faults}")
        person = _person(by)
        idea = make_idea(entry, by=person, unit=_unit(unit, person))
        words = {"number": idea.number, "title": idea.title, "name": person.name, "unit": idea.unit}
        self.stdout.write(_("%(number)s “%(title)s” is handed in by %(name)s, %(unit)s.") % words)

    def _entry(self, file: Path) -> Entry:
        try:
            text, remarks = decode(file.read_bytes())
        except OSError as error:
            words = {"file": file, "why": error.strerror}
            raise CommandError(_("%(file)s can't be read: %(why)s.") % words) from error
        except UnreadableError as error:
            raise CommandError(f"{file}: {error}") from error
        entry = read(text)
        for remark in [*remarks, *entry.remarks]:
            self.stderr.write(str(remark))
        return entry


def _person(email: str | None) -> User:
    people = User.objects.filter(is_active=True)
    if email is not None:
        person = people.filter(email__iexact=email).first()
        missing = _("There is no person with the address %s.") % email
    else:
        person = User.objects.with_role(roles.COACH, roles.ADMINISTRATOR).order_by("pk").first()
        missing = _("There is nobody to hand it in. Say who with --by.")
    if person is None:
        raise CommandError(missing)
    return person


def _unit(slug: str | None, person: User) -> Unit:
    if slug is not None:
        unit = Unit.objects.filter(slug=slug).first()
        missing = _("There is no unit with the address %s.") % slug
    else:
        unit = person.units.order_by("name").first() or Unit.objects.filter(parent=None).order_by("name").first()
        missing = _("There are no units yet. Make one first.")
    if unit is None:
        raise CommandError(missing)
    return unit
