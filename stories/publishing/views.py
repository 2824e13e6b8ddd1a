"""Archive copies, for the desk."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from stories.access import Door, through
from stories.models import Story
from stories.publishing.models import Snapshot
from stories.publishing.snapshots import packed


@never_cache
@require_safe
@through(Door.DESK)
def snapshot(request: HttpRequest, story: Story, number: int) -> HttpResponse:
    """The copy as a ZIP file."""
    row = get_object_or_404(Snapshot, story=story, pk=number)
    response = HttpResponse(packed(row), content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="{story.slug}-{row.at:%Y-%m-%d}-{row.pk}.zip"'
    return response
