"""Debts of a story: made when it begins, changed and settled by the desk, and each reminded of once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from goda_exempel import roles
from goda_exempel.accounts.models import User
from goda_exempel.notices.workflow import tell, write_outside
from goda_exempel.working_days import add_working_days
from ideas.models import Contributor, Idea
from stories.debts.models import Debt
from stories.debts.rule import has_figure, has_picture, has_quote, is_met
from stories.models import Story
from stories.months.models import MonthSlot
from stories.months.reading import plan_of
from stories.permissions import is_on_the_desk
from stories.states import StoryState

SOONEST: Final = 2  # working days from today, for a month whose days have passed


@dataclass(frozen=True, slots=True)
class Person:
    """From whom something is to come."""

    name: str
    user: User | None = None
    contributor: Contributor | None = None


def owe(story: Story, ideas: Iterable[Idea]) -> list[Debt]:
    """What a new draft lacks, each with a name and a date counted back from its month."""
    plan, people = plan_of(story.month), _people_of(ideas)
    desk = _who_sees_to(story, plan)
    knows = people[0] if people else desk
    missing = [
        (not has_quote(story), Debt.Kind.QUOTE, knows, plan.interview_due),
        (not has_figure(story), Debt.Kind.FIGURE, knows, plan.text_due),
        (not has_picture(story), Debt.Kind.PICTURE, desk, plan.picture_due),
        *((_is_to_consent(person), Debt.Kind.CONSENT, person, plan.fact_check_due) for person in people),
    ]
    return Debt.objects.bulk_create(
        _debt(story, kind, person, day) for is_missing, kind, person, day in missing if is_missing
    )


def _is_to_consent(person: Person) -> bool:
    return person.contributor is None or person.contributor.naming == Contributor.Naming.WAITING


def _debt(story: Story, kind: str, person: Person, day: date) -> Debt:
    due = max(day, add_working_days(timezone.localdate(), SOONEST))
    who = {"person": person.user, "contributor": person.contributor, "person_name": person.name}
    return Debt(story=story, kind=kind, due=due, **who)


def _people_of(ideas: Iterable[Idea]) -> list[Person]:
    """Those who may be named, each once: who handed in first, then those who share."""
    people: dict[tuple[int | None, str], Person] = {}
    for idea in ideas:
        if idea.submitter is not None and idea.submitter.is_active:
            people.setdefault((idea.submitter_id, ""), Person(idea.submitter.name, idea.submitter))
        for row in idea.contributors.select_related("user"):
            if row.is_named and (row.user is None or row.user.is_active):
                key = (row.user_id, "" if row.user_id else row.name.casefold())
                people.setdefault(key, Person(row.name, row.user, row))
    return list(people.values())


def _who_sees_to(story: Story, plan: MonthSlot) -> Person:
    """Whoever sees to the month, or else whoever writes."""
    person = plan.owner or story.writer
    return Person(person.name, person) if person is not None else Person(_("The desk"))


def add(story: Story, values: Mapping[str, Any]) -> Debt:
    return Debt.objects.create(story=story, **values)


def change(debt: Debt, values: Mapping[str, Any]) -> Debt:
    """Another person or day. With another day there is another reminder."""
    with transaction.atomic():
        current = Debt.objects.select_for_update(of=("self",)).get(pk=debt.pk)
        if current.due != values.get("due", current.due):
            current.reminded_at = None
        if current.person != values.get("person", current.person):
            current.contributor = None
        for name, value in values.items():
            setattr(current, name, value)
        current.save(update_fields=[*values, "reminded_at", "contributor"])
    return current


def settle(debt: Debt, *, by: User) -> bool:
    """False where somebody was first."""
    rows = Debt.objects.filter(pk=debt.pk, settled_at=None)
    return bool(rows.update(settled_at=timezone.now(), settled_by_name=by.name))


def reopen(debt: Debt) -> bool:
    rows = Debt.objects.filter(pk=debt.pk).exclude(settled_at=None)
    return bool(rows.update(settled_at=None, settled_by_name=""))


def remind_of_debts(now: datetime) -> int:
    """Remind each person once of what is late, while the story is written. Safe to run twice."""
    today = timezone.localtime(now).date()
    in_work = [StoryState.DRAFT, StoryState.FACT_CHECK, StoryState.IN_REVIEW]
    with transaction.atomic():
        rows = Debt.objects.filter(settled_at=None, reminded_at=None, due__lt=today, story__state__in=in_work)
        rows = rows.select_for_update(of=("self",), skip_locked=True)
        late = rows.select_related("story__writer", "person", "contributor").prefetch_related("story__fact_checks")
        return sum(_remind(debt, now) for debt in late)


def _remind(debt: Debt, now: datetime) -> bool:
    if is_met(debt):
        return False
    debt.reminded_at = now
    debt.save(update_fields=["reminded_at"])
    context = {"subject": debt.story, "debt": debt, "municipality": settings.MUNICIPALITY, "contact": settings.CONTACT}
    email = debt.contributor.email if debt.contributor is not None and debt.person is None else ""
    if email:
        write_outside(email, letter="stories/debts/late_outside", context=context)
        return True
    for person in _whom_to_remind(debt):
        tell([person], letter=["stories/debts/late"], context=context, url=_page_for(person, debt.story))
    return True


def _whom_to_remind(debt: Debt) -> set[User]:
    """The person, or the desk where there is no account: then somebody has to call."""
    if debt.person is not None and debt.person.is_active:
        return {debt.person}
    writer = debt.story.writer
    return {writer} if writer is not None and writer.is_active else set(User.objects.with_role(roles.EDITOR))


def _page_for(person: User, story: Story) -> str:
    """The desk's page for the desk; for others the page of their idea, which says what is waited for."""
    with override(settings.LANGUAGE_CODE):
        idea = None if is_on_the_desk(person) else Idea.objects.visible_to(person).filter(stories=story).first()
        return idea.get_absolute_url() if idea else f"{reverse('stories:work', args=[story.pk])}#vantar-pa"
