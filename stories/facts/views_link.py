"""For whoever holds a link: the page readers will see, and the three answers. No account, no session, nothing kept."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goda_exempel.markup import pictures_in
from goda_exempel.public_pages import render_public
from goda_exempel.rate_limit import is_allowed
from goda_exempel.renditions import KINDS
from goda_exempel.workflow import MoveRefused, WrongState
from ideas.breakroom.pages import without_session
from stories.faces.hidden import hidden
from stories.facts.forms import AnswerForm, ApproveForm, ChangeForm, DeclineForm
from stories.facts.links import Opened, Standing, read
from stories.facts.models import FactCheck, Kind
from stories.facts.reading import article, device_of
from stories.facts.sentences import sentences_of
from stories.facts.workflow import answer, ask_for_new_link, note_view
from stories.models import Picture, Story
from stories.pictures.storing import rendition
from stories.reading import page_of
from stories.states import StoryState

FORMS: Final[dict[Kind, type[AnswerForm]]] = {
    Kind.APPROVE: ApproveForm,
    Kind.CHANGE: ChangeForm,
    Kind.DECLINE: DeclineForm,
}
WITHIN: Final = timedelta(hours=1)
MOST_ANSWERS: Final = 30  # in an hour, with one link
MOST_VIEWS_NOTED: Final = 200


def _opened(token: str) -> Opened:
    """404 for what we have not signed."""
    opened = read(token)
    if opened is None:
        raise Http404
    return opened


@without_session
@require_safe
def page(request: HttpRequest, token: str) -> HttpResponse:
    opened = _opened(token)
    if opened.check is None or opened.standing != Standing.GOOD:
        return _ended(request, token, opened)
    if request.method == "GET" and _is_seldom("view", opened.check, MOST_VIEWS_NOTED):
        note_view(opened.check, device_of(request))
    return _page(request, token, opened.check)


def _ended(request: HttpRequest, token: str, opened: Opened, *, sentence: str = "") -> HttpResponse:
    context = {"token": token, "standing": opened.standing.value, "sentence": sentence}
    return render_public(request, "stories/facts/ended.html", context, status=410)


def _is_seldom(what: str, check: FactCheck, most: int) -> bool:
    return is_allowed(f"fact check {what}: {check.pk}", most=most, within=WITHIN)


def _page(
    request: HttpRequest,
    token: str,
    check: FactCheck,
    *,
    form: AnswerForm | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    """The article with the answers below it. ``form`` is one that came back; what was written in it is kept."""
    story = check.story
    story_page, html = article(request, story, token)
    digest, sentences = story.fingerprint, sentences_of(story_page)
    forms = {kind.value: cls(digest=digest, sentences=sentences) for kind, cls in FORMS.items()}
    for kind, cls in FORMS.items():
        if form is not None and type(form) is cls:
            forms[kind.value].keep(form) if refusal else forms.update({kind.value: form})
    context = {
        "check": check,
        "token": token,
        "headline": story_page.headline,
        "article": html,
        "forms": forms,
        "failed": form if form is not None and not refusal else None,
        "refusal": refusal,
        "texts": form.texts if form is not None and refusal else [],
        "is_void": check.is_void_for(digest),
        "has_answered": check.has_answered(digest),
        "is_asked": story.state == StoryState.FACT_CHECK,
        "is_published": story.is_published(),
        "public_url": story.public_url,
    }
    return render_public(request, "stories/facts/read.html", context, status=status)


def _view_of(kind: Kind) -> Callable[..., HttpResponse]:
    @without_session
    @require_POST
    def view(request: HttpRequest, token: str) -> HttpResponse:
        opened = _opened(token)
        check = opened.check
        if check is None or opened.standing != Standing.GOOD:
            return _ended(request, token, opened)
        form = _form(kind, request.POST, check.story)
        if not _is_seldom("answer", check, MOST_ANSWERS):
            return _page(request, token, check, form=form, refusal=_("Too many answers in an hour."), status=429)
        if request.POST.get("digest") != check.story.fingerprint:
            return _page(request, token, check, form=form, refusal=_changed_meanwhile(), status=409)
        if not form.is_valid():
            return _page(request, token, check, form=form)
        return _answered(request, token, kind, form)

    return view


def _form(kind: Kind, data: Any, story: Story) -> AnswerForm:
    return FORMS[kind](data, digest=story.fingerprint, sentences=sentences_of(page_of(story, story)))


def _changed_meanwhile() -> str:
    return _("The text was changed after you opened the page. Read it again before you answer.")


def _answered(request: HttpRequest, token: str, kind: Kind, form: AnswerForm) -> HttpResponse:
    """Store the answer; where something came between, show the page as it is now with what the person wrote."""
    words = {name: form.cleaned_data.get(name, "") for name in ("digest", "sentence", "comment")}
    try:
        answer(token, kind, **words)
    except WrongState:
        sentence = _("The text is not out for fact check just now. You can still say no to the story.")
    except (MoveRefused, ValidationError) as refusal:
        sentence = refusal.messages[0] if isinstance(refusal, ValidationError) else str(refusal)
    else:
        return redirect("fact_check", token=token)
    opened = _opened(token)
    if opened.check is None or opened.standing != Standing.GOOD:
        return _ended(request, token, opened)
    return _page(request, token, opened.check, form=form, refusal=sentence, status=409)


approve = _view_of(Kind.APPROVE)
change = _view_of(Kind.CHANGE)
decline = _view_of(Kind.DECLINE)


@without_session
@require_POST
def new_link(request: HttpRequest, token: str) -> HttpResponse:
    """A link that has run out asks the desk for a new one."""
    opened = _opened(token)
    if opened.check is None or opened.standing != Standing.EXPIRED:
        return redirect("fact_check", token=token)
    ask_for_new_link(opened.check, timezone.now())
    return _ended(request, token, opened, sentence=_("The desk has been told, and sends you a new link."))


@without_session
@require_safe
def picture(request: HttpRequest, token: str, width: int, ext: str) -> HttpResponse:
    return _picture(_good_story(token).picture, width, ext)


@without_session
@require_safe
def body_picture(request: HttpRequest, token: str, key: str, width: int, ext: str) -> HttpResponse:
    """A picture that stands in the text."""
    story = _good_story(token)
    if not any(key in pictures_in(text) for text in (story.body, story.fact_box, story.how_to)):
        raise Http404
    return _picture(Picture.objects.filter(key=key).first(), width, ext)


def _good_story(token: str) -> Story:
    opened = _opened(token)
    if opened.check is None or opened.standing != Standing.GOOD:
        raise Http404
    story: Story = opened.check.story
    return story


def _picture(row: Picture | None, width: int, ext: str) -> HttpResponse:
    """As on the page: nothing of what is hidden, not even for who kept its address."""
    data = rendition(row, width, ext) if row is not None and row.pk not in hidden().pictures else None
    if data is None:
        raise Http404
    return HttpResponse(data, content_type=KINDS[ext])
