"""What the moves of a story do beyond the move, and how a story begins and is changed."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from goda_exempel import roles
from goda_exempel.accounts.models import User
from goda_exempel.caching import raise_content_version
from goda_exempel.notices.workflow import tell
from goda_exempel.workflow import Act, Blocked, Engine, WrongState
from ideas.models import Idea
from ideas.states import IdeaState
from stories.addresses import free_slug, keep_address
from stories.candidates import next_empty_month, of_month
from stories.debts.workflow import owe
from stories.facts.effects import EFFECTS as FACTS
from stories.facts.effects import ask_again, guard_wording
from stories.facts.needs import facts_open, not_waivable
from stories.gate.reasons import gate, standing
from stories.inheriting import inherited
from stories.models import Edition, Story, StoryAddress
from stories.months.filling import fill_month, not_on_shelf
from stories.naming import people_of
from stories.needs import needs_of, said
from stories.permissions import PEOPLE, is_on_the_desk, may_edit
from stories.publishing import workflow as publishing
from stories.revisions.keeping import BY_HAND, Saving, close_gathered, is_of_substance, keep_revision, keep_stored
from stories.revisions.models import Revision
from stories.states import STORY_WORKFLOW

Changed = Iterable[str]
_LOCK_OF_BEGINNING: Final = 0x6265


def begin(ideas: Iterable[Idea], *, by: User, month: date) -> Story:
    """A draft that inherits what the ideas already say, and a debt for each thing it lacks."""
    ideas = list(ideas)
    first = ideas[0]
    with transaction.atomic():
        _wait_for_others_who_begin()
        story = Story.objects.create(
            **inherited(ideas), byline=by.name, month=month.replace(day=1), writer=by, last_editor=by,
            slug=free_slug(month.replace(day=1), first.title),
        )  # fmt: skip
        story.ideas.set(ideas)
        StoryAddress.objects.create(story=story, month=story.month, slug=story.slug)
        owe(story, ideas)
        keep_revision(story, by=by, kind=Revision.Kind.BEGUN)
    return story


class MonthTaken(Blocked):
    """The month has a story already: whoever begins one more has to say that it is meant."""


def start(ideas: Iterable[Idea], *, by: User, month: date | None = None, anyway: bool = False) -> Story:
    """A draft from ideas in use that no story is about yet; without a month, for the next one that has none.

    Raises Blocked where somebody was first, and MonthTaken where the month was taken, unless there is to be one more.
    """
    with transaction.atomic():
        _wait_for_others_who_begin()
        chosen = _still_in_use(ideas)
        taken = Story.objects.filter(ideas__in=chosen).first()
        if taken is not None:
            raise Blocked(_("Someone was first: there is already a story about it, “%(title)s”.") % {"title": taken})
        if month is not None and not anyway and of_month(month):
            raise MonthTaken(_("The month has a story already."))
        story = begin(chosen, by=by, month=month or next_empty_month())
        _tell_begun(story, chosen[0], by)
    return story


def _still_in_use(ideas: Iterable[Idea]) -> list[Idea]:
    """The ideas as they are now, locked: after the page was opened one can have been stopped, or closed to others."""
    wanted = {idea.pk for idea in ideas}
    rows = Idea.objects.select_for_update().filter(
        pk__in=wanted, state=IdeaState.IN_USE, confidential=False, held=False
    )
    chosen = list(rows.order_by("pk"))
    if len(chosen) < len(wanted):
        raise Blocked(_("An idea you chose is no longer in use, or no longer open to everybody. Choose again."))
    return chosen


def _wait_for_others_who_begin() -> None:
    """One story is begun at a time, until the end of the transaction: two take neither one month nor one address."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, 0)", [_LOCK_OF_BEGINNING])


def _tell_begun(story: Story, idea: Idea, by: User) -> None:
    """The people of the ideas hear that they are written about; the draft itself they see at the fact check."""
    with override(settings.LANGUAGE_CODE):
        url = idea.get_absolute_url()
    tell(people_of(story) - {by}, letter=["stories/begun"], context={"subject": story, "by": by}, url=url)


class OutdatedError(Exception):
    """The text was saved by somebody else after the page was opened. ``theirs`` is the story as it now is."""

    def __init__(self, theirs: Story) -> None:
        super().__init__()
        self.theirs = theirs


def change(story: Story, values: Mapping[str, Any], *, by: User, seen: str, how: Saving = BY_HAND) -> Story:
    """Save what a form says, onto the version its page was opened with (``seen``, a story's ``version``).

    Raises OutdatedError, WrongState, PermissionDenied, or ValidationError where another story has the address.
    A save that changes nothing of substance leaves the story as it is, who edited last included.
    """
    with transaction.atomic():
        current = Story.objects.select_for_update().get(pk=story.pk)
        _guard_change(current, by, seen)
        changed = [name for name, value in values.items() if is_of_substance(getattr(current, name), value)]
        digest = current.fingerprint
        for name in changed:
            setattr(current, name, values[name])
        if changed:
            save_content(current, by=by, fields=changed, how=how)
            ask_again(current, digest, by)
        elif how == BY_HAND:
            close_gathered(current, by=by)
    return current


