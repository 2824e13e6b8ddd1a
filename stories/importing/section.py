"""On the desk's page of a story: that it came along from the older site, and what it lacked then."""

from typing import Any

from goda_exempel.accounts.models import User
from goda_exempel.sections import Context
from stories.importing.models import ImportedStory
from stories.importing.plans import FILLED_IN, Kind
from stories.models import Story


def context(user: User, story: Story, bound: Any) -> Context | None:
    row = ImportedStory.objects.filter(story=story).first()
    if row is None:
        return None
    reasons = [{**reason, "field": FILLED_IN.get(Kind(reason["kind"]), "")} for reason in row.reasons]
    return {
        "row": row,
        "reasons": reasons,
        "addresses": [address.path for address in story.old_addresses.all()],
        "is_waiting": bool(reasons) and not story.editions.exists(),
    }
