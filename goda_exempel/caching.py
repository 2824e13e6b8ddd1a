"""How public pages are cached.

A public page is a pure function of its address and of what is published, so the same bytes serve everybody. Each
process keeps rendered pages in memory under the *content state*: the content version, which every publish,
withdrawal and correction raises in its own transaction, and the time at which the next story becomes visible by
itself. The state is read from the database at most once each ``STATE_AGE`` seconds a process, and shared caches may
keep a page for ``SHARED_AGE``, so a change is seen everywhere within two seconds and no page outlives the next
``publish_at``.
"""

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils import timezone

from goda_exempel.models import ContentVersion

P = ParamSpec("P")
R = TypeVar("R")
Moments = QuerySet[Any, Any]

STATE_AGE: Final = 0.5
SHARED_AGE: Final = 1
MOST_BYTES: Final = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ContentState:
    """What readers can see, as a key: the version, and when it changes next by the clock alone."""

    version: int
    next_change: datetime | None


_next_change: list[Callable[[datetime], Moments]] = []
_memories: list[OrderedDict[Any, Any]] = []
_lock = threading.Lock()
_known: tuple[float, ContentState] | None = None


def provide_next_change(provider: Callable[[datetime], Moments]) -> None:
    """Register a query for the times after a time at which content becomes visible by itself, the next one first."""
    if provider not in _next_change:
        _next_change.append(provider)


def raise_content_version() -> None:
    """Say that what readers see has changed. Call it in the transaction of the change."""
    ContentVersion.objects.get_or_create(id=1)
    ContentVersion.objects.filter(id=1).update(number=F("number") + 1)
    _look_again()
    transaction.on_commit(_look_again)


def content_state() -> ContentState:
    """The state in force, at most ``STATE_AGE`` seconds old and never past its own next change."""
    global _known
    known = _known
    if known is not None and time.monotonic() - known[0] < STATE_AGE and not _is_past(known[1]):
        return known[1]
    asked, now = time.monotonic(), timezone.now()
    coming = {f"next_{n}": Subquery(ask(now)[:1]) for n, ask in enumerate(_next_change)}
    row = ContentVersion.objects.filter(id=1).annotate(**coming).values_list("number", *coming).first()
    state = ContentState(row[0], min(filter(None, row[1:]), default=None)) if row else ContentState(0, None)
    _known = (asked, state)
    return state


def _look_again() -> None:
    global _known
    _known = None


def _is_past(state: ContentState) -> bool:
    return state.next_change is not None and timezone.now() >= state.next_change


def forget() -> None:
    """Empty what this process remembers (between tests, and after a database is restored)."""
    _look_again()
    with _lock:
        _pages.clear()
        for memory in _memories:
            memory.clear()


def while_unchanged(size: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Remember what a function of hashable arguments returns, until what readers see changes.

    For what many pages need and is the same for all: counts, names, finished pieces of a page. The ``size`` latest
    answers are kept.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        memory: OrderedDict[Any, R] = OrderedDict()
        _memories.append(memory)

        @wraps(function)
        def remembering(*args: P.args, **kwargs: P.kwargs) -> R:
            key = (content_state(), args, tuple(kwargs.items()))
            try:
                return memory[key]
            except KeyError:
                answer = function(*args, **kwargs)
            with _lock:
                memory[key] = answer
                while len(memory) > size:
                    memory.popitem(last=False)
            return answer

        return remembering

    return decorate


@dataclass(frozen=True, slots=True)
class Page:
    """A rendered page and the content state it was rendered for."""

    state: ContentState
    headers: dict[str, str]
    body: bytes
    etag: str


class _Pages:
    """The least recently used pages by address, at most ``MOST_BYTES`` of them; threads of a process share it."""

    def __init__(self) -> None:
        self._pages: OrderedDict[str, Page] = OrderedDict()
        self._bytes = 0

    def get(self, key: str) -> Page | None:
        with _lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def put(self, key: str, page: Page) -> None:
        with _lock:
            replaced = self._pages.pop(key, None)
            self._pages[key] = page
            self._bytes += len(page.body) - (len(replaced.body) if replaced else 0)
            while self._bytes > MOST_BYTES:
                _key, oldest = self._pages.popitem(last=False)
                self._bytes -= len(oldest.body)

    def clear(self) -> None:
        self._pages.clear()
        self._bytes = 0


_pages = _Pages()


class PublicResponse(HttpResponse):
    """What ``public_page`` makes of a 200 answer, for the middleware to keep."""

    content_state: ContentState
    is_kept = True


def public_page(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Mark a view as public: its 200 answers may be kept and given to anybody.

    The content state is read before the view reads anything, so that a page is never kept as newer than it is.
    """

    @wraps(view)
    def marked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        state = content_state()
        response = view(request, *args, **kwargs)
        if response.status_code != 200:
            return response
        public = PublicResponse(response.content, headers=dict(response.items()))
        public.content_state = state
        return public

    return marked


def fleeting_page(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Mark a public view of figures that move all day: its page is made anew each time and never kept here.

    Were they part of the content version instead, every move of an idea would empty all other pages. Shared caches
    keep it for ``SHARED_AGE`` as they keep the others, so a change is seen within that.
    """

    @wraps(view)
    def marked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = public_page(view)(request, *args, **kwargs)
        if isinstance(response, PublicResponse):
            response.is_kept = False
        return response

    return marked


class PublicPageCache:
    """The middleware. It stands outside those that make headers, so that a kept page has them too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        request.get_host()  # refuses a name that is not ours; which of ours it was makes no difference to a page
        key = f"{request.scheme}:{request.get_full_path()}"
        page = _pages.get(key) if settings.PAGE_CACHE else None
        if page is None or page.state != content_state():
            response = self.get_response(request)
            if not isinstance(response, PublicResponse):
                return response
            page = _page_of(response)
            if settings.PAGE_CACHE and response.is_kept:
                _pages.put(key, page)
        return _answer(request, page)


def _page_of(response: PublicResponse) -> Page:
    """What is kept of an answer. A cookie or ``Vary: Cookie`` on a public page is a mistake, and it stops here."""
    if response.cookies or "cookie" in response.get("Vary", "").lower():
        raise RuntimeError("A public page must not depend on who reads it: it set a cookie or varies by one.")
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    return Page(response.content_state, dict(response.items()), response.content, etag)


def _answer(request: HttpRequest, page: Page) -> HttpResponse:
    answer: HttpResponse
    if _matches(request.headers.get("If-None-Match", ""), page.etag):
        answer = HttpResponseNotModified()
    else:
        answer = HttpResponse(page.body)
        for name, value in page.headers.items():
            answer[name] = value
    answer["ETag"] = page.etag
    answer["Cache-Control"] = f"public, max-age=0, s-maxage={_shared_age(page.state)}, must-revalidate"
    return answer


def _matches(wanted: str, etag: str) -> bool:
    return wanted.strip() == "*" or etag in {tag.strip().removeprefix("W/") for tag in wanted.split(",")}


def _shared_age(state: ContentState) -> int:
    """Whole seconds a shared cache may keep the page: none at all in the last second before the next change."""
    if state.next_change is None:
        return SHARED_AGE
    return max(0, min(SHARED_AGE, int((state.next_change - timezone.now()).total_seconds())))
