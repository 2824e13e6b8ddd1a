"""The files of pictures: readers' while a published story shows the picture, and the desk's before that.

A public picture is a public page like the others (see ``goda_exempel.caching``): kept for a second at most and asked
for again by its ETag, so that one that is withdrawn is gone everywhere within two seconds.
"""

import hashlib

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from goda_exempel.caching import public_page
from goda_exempel.renditions import KINDS, widths_of
from stories.access import Door, desk_only, through
from stories.faces.hidden import hidden
from stories.models import Picture, Story
from stories.pictures.reading import is_of_work
from stories.pictures.storing import rendition


@require_safe
@public_page
def public(request: HttpRequest, key: str, width: int, ext: str) -> HttpResponse:
    """Only while a story that readers see now has the picture, first or in its text, and nothing hides it."""
    picture = get_object_or_404(Picture, key=key)
    is_shown = Story.objects.published(timezone.now()).filter(edition__picture_uses__picture=picture).exists()
    if picture.pk in hidden().pictures or not is_shown:
        raise Http404
    return _answer(picture, width, ext)


@require_safe
@through(Door.TEXT)
def of_story(request: HttpRequest, story: Story, width: int, ext: str) -> HttpResponse:
    """The picture of the work version, for whoever may see the work."""
    if story.picture is None:
        raise Http404
    return _at_work(request, story.picture, width, ext)


@require_safe
@through(Door.TEXT)
def of_text(request: HttpRequest, story: Story, key: str, width: int, ext: str) -> HttpResponse:
    """A picture in the text of the work version, for whoever may see the work."""
    picture = get_object_or_404(Picture, key=key)
    if not is_of_work(story, picture):
        raise Http404
    return _at_work(request, picture, width, ext)


@require_safe
@desk_only
def of_desk(request: HttpRequest, key: str, width: int, ext: str) -> HttpResponse:
    """For the editor of texts, at any width: the nearest there is. One address for ever, as it stands in the text."""
    picture = get_object_or_404(Picture, key=key)
    there = [step for step in widths_of(picture.width) if picture.has(step, ext)]
    if not there:
        raise Http404
    return _at_work(request, picture, next((step for step in there if step >= width), there[-1]), ext)


def _at_work(request: HttpRequest, picture: Picture, width: int, ext: str) -> HttpResponse:
    """Whoever is in it and may not be shown is not shown at work either; that a licence ended is the desk's to mend."""
    if picture.pk in hidden().faces:
        raise Http404
    response = _answer(picture, width, ext)
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = f'"{hashlib.sha256(f"{picture.key}-{width}.{ext}".encode()).hexdigest()[:32]}"'
    conditional = get_conditional_response(request, etag=response["ETag"], response=response)
    return conditional if isinstance(conditional, HttpResponse) else response


def _answer(picture: Picture, width: int, ext: str) -> HttpResponse:
    data = rendition(picture, width, ext)
    if data is None:
        raise Http404
    return HttpResponse(data, content_type=KINDS[ext])
