"""Archive copies, for the desk."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from goda_exempel.accounts.models import signed_in
from stories.access import visible_story
from stories.permissions import is_on_the_desk
from stories.publishing.models import Snapshot
from stories.publishing.snapshots import packed


@never_cache
@require_safe
@login_required
def snapshot(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The copy as a ZIP file."""
    story = visible_story(request, pk)
    if not is_on_the_desk(signed_in(request)):
        raise PermissionDenied
    row = get_object_or_404(Snapshot, story=story, pk=number)
    return as_download(row, packed(row))


def as_download(row: Snapshot, data: bytes) -> HttpResponse:
    response = HttpResponse(data, content_type="application/zip")
    name = f"{row.story.slug}-{row.at:%Y-%m-%d}-{row.pk}.zip"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
