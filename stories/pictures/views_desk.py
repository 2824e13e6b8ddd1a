"""The pictures of a story, for the desk: what is there, another one, and what each is."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goda_exempel.accounts.models import signed_in
from goda_exempel.renditions import rendition_height
from stories.access import Door, through
from stories.faces.hidden import hidden
from stories.models import Picture, Story
from stories.pictures.forms import PictureForm, UploadForm
from stories.pictures.models import IN_TEXT, StoryPicture
from stories.pictures.needs import needs_and_rest
from stories.pictures.reading import is_of_work, pictures_of
from stories.pictures.showing import address_for, shown_picture
from stories.pictures.workflow import describe, put_beside


@require_safe
@through(Door.DESK)
def pictures(request: HttpRequest, story: Story) -> HttpResponse:
    return _page(request, story, UploadForm(by=signed_in(request)))


def _page(request: HttpRequest, story: Story, form: UploadForm, status: int = 200) -> HttpResponse:
    needs, to_do = needs_and_rest(story)
    context = {"story": story, "pictures": pictures_of(story), "form": form, "needs": needs, "to_do": to_do}
    return render(request, "stories/pictures/pictures.html", context, status=status)


@through(Door.DESK)
@require_POST
def upload(request: HttpRequest, story: Story) -> HttpResponse:
    """Another picture for the text: as the page, or as JSON for the editor of texts."""
    user = signed_in(request)
    form = UploadForm(request.POST, request.FILES, by=user)
    if not form.is_valid() or form.picture is None:
        if _wants_json(request):
            return JsonResponse({"errors": form.errors.get_json_data()}, status=400)
        return _page(request, story, form)
    words = {name: form.cleaned_data[name] for name in ("alt", "caption")}
    row = put_beside(story, form.picture, by=user, **words)
    if _wants_json(request):
        return JsonResponse(_for_editor(row))
    messages.success(request, _("The picture is here. Copy its line into the text where it is to stand."))
    return redirect("stories:pictures", pk=story.pk)


def _wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def _for_editor(row: StoryPicture) -> dict[str, str | int]:
    picture = row.picture
    width = min(IN_TEXT, picture.width)
    return {
        "src": row.src,
        "key": picture.key,
        "width": width,
        "height": rendition_height(picture.width, picture.height, width),
        "alt": row.alt,
        "caption": row.caption,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@through(Door.DESK)
def describe_picture(request: HttpRequest, story: Story, key: str) -> HttpResponse:
    """Who took it, its licence, its focal point, and whether anybody can be recognised."""
    picture = get_object_or_404(Picture, key=key)
    if not is_of_work(story, picture):
        raise Http404
    form = PictureForm(request.POST if request.method == "POST" else None, instance=picture)
    if form.is_valid():
        describe(picture, form.cleaned_data, by=signed_in(request))
        messages.success(request, _("What you wrote of the picture is saved."))
        return redirect("stories:pictures", pk=story.pk)
    seen = shown_picture(picture, address_for(story), alt="", caption="", photographer="")
    is_hidden = picture.pk in hidden().faces
    context = {"story": story, "picture": picture, "form": form, "seen": None if is_hidden else seen}
    return render(request, "stories/pictures/describe.html", context)
