"""The JSON interface, version 1: read only, with a token, without cookies. ``docs/interface.md`` tells how."""

from typing import Annotated, Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from ninja import NinjaAPI, Path, Query
from ninja.errors import AuthenticationError, ValidationError
from ninja.security import HttpBearer

from goda_exempel.accounts.models import User
from goda_exempel.lockout import client_address
from ideas.outside.allowance import Allowance, may_guess, spend
from ideas.outside.models import AccessToken
from ideas.outside.reading import BadCursorError, Cursor, ideas_of, page_of
from ideas.outside.schemas import NUMBER, Filters, IdeaOut, Invalid, PageOut, Problem
from ideas.outside.tokens import note_use, token_of

DESCRIPTION: Final = (
    "Ideas of the municipality's employees, for its own systems. Read only. Ask with `Authorization: Bearer <token>`; "
    "an administrator makes tokens. A token sees what its account may see. Times are ISO 8601 with their zone."
)


class TooManyError(Exception):
    """More than the token may ask just now, or more keys that are not known than anybody needs to try."""

    def __init__(self, headers: dict[str, str]) -> None:
        super().__init__()
        self.headers = headers


class TokenAuth(HttpBearer):
    openapi_bearerFormat = "opaque"  # noqa: N815 (the name is OpenAPI's)

    def authenticate(self, request: HttpRequest, token: str) -> AccessToken | None:
        found = token_of(token)
        if found is None:
            if not may_guess(client_address(request)):
                raise TooManyError({"Retry-After": "60"})
            return None
        allowance = spend(found)
        request.allowance = allowance  # type: ignore[attr-defined]
        if not allowance.allowed:
            raise TooManyError({})
        note_use(found, timezone.now())
        return found


class Interface(NinjaAPI):
    def create_response(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Nothing is kept on the way, and everybody is told how much they may still ask."""
        response = super().create_response(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        allowance: Allowance | None = getattr(request, "allowance", None)
        for name, value in (allowance.headers if allowance else {}).items():
            response[name] = value
        return response


api = Interface(
    title="Goda exempel",
    version="1",
    description=DESCRIPTION,
    urls_namespace="api",
    docs_url=None,  # ninja's page of documentation would load its parts from another server
    docs_decorator=require_safe,
    auth=TokenAuth(),
)
ERRORS: Final = {400: Problem, 401: Problem, 422: Invalid, 429: Problem}


def _refuse_unknown(request: HttpRequest) -> None:
    """A filter that is spelled wrongly must not give everything."""
    unknown = sorted(request.GET.keys() - Filters.model_fields.keys())
    if unknown:
        raise ValidationError([{"loc": [name], "msg": "There is no such parameter."} for name in unknown])


def _account(request: HttpRequest) -> User:
    token: AccessToken = request.auth  # type: ignore[attr-defined]
    return token.account


@api.get(
    "/ideas",
    response={200: PageOut, **ERRORS},
    url_name="ideas",
    operation_id="list_ideas",
    summary="Ideas, the one that changed longest ago first",
    description="A page of the ideas that the token may see. Follow `next` until it is null.",
)
def list_ideas(request: HttpRequest, filters: Annotated[Filters, Query()]) -> dict[str, Any]:
    _refuse_unknown(request)
    after = Cursor.read(filters.cursor) if filters.cursor is not None else None
    asked = filters.model_dump(include={"state", "changed_since", "limit"})
    rows, following = page_of(_account(request), after=after, **asked)
    return {"items": rows, "next": str(following) if following else None}


@api.get(
    "/ideas/{number}",
    response={200: IdeaOut, **ERRORS, 404: Problem},
    url_name="idea",
    operation_id="get_idea",
    summary="One idea",
    description="404 too where there is such an idea but the token may not see it.",
)
def get_idea(request: HttpRequest, number: Annotated[str, Path(pattern=NUMBER)]) -> Any:
    idea = ideas_of(_account(request)).filter(number=number).first()
    return idea if idea is not None else api.create_response(request, NOT_FOUND, status=404)


NOT_FOUND: Final = {"code": "not_found", "detail": "There is no such idea that this token may see."}


@api.exception_handler(AuthenticationError)
def _unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    problem = {"code": "unauthorized", "detail": "Send a token in force: Authorization: Bearer <token>."}
    response = api.create_response(request, problem, status=401)
    sent = ', error="invalid_token"' if request.headers.get("Authorization") else ""
    response["WWW-Authenticate"] = f'Bearer realm="goda-exempel"{sent}'
    return response


@api.exception_handler(TooManyError)
def _too_many(request: HttpRequest, error: TooManyError) -> HttpResponse:
    problem = {"code": "too_many_requests", "detail": "Wait as many seconds as Retry-After says, then ask again."}
    response = api.create_response(request, problem, status=429)
    for name, value in error.headers.items():
        response[name] = value
    return response


@api.exception_handler(BadCursorError)
def _bad_cursor(request: HttpRequest, error: BadCursorError) -> HttpResponse:
    problem = {"code": "bad_cursor", "detail": "The cursor is not one of ours. Begin again without one."}
    return api.create_response(request, problem, status=400)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    faults = [{"where": str(row["loc"][-1]), "what": str(row["msg"])} for row in error.errors]
    problem = {"code": "invalid", "detail": "Some of what was asked can not be read.", "errors": faults}
    return api.create_response(request, problem, status=422)
