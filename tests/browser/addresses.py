"""Which pages of the demonstration to look at: every address of the resolver, with examples from the database."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from django.db.models import Count, Model, QuerySet
from django.utils import timezone
from django.utils.translation import override

from awards.models import Award, Nomination, Prize
from goda_exempel.accounts.models import Unit, User
from goda_exempel.notices import choices
from ideas.breakroom.models import Poster
from ideas.calls.models import Call
from ideas.effects.models import Benefit, FollowUp
from ideas.models import Contributor, Idea
from ideas.owning.models import LineOwnership
from ideas.people import naming
from ideas.queue.forms import TABS
from ideas.queue.models import BulkRun
from stories.faces.models import Portrayed
from stories.facts import links
from stories.gate.models import JargonWord
from stories.importing.models import ImportRun
from stories.models import FactCheck, Story
from stories.newsletter.links import confirm_link, end_link
from stories.newsletter.models import Issue, Subscriber
from stories.publishing.models import Snapshot
from stories.revisions.models import Revision
from tests.house.access import row_of
from tests.house.routes import Route, every_route

Values = dict[str, Any]

# Pages that a list of addresses does not know: searches, filters, and what is not there.
BESIDES: Final[dict[str, tuple[str, ...]]] = {
    "archive": ("?q=bibliotek", "?q=qqqqqq", "?ar=2019", "?sida=2", "?sida=999999"),
    "home": ("finns-inte/",),
    "ideas:queue": tuple(f"?flik={tab}" for tab in TABS),
    "ideas:board": ("?q=bibliotek", "?q=qqqqqq", "?sida=2", "?tillstand=in_use&ordning=lofte", "?ar=x&nytta=x"),
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


def calls() -> list[Values]:
    return [{"slug": call.slug} for call in one_a_state(Call.objects.all())]


def effects() -> list[Values]:
    return [{"number": row.idea.number, "pk": row.pk} for row in Benefit.objects.select_related("idea")]


def questions() -> list[Values]:
    rows = FollowUp.objects.filter(answer="").select_related("idea")
    return [{"number": row.idea.number, "months": row.months} for row in rows]


def in_force() -> Poster:
    return Poster.objects.filter(ended_at=None)[0]


def renewed() -> Poster:
    return Poster.objects.exclude(ended_at=None)[0]


def of_comments() -> list[Values]:
    """The idea with the most comments, and of those one that was changed and one that was not."""
    fullest = Idea.objects.annotate(most=Count("comments")).order_by("-most", "pk")[0]
    changed = fullest.comments.exclude(edited_at=None).first()
    return [{"number": fullest.number, "pk": row.pk} for row in (fullest.comments.first(), changed) if row is not None]


def prizes() -> list[Values]:
    return [{"year": prize.year} for prize in one_a_state(Prize.objects.all())]


def candidates() -> list[Values]:
    newest = one_a_state(Prize.objects.all())
    firsts = [Nomination.objects.filter(prize=prize).first() for prize in newest]
    return [{"year": row.prize.year, "pk": row.pk} for row in firsts if row is not None]


def with_picture() -> list[Values]:
    row = Story.objects.exclude(picture=None).select_related("picture").order_by("pk").last()
    return [{"pk": row.pk, "key": row.picture.key}] if row and row.picture else []


def portrayed() -> list[Values]:
    return [{"pk": row.story_id, "number": row.pk} for row in Portrayed.objects.all()[:1]]


def in_admin(model: type[Model]) -> Callable[[], list[Values]]:
    return lambda: [{"object_id": row.pk} for row in model._default_manager.all()[:1]]


def token_in(link: str) -> str:
    return link.split("/")[-2]


def letters() -> list[Values]:
    """The newest and the oldest: one that is to be sent, and one that was."""
    months = list(Issue.objects.values_list("month", flat=True))
    return [{"year": month.year, "month": month.month} for month in dict.fromkeys([*months[:1], *months[-1:]])]


def letters_to_be_sent() -> list[Values]:
    """The newest. A letter that has left names the address it left from, which is not that of this portal."""
    return letters()[:1]


def owned() -> list[Values]:
    """An idea that a manager is asked to own, and one that a manager owns."""
    rows = [
        LineOwnership.objects.filter(answer=answer).select_related("idea").last() for answer in ("asked", "accepted")
    ]
    return [{"number": row.idea.number} for row in rows if row is not None]


def versioned() -> list[Values]:
    """The first story with versions."""
    return [{"pk": row.story_id} for row in Revision.objects.filter(number=2)[:1]]


def asked() -> list[FactCheck]:
    """One who is asked now, and one whose link has been ended."""
    rows = FactCheck.objects.filter(story__state="fact_check").order_by("pk")
    ended = FactCheck.objects.exclude(revoked_at=None).order_by("pk")
    return [*rows.filter(revoked_at=None)[:1], *ended[:1]]


EXAMPLES: Final[dict[str, Callable[[], list[Values]]]] = {
    "archive_year": lambda: months()[-1:],
    "archive_month": lambda: months()[-1:],
    "story": months,
    "winner": lambda: [{"year": prize.year} for prize in Prize.objects.announced()[:2]],
    "accounts:password_reset_confirm": lambda: [{"uidb64": "MQ", "token": "used-up"}],
    "breakroom": lambda: [{"token": poster.written_token} for poster in (in_force(), renewed())],
    "ideas:poster_renew": lambda: [{"unit": in_force().unit.slug}],
    "ideas:idea": numbers,
    "ideas:edit": numbers,
    "stories:import_run": lambda: pks(ImportRun.objects.all()),
    "newsletter_confirm": lambda: [{"token": token_in(confirm_link(row))} for row in Subscriber.objects.all()[:1]],
    "newsletter_end": lambda: [{"token": token_in(end_link(row.pk))} for row in Subscriber.objects.all()[:1]],
    "stories:newsletter_issue": letters,
    "stories:newsletter_html": letters_to_be_sent,
    "stories:slot": lambda: [{"year": 2027, "month": 1}],
    "ideas:call": calls,
    "ideas:call_edit": calls,
    "ideas:guidance_edit": lambda: [{"slug": "en-bra-ide"}],
    "ideas:proof": numbers,
    "ideas:effect_add": numbers,
    "ideas:effect_change": lambda: effects()[:2],
    "ideas:effect_count": lambda: effects()[:2],
    "ideas:follow_up": lambda: questions()[:2],
    "notices:unsubscribe": lambda: [{"token": choices.sign(User.objects.all()[0], ["comment", "followed"])}],
    "ideas:naming_link": lambda: [{"token": naming.sign(row)} for row in Contributor.objects.filter(user=None)[:1]],
    "ideas:comments": of_comments,
    "ideas:comment": of_comments,
    "ideas:comment_answer": of_comments,
    "ideas:comment_edit": of_comments,
    "ideas:comment_earlier": of_comments,
    "ideas:comment_hide": of_comments,
    "ideas:owning": owned,
    "ideas:bulk_report": lambda: [{"key": run.pk} for run in BulkRun.objects.all()[:1]],
    "ideas:check": numbers,
    "ideas:receipt": numbers,
    "fact_check": lambda: [{"token": links.sign(check)} for check in asked()],
    "stories:work": lambda: pks(one_a_state(Story.objects.all())),
    "stories:edit": lambda: pks(one_a_state(Story.objects.all())),
    "stories:revisions": lambda: [*pks(Story.objects.all()[:1]), *versioned()],
    "stories:revision": lambda: [{"pk": row["pk"], "number": 1} for row in versioned()],
    "stories:revision_compare": versioned,
    "stories:preview": lambda: pks(one_a_state(Story.objects.all())),
    "stories:review": lambda: pks(one_a_state(Story.objects.all())),
    "stories:word": lambda: pks(JargonWord.objects.all()[:1]),
    "stories:facts": lambda: pks(one_a_state(Story.objects.all())),
    "stories:pictures": lambda: pks(one_a_state(Story.objects.all())),
    "stories:picture_describe": with_picture,
    "stories:person_new": with_picture,
    "stories:person": portrayed,
    "stories:person_withdraw": portrayed,
    "stories:snapshot_open": lambda: [
        {"pk": row.story_id, "number": row.pk} for row in Snapshot.objects.order_by("pk")[:1]
    ],
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
        "fact_check_picture",
        "fact_check_body_picture",
        "stories:picture",
        "stories:body_picture",
        "stories:desk_picture",
        "stories:calendar_file",
        "stories:snapshot",
        "stories:import_report",
        "stories:newsletter_text",
        "ideas:call_picture",
        "theme",
        "ideas:board_csv",
        "ideas:board_xlsx",
        "notices:open",
        "api:openapi-json",
        "api:api-root",
        "api:ideas",
        "api:idea",
        "ideas:file",
        "ideas:file_picture",
        "ideas:poster_pdf",
        "accounts:admin_login",
        "figures:table",
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
