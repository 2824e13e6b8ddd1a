"""The report by line as a CSV file that spreadsheets open with å, ä and ö."""

import csv
from collections.abc import Iterable
from io import StringIO

from django.conf import settings
from django.utils.translation import gettext as _

from ideas.board.table import BYTE_ORDER_MARK, harmless
from stories.importing.models import ImportLine


def written(lines: Iterable[ImportLine]) -> str:
    out = StringIO()
    out.write(BYTE_ORDER_MARK)
    table = csv.writer(out, delimiter=";")
    table.writerow([_("Line"), _("Headline"), _("Outcome"), _("Address"), _("What there is to say")])
    for line in lines:
        address = f"{settings.SITE_URL}{line.story.public_url}" if line.story else ""
        cells = (line.place, line.title, line.get_outcome_display(), address, " · ".join(line.notes))
        table.writerow(map(harmless, cells))
    return out.getvalue()
