"""The addresses of pictures: readers' while a published story shows the picture, and the desk's before that."""

import hashlib

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from goda_exempel.accounts.models import signed_in
from goda_exempel.caching import public_page
from goda_exempel.pictures import TYPES
from stories.models import Picture, Story
from stories.pictures import rendition


@require_safe
@public_page
def public(request: HttpRequest, key: str, width: int, ext: str) -> HttpResponse:
    """Only while a story that readers see now has the picture; a withdrawn story takes its picture with it."""
    now = timezone.now()
    picture = get_object_or_404(Picture, key=key)
    if not Story.objects.published(now).filter(edition__picture=picture).exists():
        raise Http404
    return _answer(picture, width, ext)


@require_safe
@login_required
def of_story(request: HttpRequest, pk: int, width: int, ext: str) -> HttpResponse:
    """The picture of the work version, for whoever may see the work."""
    story = get_object_or_404(Story.objects.visible_to(signed_in(request)).select_related("picture"), pk=pk)
    if story.picture is None:
        raise Http404
    response = _answer(story.picture, width, ext)
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = f'"{hashlib.sha256(f"{story.picture.key}-{width}.{ext}".encode()).hexdigest()[:32]}"'
    conditional = get_conditional_response(request, etag=response["ETag"], response=response)
    return conditional if isinstance(conditional, HttpResponse) else response


def _answer(picture: Picture, width: int, ext: str) -> HttpResponse:
    data = rendition(picture, width, ext)
    if data is None:
        raise Http404
    return HttpResponse(data, content_type=TYPES[ext])
