"""The doors to what readers do not see: how every page of the desk finds who asks and what that person may open.

Preview, differences, history, restoring, archive copies, exports, pictures of unpublished stories and what is done to
several at once all go through ``open_story`` or ``desk_only``; each view carries the name of its door, and a test walks
them all, as every role and as nobody.
"""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from goda_exempel.accounts.models import User, signed_in
from stories.models import Story
from stories.permissions import is_on_the_desk, may_open_locked

P = ParamSpec("P")


class Door(StrEnum):
    """What is behind it decides who may open it."""

    TEXT = "text"  # the work version with its pictures: the desk, and whoever is asked about the facts
    DESK = "desk"  # the work itself, and all that has been: the desk alone
    LOCKED = "locked"  # archive copies with what is withdrawn since: editors and administrators, with a reason
    LIST = "list"  # no single story: the desk alone


def _knows_of_it(user: User) -> bool:
    """Whoever may know of the story (``visible_to``) may read it."""
    return True


OPEN_TO: Final[dict[Door, Callable[[User], bool]]] = {
    Door.TEXT: _knows_of_it,
    Door.DESK: is_on_the_desk,
    Door.LOCKED: may_open_locked,
    Door.LIST: is_on_the_desk,
}


def open_story(user: User, pk: int, door: Door) -> Story:
    """The one permission function. Raises Http404 where the person may not know of the story, else PermissionDenied."""
    known = Story.objects.all() if door is Door.LOCKED and may_open_locked(user) else Story.objects.visible_to(user)
    stories = known.select_related("unit", "picture", "last_editor", "edition")
    story = get_object_or_404(stories, pk=pk)
    if not OPEN_TO[door](user):
        raise PermissionDenied
    return story


def through(door: Door) -> Callable[[Callable[Concatenate[HttpRequest, Story, P], HttpResponse]], Callable[..., Any]]:
    """A view of one story, handed to it once the door has opened. Whoever is not logged in is sent to log in."""

    def hang(view: Callable[Concatenate[HttpRequest, Story, P], HttpResponse]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(request: HttpRequest, /, pk: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            return view(request, open_story(signed_in(request), pk, door), *args, **kwargs)

        return _named(login_required(guarded), door)

    return hang


def desk_only(view: Callable[Concatenate[HttpRequest, P], HttpResponse]) -> Callable[..., HttpResponse]:
    """For communicators and editors: others get 403, and whoever is not logged in is sent to log in."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not OPEN_TO[Door.LIST](signed_in(request)):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return _named(login_required(guarded), Door.LIST)


def _named(view: Callable[..., HttpResponse], door: Door) -> Callable[..., HttpResponse]:
    view.door = door  # type: ignore[attr-defined]
    return view
