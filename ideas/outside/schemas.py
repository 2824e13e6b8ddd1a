"""What the JSON interface takes and gives. The OpenAPI description is made of these."""

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any, Final

from django.conf import settings
from ninja import Schema
from pydantic import BeforeValidator, Field

from goda_exempel.benefits import BenefitKind
from ideas.models import Idea
from ideas.people.credits import credited_names
from ideas.states import IdeaState

NUMBER: Final = "^IDE-[0-9]{4}-[0-9]{4,9}$"
# RFC 3339, section 5.6: a date and a time with its zone.
MOMENT: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})"
)
WHOLE_NUMBER: Final = re.compile(r"-?[0-9]{1,9}")


def _moment(value: Any) -> datetime:
    if not MOMENT.fullmatch(str(value)):
        raise ValueError("Write a time with its zone, such as 2026-11-24T08:00:00Z; a plus sign in an address is %2B.")
    moment = datetime.fromisoformat(re.sub(r"(\.[0-9]{6})[0-9]+", r"\1", str(value).upper()))
    try:
        return moment.astimezone(UTC)  # the database takes no more than sixteen hours for a zone
    except OverflowError:  # on the first and the last day there is, where hours make no difference
        return moment.replace(tzinfo=UTC)


def _whole_number(value: Any) -> int:
    if not WHOLE_NUMBER.fullmatch(str(value)):
        raise ValueError("Write a whole number.")
    return int(value)


Moment = Annotated[datetime, BeforeValidator(_moment)]
WholeNumber = Annotated[int, BeforeValidator(_whole_number)]


class Filters(Schema):
    """What may be left out is left out, and never null: so the types do not say so."""

    state: IdeaState = Field(None, description="Only ideas in this state.")  # type: ignore[assignment]
    changed_since: Moment = Field(None, description="Only ideas that changed at this time or later.")  # type: ignore[assignment]
    cursor: str = Field(None, max_length=300, description="`next` of the page before. Opaque: do not make one up.")  # type: ignore[assignment]
    limit: WholeNumber = Field(50, ge=1, le=100, description="Ideas a page.")


class UnitOut(Schema):
    slug: str
    name: str


class IdeaOut(Schema):
    number: str = Field(description="Never used again.")
    url: str = Field(description="The page of the idea, for those who log in.")
    title: str
    state: IdeaState
    unit: UnitOut
    by: list[str] = Field(description="Names of those who want to be named.")
    benefit_kind: BenefitKind | None
    problem: str
    solution: str
    benefit: str
    summary: str
    spread: str
    development: str
    submitted_at: datetime | None
    reply_due: date | None
    replied_at: datetime | None
    trial_since: date | None
    in_use_since: date | None
    in_use_where: str
    parked_until: date | None
    changed_at: datetime = Field(description="When the texts or the state last changed.")

    @staticmethod
    def resolve_url(idea: Idea) -> str:
        return f"{settings.SITE_URL}{idea.get_absolute_url()}"

    @staticmethod
    def resolve_by(idea: Idea) -> list[str]:
        return credited_names(idea)

    @staticmethod
    def resolve_benefit_kind(idea: Idea) -> str | None:
        return idea.benefit_kind or None


class PageOut(Schema):
    items: list[IdeaOut]
    next: str | None = Field(description="The cursor of the next page, or null after the last one.")


class Problem(Schema):
    """Every error, with a word for the program and a sentence for whoever wrote it."""

    code: str
    detail: str


class FieldFault(Schema):
    where: str
    what: str


class Invalid(Problem):
    errors: list[FieldFault]