def _guard_change(story: Story, by: User, seen: str) -> None:
    if not is_on_the_desk(by):
        raise PermissionDenied
    if not may_edit(by, story):
        raise WrongState(story, story.state)
    if story.version != seen:
        raise OutdatedError(story)


def save_content(story: Story, *, by: User, fields: Iterable[str], how: Saving = BY_HAND) -> Story:
    """Save a changed text, as a revision. Answers to the fact check hold for the old wording only; whoever saved can
    not approve."""
    with transaction.atomic():
        keep_stored(story.pk)
        story.last_editor, story.changed = by, max(timezone.now(), story.changed + timedelta.resolution)
        keep_address(story)
        story.save(update_fields=[*fields, "last_editor", "changed"])
        keep_revision(story, by=by, kind=how.kind, restored_from=how.restored_from)
        if story.edition_id:
            raise_content_version()
    return story


def _approve(story: Story, act: Act) -> Changed:
    """Freeze the wording as an edition. A story that readers already see keeps the date it was published."""
    guard_wording(story, act)
    if not story.is_published(act.at):
        story.on_shelf = bool(act.data.get("on_shelf"))
        story.publish_at = None if story.on_shelf else act.data["publish_at"]
    edition = story.edition = _freeze(story, act)
    story.withdrawn_at = None
    raise_content_version()
    return ["edition", "publish_at", "on_shelf", "withdrawn_at", *publishing.published(story, edition, act)]


def _approve_alone(story: Story, act: Act) -> Changed:
    """In an emergency, by whoever changed the text last. The heads of the desk are told why before anybody else is."""
    changed = list(_approve(story, act))
    for person in heads_of_the_desk() - {act.by}:
        with override(settings.LANGUAGE_CODE):
            url = story.url_for(person)
        tell([person], letter=["stories/approved_alone"], context={"subject": story, "act": act}, url=url)
    return changed


def heads_of_the_desk() -> set[User]:
    """The editors; where one of them acts and there is no other, the administrators hear of it too."""
    editors = set(User.objects.with_role(roles.EDITOR))
    return editors if len(editors) > 1 else editors | set(User.objects.with_role(roles.ADMINISTRATOR))


def _freeze(story: Story, act: Act) -> Edition:
    return Edition.objects.create(
        story=story,
        number=story.editions.count() + 1,
        approved_by=act.by,
        approved_by_name=act.by.name if act.by else "",
        approved_at=act.at,
        digest=story.fingerprint,
        replaces=story.edition if story.is_published(act.at) else None,
        **story.content,
    )


def _revise(story: Story, act: Act) -> Changed:
    """What readers already see stays until the change is approved; an approval not yet published is void."""
    if story.is_published(act.at):
        return []
    story.edition, story.on_shelf = None, False
    raise_content_version()
    return ["edition", "on_shelf"]


def _correct(story: Story, act: Act) -> Changed:
    return [*_revise(story, act), *publishing.correct(story, act)]


def _withdraw(story: Story, act: Act) -> Changed:
    if story.edition is not None and story.is_published(act.at):
        publishing.withdrawn(story, story.edition, act)
    story.edition, story.on_shelf, story.withdrawn_at = None, False, act.at
    raise_content_version()
    return ["edition", "on_shelf", "withdrawn_at"]


def _restore(story: Story, act: Act) -> Changed:
    """To readers again, or back to the shelf where it was without a date."""
    story.edition, story.withdrawn_at = story.editions.last(), None
    story.on_shelf = story.publish_at is None
    raise_content_version()
    publishing.restored(story, act)
    return ["edition", "withdrawn_at", "on_shelf"]


def _text_missing(story: Story) -> str:
    return said([need for need in needs_of(story) if need.field in ("lead", "body")])


def _not_unchanged(story: Story) -> str:
    last = story.editions.last()
    if last is None or last.digest != story.fingerprint:
        return _("The text has been changed since it was approved. Take it back to the draft first.")
    return ""


def _not_public(story: Story) -> str:
    return "" if story.is_published() else _("No reader has seen the story yet. Change the text instead.")


def _no_edition(story: Story) -> str:
    return "" if story.edition_id else _("There is nothing approved to unpublish.")


def _desk(story: Story) -> set[User]:
    return {person for person in (story.writer, story.last_editor) if person is not None}


def _reviewers(story: Story) -> set[User]:
    return set(User.objects.with_role(roles.EDITOR)) - {story.last_editor}


ENGINE: Engine[Story] = Engine(
    workflow=STORY_WORKFLOW,
    people=PEOPLE,
    audiences={"people": people_of, "desk": _desk, "reviewers": _reviewers},
    requirements={
        "text": _text_missing,
        "facts": facts_open,
        "waivable": not_waivable,
        "gate": gate,
        "standing": standing,
        "unchanged": _not_unchanged,
        "edition": _no_edition,
        "public": _not_public,
        "in_time": publishing.too_late_to_undo,
        "on_shelf": not_on_shelf,
    },
    effects={
        **FACTS,
        "approve": _approve,
        "approve_alone": _approve_alone,
        "bring_along": _approve,
        "revise": _revise,
        "stop_approved": _revise,
        "correct": _correct,
        "undo": publishing.undo,
        "fill_month": fill_month,
        "withdraw": _withdraw,
        "restore": _restore,
    },
)
