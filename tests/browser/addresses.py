"""Which pages of the demonstration to look at: every address of the resolver, with examples from the database."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import override

from awards.models import Award, Nomination, Prize
from goda_exempel.accounts.models import Unit, User
from ideas.models import Idea
from stories.models import Story
from tests.house.access import row_of
from tests.house.routes import Route, every_route

Values = dict[str, Any]

# Pages that a list of addresses does not know: searches, filters, and what is not there.
BESIDES: Final[dict[str, tuple[str, ...]]] = {
    "archive": ("?q=bibliotek", "?q=qqqqqq", "?ar=2019", "?sida=2", "?sida=999999"),
    "home": ("finns-inte/",),
    "ideas:board": ("?q=bibliotek", "?q=qqqqqq", "?sida=2"),
}
# Django's own pages, and packages': we look that they load, but do not mend them.
NOT_OURS: Final = "admin:"


def one_a_state(rows: QuerySet[Any]) -> list[Any]:
    """The newest of each state."""
    newest: dict[str, Any] = {}
    for row in rows.order_by("pk"):
        newest[row.state_at(timezone.now())] = row
    return list(newest.values())


def published() -> list[Story]:
    """The newest, the oldest, and one that has won a prize."""
    stories = list(Story.objects.published(timezone.now()).newest_first())
    winners = [award.nomination.story for award in Award.objects.filter(prize__state="announced")[:1]]
    return list({story.pk: story for story in [*stories[:1], *winners, *stories[-1:]]}.values())


def months() -> list[Values]:
    return [{"year": story.month.year, "month": f"{story.month:%m}", "slug": story.slug} for story in published()]


def pks(rows: Iterable[Model]) -> list[Values]:
    return [{"pk": row.pk} for row in rows]


def numbers() -> list[Values]:
    return [{"number": idea.number} for idea in one_a_state(Idea.objects.all())]


def prizes() -> list[Values]:
    return [{"year": prize.year} for prize in one_a_state(Prize.objects.all())]


def candidates() -> list[Values]:
    newest = one_a_state(Prize.objects.all())
    firsts = [Nomination.objects.filter(prize=prize).first() for prize in newest]
    return [{"year": row.prize.year, "pk": row.pk} for row in firsts if row is not None]


def in_admin(model: type[Model]) -> Callable[[], list[Values]]:
    return lambda: [{"object_id": row.pk} for row in model._default_manager.all()[:1]]


EXAMPLES: Final[dict[str, Callable[[], list[Values]]]] = {
    "archive_year": lambda: months()[-1:],
    "archive_month": lambda: months()[-1:],
    "story": months,
    "winner": lambda: [{"year": prize.year} for prize in Prize.objects.announced()[:2]],
    "accounts:password_reset_confirm": lambda: [{"uidb64": "MQ", "token": "used-up"}],
    "ideas:idea": numbers,
    "ideas:edit": numbers,
    "ideas:check": numbers,
    "ideas:receipt": numbers,
    "stories:work": lambda: pks(one_a_state(Story.objects.all())),
    "stories:edit": lambda: pks(one_a_state(Story.objects.all())),
    "stories:preview": lambda: pks(one_a_state(Story.objects.all())),
    "stories:facts": lambda: pks(one_a_state(Story.objects.all())),
    "awards:room": prizes,
    "awards:minutes": prizes,
    "awards:settings": prizes,
    "awards:candidate": candidates,
    "admin:accounts_user_change": in_admin(User),
    "admin:accounts_unit_change": in_admin(Unit),
    "admin:awards_prize_change": in_admin(Prize),
}
# Addresses that show no page of their own when they are opened.
NO_PAGE: Final = frozenset(
    {
        "health_live",
        "health_ready",
        "sitemap",
        "robots",
        "feed_atom",
        "picture",
        "stories:picture",
        "theme",
        "notices:open",
        "accounts:admin_login",
    }
)


def addresses(*, language: str = "sv", admin: bool = False, readers: bool = True) -> list[str]:
    """Every address worth opening, in the order of the resolver. Reads the database it is connected to.

    Without ``readers`` only those of people who log in: the pages of readers are the same for everybody.
    """
    with override(language):
        return [
            path
            for route in every_route()
            if shows_a_page(route) and route.name.startswith(NOT_OURS) == admin
            if readers or ":" in route.name
            for path in _paths(route)
        ]


def shows_a_page(route: Route) -> bool:
    """Not where nobody gets one: an address for machines, or one that takes a POST only."""
    found = row_of(route.name)
    return route.name not in NO_PAGE and (found is None or 405 not in found[1].values())


def _paths(route: Route) -> list[str]:
    if route.parameters and route.name not in EXAMPLES:
        return []
    examples = EXAMPLES[route.name]() if route.parameters else [{}]
    paths = [route.path(**values) for values in examples]
    return paths + [f"{paths[0]}{more}" for more in BESIDES.get(route.name, ())]
