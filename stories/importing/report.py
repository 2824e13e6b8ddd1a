"""The report by line, for a spreadsheet."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from goda_exempel.spreadsheets import as_csv
from stories.importing.models import ImportLine


def written(lines: Iterable[ImportLine]) -> str:
    return "".join(as_csv(_rows(lines)))


def _rows(lines: Iterable[ImportLine]) -> Iterator[tuple[str, ...]]:
    yield _("Line"), _("Headline"), _("Outcome"), _("Address"), _("What there is to say")
    for line in lines:
        address = f"{settings.SITE_URL}{line.story.public_url}" if line.story else ""
        yield line.place, line.title, line.get_outcome_display(), address, " · ".join(line.notes)
