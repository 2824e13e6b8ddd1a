"""How a text saves itself while somebody writes, and what becomes of it where it can not.

Only a draft saves itself into the story. Once it has been sent on, a change makes answers and reviews void: then what
is written is put aside, and the press of a button is what changes the story. The address and the month are never saved
in mid-word: an address that a story has had is never free again.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any, Final

from django.utils import timezone
from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _

from goda_exempel.accounts.models import User
from goda_exempel.personal_numbers import first_personal_number
from goda_exempel.workflow import WrongState
from stories.forms import ContentForm
from stories.models import Story
from stories.permissions import may_edit
from stories.revisions.keeping import PLACE, Saving, is_of_substance
from stories.revisions.models import Revision
from stories.states import StoryState
from stories.workflow import OutdatedError, change
from stories.writing.aside import drop, put_aside

OWN_PLACE: Final = frozenset({*PLACE, "month_anyway"})
LONG: Final = frozenset({"lead", "body", "fact_box", "how_to"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the line beside the button says; ``version`` is set where the text is saved in the story."""

    words: str
    status: int = 200
    version: str = ""
    has_conflict: bool = False


def save_by_itself(story: Story, form: ContentForm, *, by: User) -> Outcome:
    """Save the draft, or put aside what was written and say why."""
    faults = {name: errors for name, errors in form.errors.items() if name not in OWN_PLACE}
    if faults:
        _aside_with_faults(story, form, by, set(faults))
        return Outcome(_("Not saved: %(why)s") % {"why": next(iter(faults.values()))[0]}, 422)
    values = {name: value for name, value in form.values.items() if name not in PLACE}
    is_current = story.version == form.cleaned_data["version"]
    if may_edit(by, story) and story.state != StoryState.DRAFT and is_current:
        return _put_aside_only(story, form, values, by)
    return _saved(story, form, values, by)


def _put_aside_only(story: Story, form: ContentForm, values: dict[str, Any], by: User) -> Outcome:
    if any(is_of_substance(getattr(story, name), value) for name, value in values.items()):
        _aside(story, form, by)
    else:
        _drop(story, form, by)
    return Outcome(_("Put aside %(time)s. It is saved in the story when you press the button.") % {"time": _now()})


def _saved(story: Story, form: ContentForm, values: dict[str, Any], by: User) -> Outcome:
    how = Saving(Revision.Kind.AUTOSAVED)
    try:
        current = change(story, values, by=by, seen=form.cleaned_data["version"], how=how)
    except OutdatedError as outdated:
        _aside(story, form, by)
        return Outcome(_not_saved(outdated.theirs, by), 409, has_conflict=True)
    except WrongState as refusal:
        _aside(story, form, by)
        return Outcome(_("Not saved: %(why)s") % {"why": refusal}, 409)
    _drop(story, form, by)
    return Outcome(_("Saved %(time)s") % {"time": _now()}, version=current.version)


def _not_saved(theirs: Story, by: User) -> str:
    editor = theirs.last_editor
    if editor is None or editor == by:
        return _("Not saved: the text was saved in another window. What you wrote is put aside.")
    return _("Not saved: %(name)s has saved the text meanwhile. What you wrote is put aside.") % {"name": editor.name}


def _aside_with_faults(story: Story, form: ContentForm, by: User, faults: set[str]) -> None:
    """A long text is kept, faulty as it is, unless it holds what nobody may keep."""
    long = {name for name in faults & LONG if not first_personal_number(form.sent.get(name, ""))}
    if not _aside(story, form, by, without=faults - long):
        _aside(story, form, by, without=faults)


def _aside(story: Story, form: ContentForm, by: User, without: AbstractSet[str] = frozenset()) -> bool:
    fields = {name: text for name, text in form.sent.items() if name not in without}
    return put_aside(story, by, version=fields.get("version", ""), fields=fields)


def _drop(story: Story, form: ContentForm, by: User) -> None:
    drop(story, by, page=form.cleaned_data["page"], version=form.cleaned_data["version"])


def _now() -> str:
    return formatted(timezone.localtime(), "H.i")
