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
from goda_exempel.clock.models import Heartbeat, JobRun
from goda_exempel.clock.pulse import JOB
from goda_exempel.notices import choices
from goda_exempel.notices.models import Notice
from ideas.breakroom.workflow import poster_of
from ideas.calls.models import Call
from ideas.comments.workflow import write
from ideas.models import Idea
from ideas.people import naming
from ideas.queue.models import BulkRun
from ideas.states import IdeaState
from stories.facts import links
from stories.gate.models import JargonWord
from stories.importing.models import ImportRun
from stories.models import Edition, Story
from stories.months.workflow import open_calendar
from stories.newsletter.links import confirm_link, end_link
from stories.newsletter.models import Issue, Subscriber
from stories.newsletter.workflow import write as write_letter
from stories.publishing.models import Snapshot
from stories.publishing.snapshots import keep_snapshot
from stories.review.passages import Passage
from stories.review.workflow import comment
from stories.revisions.keeping import keep_stored
from stories.states import StoryState
from tests.factories import make_idea, make_unit, make_user
from tests.house.routes import Route
from tests.ideas.calls.factories import make_call, make_call_picture
from tests.ideas.effects.factories import make_benefit
from tests.ideas.files.files import make_file
from tests.stories.faces.factories import make_person
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
            "api": {"number": self.idea.number},
            "ideas": {"number": self.idea.number, "name": "ask", "pk": self.idea.contributors.get().pk},
            "stories": {"pk": self.draft.pk, "name": "confirm_facts", "number": self.kept, **self.in_calendar},
            "awards": {"year": self.prize.year, "pk": self.prize.nominations.get().pk, "name": "extend_scoring"},
            "notices": {"pk": Notice.objects.filter(person=self.people[roles.STAFF])[0].pk},
            "winner": {"year": self.announced.year},
        }

    @cached_property
    def kept(self) -> int:
        edition = Edition.objects.filter(story=self.published).get()
        now = timezone.now()
        return keep_snapshot(self.draft, edition, Snapshot.Kind.PUBLISHED, at=now, by=None).pk

    @cached_property
    def in_calendar(self) -> dict[str, Any]:
        address = open_calendar(self.people[roles.COMMUNICATOR])
        return {"year": 2027, "month": 1, "person": address.person_id, "secret": address.secret}

    @cached_property
    def by_name(self) -> dict[str, dict[str, Any]]:
        return {
            "accounts:password_reset_confirm": {"uidb64": "MQ", "token": "used-up"},
            **self.of_files,
            **self.of_calls,
            **self.of_effects,
            **self.of_breakroom,
            **self.of_people,
            **self.of_queue,
            **self.of_pictures,
            **self.of_revisions,
            **self.of_review,
            **self.of_imports,
            **self.of_newsletter,
            **self.of_facts,
        }

    @cached_property
    def of_imports(self) -> dict[str, dict[str, Any]]:
        run = {"pk": ImportRun.objects.create(name="allt.zip").pk}
        return dict.fromkeys([f"stories:import_{name}" for name in ("run", "report", "carry", "discard")], run)

    @cached_property
    def of_facts(self) -> dict[str, dict[str, Any]]:
        token = {"token": links.sign(self.draft.fact_checks.get())}
        moves = ("", "_approve", "_change", "_decline", "_new_link", "_picture", "_body_picture")
        return {f"fact_check{move}": token for move in moves}

    @cached_property
    def of_files(self) -> dict[str, dict[str, Any]]:
        file = {"pk": self.idea.files.get().pk, "width": 480, "ext": "jpg"}
        return dict.fromkeys(("ideas:file", "ideas:file_picture", "ideas:file_describe", "ideas:file_remove"), file)

    @cached_property
    def of_calls(self) -> dict[str, dict[str, Any]]:
        call, text = {"slug": Call.objects.get().slug}, {"slug": "en-bra-ide"}
        calls = ("call", "call_edit", "call_remove", "call_move", "call_picture")
        return {
            **{f"ideas:{name}": call for name in calls},
            "ideas:guidance_edit": text,
            "ideas:guidance_restore": text,
        }

    @cached_property
    def of_effects(self) -> dict[str, dict[str, Any]]:
        benefit = {"pk": self.idea.benefits.get().pk}
        return {
            **dict.fromkeys(("ideas:effect_change", "ideas:effect_count", "ideas:effect_remove"), benefit),
            "ideas:follow_up": {"months": self.idea.follow_ups.get().months},
            "figures:table": {"name": "per-enhet"},
        }

    @cached_property
    def of_breakroom(self) -> dict[str, dict[str, Any]]:
        unit = {"unit": self.idea.unit.slug}
        return {
            "breakroom": {"token": poster_of(self.idea.unit).written_token},
            "ideas:poster_pdf": unit,
            "ideas:poster_renew": unit,
        }

    @cached_property
    def of_people(self) -> dict[str, dict[str, Any]]:
        comment = {"pk": self.idea.comments.get().pk}
        moves = ("", "_answer", "_edit", "_delete", "_earlier", "_hide", "_unhide")
        return {
            "notices:unsubscribe": {"token": choices.sign(self.people[roles.STAFF], ["comment"])},
            "ideas:naming_link": {"token": naming.sign(self.idea.contributors.get())},
            **{f"ideas:comment{move}": comment for move in moves},
        }

    @cached_property
    def of_pictures(self) -> dict[str, dict[str, Any]]:
        assert self.draft.picture is not None
        picture = {"key": self.draft.picture.key, "width": 480, "ext": "jpg"}
        person = {"number": self.draft.portrayed.get().pk}
        return {
            **dict.fromkeys(("stories:picture", "stories:body_picture", "stories:desk_picture"), picture),
            "stories:picture_describe": picture,
            **dict.fromkeys(("stories:person", "stories:person_withdraw"), person),
        }

    @cached_property
    def of_revisions(self) -> dict[str, dict[str, Any]]:
        keep_stored(self.draft.pk)
        first = {"number": 1}
        return {"stories:revision": first, "stories:revision_restore": first}

    @cached_property
    def of_queue(self) -> dict[str, dict[str, Any]]:
        return {"ideas:bulk_report": {"key": BulkRun.objects.get().pk}}

    @cached_property
    def of_newsletter(self) -> dict[str, dict[str, Any]]:
        row, month = Subscriber.objects.get(), Issue.objects.get().month
        issue = {"year": month.year, "month": month.month}
        names = ("issue", "html", "text", "trial", "send", "schedule", "unschedule", "rest", "end")
        return {
            "newsletter_confirm": {"token": confirm_link(row).split("/")[-2]},
            "newsletter_end": {"token": end_link(row.pk).split("/")[-2]},
            **{f"stories:newsletter_{name}": issue for name in names},
        }

    @cached_property
    def of_review(self) -> dict[str, dict[str, Any]]:
        comment, word = {"number": self.draft.review_comments.get().pk}, {"pk": JargonWord.objects.all()[0].pk}
        return {
            **{f"stories:comment_{move}": comment for move in ("reply", "resolve", "reopen")},
            **dict.fromkeys(("stories:word", "stories:word_remove"), word),
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
    Heartbeat.objects.create(name="worker", at=timezone.now())
    JobRun.objects.create(name=JOB, last=timezone.now())
    unit = make_unit("Kultur och fritid")
    people = {role: make_user(role, units=(unit,)) for role in roles.ROLES}
    author = people[roles.STAFF]
    idea = make_idea(IdeaState.IN_REVIEW, submitter=author, coach=people[roles.COACH], unit=unit)
    idea.contributors.create(name="Utan Konto", affiliation="Föreningen")
    make_file(idea)
    make_call(maker=people[roles.MANAGER], answerer=people[roles.COACH], picture=make_call_picture())
    make_benefit(idea)
    idea.follow_ups.create(months=3, due=timezone.localdate())
    write(idea, by=author, text="Vi har provat.")
    BulkRun.objects.create(person=people[roles.COACH], move="take")
    draft = make_story(StoryState.FACT_CHECK, ideas=[idea], picture=make_stored_picture())
    make_fact_check(draft, author)
    make_person(draft)
    comment(draft, by=people[roles.EDITOR], field="lead", passage=Passage(""), text="Vem är det?")
    JargonWord.objects.get_or_create(word="i enlighet med")
    published = make_published_story(picture=make_stored_picture("navy"))
    Subscriber.objects.create(email="lasare@hemma.example", confirmed_at=timezone.now())
    write_letter(published.month, {"subject": "Soppan som barnen lagar", "greeting": ""})
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
