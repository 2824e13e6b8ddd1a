"""A small world in which every address of the portal leads somewhere, and one person a role."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any, Final

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from awards.models import Award, Nomination, Prize
from goda_exempel import roles
from goda_exempel.accounts.models import User
from goda_exempel.notices.models import Notice
from ideas.models import Idea
from ideas.queue.models import BulkRun
from ideas.states import IdeaState
from stories.models import Story
from stories.states import StoryState
from tests.factories import make_idea, make_unit, make_user
from tests.house.routes import Route
from tests.stories.factories import make_fact_check, make_published_story, make_stored_picture, make_story

ANYONE: Final = "anyone"
PEOPLE: Final = (ANYONE, *roles.ROLES)
DAY: Final = timedelta(days=1)


@dataclass
class World:
    """``staff`` handed in the idea that the coach reviews and the story under fact check tells of."""

    people: Mapping[str, User]
    idea: Idea
    draft: Story
    published: Story
    prize: Prize
    announced: Prize

    def path(self, route: Route) -> str:
        return route.path(**self.values(route))

    def values(self, route: Route) -> dict[str, Any]:
        """What stands in the address of a route."""
        if route.name.startswith("admin:"):
            return self.in_admin(route)
        return {
            **self.of_readers,
            **self.by_space.get(route.name.partition(":")[0], {}),
            **self.by_name.get(route.name, {}),
        }

    @cached_property
    def of_readers(self) -> dict[str, Any]:
        month, picture = self.published.month, self.published.picture
        assert picture is not None
        place = {"year": month.year, "month": f"{month:%m}", "slug": self.published.slug}
        return {**place, "key": picture.key, "width": 480, "ext": "webp"}

    @cached_property
    def by_space(self) -> dict[str, dict[str, Any]]:
        return {
            "ideas": {"number": self.idea.number, "name": "ask", "pk": self.idea.contributors.get().pk},
            "stories": {"pk": self.draft.pk, "name": "confirm_facts"},
            "awards": {"year": self.prize.year, "pk": self.prize.nominations.get().pk, "name": "extend_scoring"},
            "notices": {"pk": Notice.objects.filter(person=self.people[roles.STAFF])[0].pk},
            "winner": {"year": self.announced.year},
        }

    @cached_property
    def by_name(self) -> dict[str, dict[str, Any]]:
        return {
            "accounts:password_reset_confirm": {"uidb64": "MQ", "token": "used-up"},
            "ideas:bulk_report": {"key": BulkRun.objects.get().pk},
        }

    def in_admin(self, route: Route) -> dict[str, Any]:
        user = self.people[roles.STAFF]
        content_type = ContentType.objects.get_for_model(User)
        label, _underscore, model = route.name.removeprefix("admin:").rpartition("_")[0].partition("_")
        known = model and label in apps.app_configs and apps.get_model(label, model).objects.first()
        return {
            "object_id": known.pk if known else user.pk,
            "content_type_id": content_type.pk,
            "app_label": "accounts",
        }


def make_world() -> World:
    unit = make_unit("Kultur och fritid")
    people = {role: make_user(role, units=(unit,)) for role in roles.ROLES}
    author = people[roles.STAFF]
    idea = make_idea(IdeaState.IN_REVIEW, submitter=author, coach=people[roles.COACH], unit=unit)
    idea.contributors.create(name="Utan Konto", affiliation="Föreningen")
    BulkRun.objects.create(person=people[roles.COACH], move="take")
    draft = make_story(StoryState.FACT_CHECK, ideas=[idea], picture=make_stored_picture())
    make_fact_check(draft, author)
    published = make_published_story(picture=make_stored_picture("navy"))
    return World(people, idea, draft, published, make_prize(people, published), make_announced_prize(published))


def make_prize(people: Mapping[str, User], story: Story) -> Prize:
    """Under scoring, with a juror and a candidate."""
    now = timezone.now()
    dates = {"nominating_from": now - 2 * DAY, "scoring_from": now - DAY, "deliberating_from": now + DAY}
    prize = Prize.objects.create(year=story.month.year, secretary=people[roles.JURY_SECRETARY], **dates)
    prize.criteria.create(name="Ny")
    juror = prize.jurors.create(user=people[roles.JUROR])
    candidate = prize.nominations.create(story=story)
    juror.declarations.create(nomination=candidate, is_disqualified=False)
    return prize


def make_announced_prize(story: Story) -> Prize:
    """The year before's."""
    then = timezone.now() - 365 * DAY
    dates = dict.fromkeys(("nominating_from", "scoring_from", "deliberating_from", "announced_at"), then)
    prize = Prize.objects.create(year=story.month.year - 1, state="announced", scores_opened_at=then, **dates)
    candidate = Nomination.objects.create(prize=prize, story=story)
    Award.objects.create(prize=prize, nomination=candidate, citation="För att den spreds.")
    return prize
