"""How the pages of the desk find who asks and what that person may see."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from goda_exempel.accounts.models import signed_in
from stories.models import Story
from stories.permissions import is_on_the_desk

P = ParamSpec("P")


def desk_only(view: Callable[Concatenate[HttpRequest, P], HttpResponse]) -> Callable[..., HttpResponse]:
    """For communicators and editors: others get 403, and whoever is not logged in is sent to log in."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not is_on_the_desk(signed_in(request)):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return login_required(guarded)


def visible_story(request: HttpRequest, pk: int) -> Story:
    """The story, where this person may know of it; else 404."""
    stories = Story.objects.visible_to(signed_in(request)).select_related("unit", "picture", "last_editor", "edition")
    return get_object_or_404(stories, pk=pk)


def desk_story(request: HttpRequest, pk: int) -> Story:
    """The story, for the desk; 404 for who may not know of it, 403 for who may know and not work on it."""
    story = visible_story(request, pk)
    if not is_on_the_desk(signed_in(request)):
        raise PermissionDenied
    return story
