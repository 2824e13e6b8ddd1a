"""What the pages of those who work here share: who may be there at all, and lists in pages."""

from typing import Final, TypeVar

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from goda_exempel.accounts.models import User, signed_in
from ideas.querysets import STAFF_ROLES

PAGE_SIZE: Final = 25
M = TypeVar("M", bound=Model)


def page_of(request: HttpRequest, rows: QuerySet[M], *, count: int | None = None) -> Page[M]:
    """The page ``sida`` asks for; what is no number gives the first, what is too large the last.

    ``count`` is the number of rows where that is known already.
    """
    paginator = Paginator(rows, PAGE_SIZE)
    if count is not None:
        paginator.count = count
    return paginator.get_page(request.GET.get("sida"))


def employee(request: HttpRequest) -> User:
    """The person, who must have a role here: an account without one has nothing to do with ideas."""
    user = signed_in(request)
    if not user.has_role(*STAFF_ROLES):
        raise PermissionDenied
    return user
