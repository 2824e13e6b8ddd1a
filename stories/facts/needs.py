"""Which fact checks are open, and so stop the story."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from stories.facts.models import FactAnswer, FactCheck, Kind
from stories.models import Story
from stories.needs import Need

# Who has left the municipality can not answer, and stops nothing; neither does who was never reached and is waived.
CAN_ANSWER = Q(person__is_active=True) | Q(without_account=True)
STOPS = Q(answer=FactCheck.Answer.DECLINED) | (CAN_ANSWER & Q(waived_at=None))


def open_checks(story: Story) -> list[FactCheck]:
    """Who has not confirmed this very wording; a no stays open whatever the desk does, and whoever leaves."""
    digest = story.fingerprint
    return [check for check in story.fact_checks.filter(STOPS) if not check.holds_for(digest)]


def facts_needs(story: Story) -> list[Need]:
    """For the gate before an approval: a line for each person who has not said yes to this wording."""
    return [Need("facts", _said(check), f"{_page(story)}#faktakoll") for check in open_checks(story)]


def _page(story: Story) -> str:
    return reverse("stories:work", args=[story.pk])


def _said(check: FactCheck) -> str:
    if check.answer == FactCheck.Answer.DECLINED:
        return _("%(name)s has said no to the story") % {"name": check.person_name}
    return _("%(name)s has not confirmed the facts") % {"name": check.person_name}


def facts_open(story: Story) -> str:
    """The same as a sentence, for the moves."""
    rows = open_checks(story)
    declined = [check.person_name for check in rows if check.answer == FactCheck.Answer.DECLINED]
    if declined:
        return _("The story can not go on: %(names)s said no to it.") % {"names": ", ".join(declined)}
    names = ", ".join(check.person_name for check in rows)
    return _("Not yet confirmed by: %(names)s.") % {"names": names} if names else ""


def waivable_checks(story: Story) -> QuerySet[FactCheck]:
    """Those the desk may go on without: asked, silent, and never having said no."""
    said_no = FactAnswer.objects.filter(fact_check=OuterRef("pk"), kind=Kind.DECLINE)
    rows: QuerySet[FactCheck] = FactCheck.objects.filter(
        CAN_ANSWER, ~Exists(said_no), story=story, answer=FactCheck.Answer.ASKED, waived_at=None
    )
    return rows


def not_waivable(story: Story) -> str:
    return "" if waivable_checks(story).exists() else _("Everybody who was asked has answered.")
