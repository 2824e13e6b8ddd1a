from datetime import date, datetime
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goda_exempel.accounts.models import User
from goda_exempel.history import HistoryRow
from goda_exempel.workflow import WorkflowModel
from ideas.models import Contributor, Idea
from stories.content import StoryContent
from stories.facts.models import FactAnswer, FactCheck
from stories.pictures.models import Picture
from stories.querysets import DESK_ROLES, StoryQuerySet
from stories.search.models import SearchWord, Synonym
from stories.states import ABOUT_FACTS, STORY_WORKFLOW, StoryState

__all__ = ["Edition", "FactCheck", "Picture", "SearchWord", "Story", "StoryAddress", "StoryHistory", "Synonym"]


class Story(WorkflowModel, StoryContent):
    """A month's good example: the version being worked on, and a pointer to the edition that readers see."""

    workflow = STORY_WORKFLOW

    state = models.CharField(
        _("state"),
        max_length=20,
        choices=StoryState.choices,
        default=StoryState.DRAFT,
        editable=False,
    )
    month = models.DateField(_("month"))
    slug = models.SlugField(_("address"), max_length=80)
    ideas = models.ManyToManyField(Idea, related_name="stories", verbose_name=_("ideas"))

    edition = models.ForeignKey(
        "stories.Edition",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("published as"),
    )
    publish_at = models.DateTimeField(_("published from"), null=True, blank=True)
    on_shelf = models.BooleanField(_("on the reserve shelf"), default=False, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    pending_correction = models.TextField(_("note about the correction"), blank=True, editable=False)

    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="stories",
    )
    last_editor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    created = models.DateTimeField(default=timezone.now, editable=False)
    changed = models.DateTimeField(default=timezone.now, editable=False)
    is_demonstration = models.BooleanField(default=False, editable=False)

    objects: ClassVar[models.Manager["Story"]] = StoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        ordering = ["-month", "-pk"]
        indexes = [
            models.Index(
                fields=["-publish_at", "-id"],
                name="story_published",
                condition=models.Q(edition__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["month", "slug"],
                name="one_story_an_address",
                violation_error_message=_("Another story of the month has this address."),
            ),
            models.CheckConstraint(
                condition=models.Q(month__day=1),
                name="story_month_is_the_first",
                violation_error_message=_("A month is written as its first day."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state=StoryState.APPROVED)
                | (
                    models.Q(edition__isnull=False, picture__isnull=False)
                    & (models.Q(publish_at__isnull=False) | models.Q(on_shelf=True))
                    & models.Q(in_use_since__isnull=False)
                    & ~models.Q(lead="")
                    & (~models.Q(picture_alt="") | models.Q(picture_decorative=True))
                    & ~models.Q(new_where="")
                    & ~models.Q(useful_for="")
                ),
                name="story_approved_is_complete",
                violation_error_message=_(
                    "An approved story has a date, a lead, a picture with alt text and a proof card."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(on_shelf=False)
                | models.Q(state=StoryState.APPROVED, edition__isnull=False, publish_at__isnull=True),
                name="story_on_the_shelf_is_approved_without_a_date",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=StoryState.WITHDRAWN) | models.Q(edition__isnull=True),
                name="story_withdrawn_is_not_shown",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("stories:work", args=[self.pk])

    def url_for(self, person: User) -> str:
        """The work for the desk, the fact check for whoever was asked, and the readers' page for others."""
        if person.has_role(*DESK_ROLES):
            return self.get_absolute_url()
        if self.fact_checks.filter(person=person).exists():
            return reverse("stories:facts", args=[self.pk])
        return self.public_url

    def is_published(self, at: datetime | None = None) -> bool:
        """Computed: an approved edition, its time has come, and it is not withdrawn. No job has to run."""
        at = at or timezone.now()
        return self.edition_id is not None and self.publish_at is not None and self.publish_at <= at

    @cached_property
    def unnamed(self) -> frozenset[int]:
        """Who shares an idea of it and has said no to being named, and has handed in none of them."""
        rows = Contributor.objects.filter(idea__stories=self, naming=Contributor.Naming.NO, user__isnull=False)
        return frozenset(rows.values_list("user", flat=True)) - {idea.submitter_id for idea in self.ideas.all()}

    @cached_property
    def signatures(self) -> dict[datetime, str]:
        """When somebody answered about the facts by a link, and the name as it may be shown."""
        rows = FactAnswer.objects.filter(fact_check__story=self, by_link=True)
        return dict(rows.values_list("at", "fact_check__person_name"))

    @property
    def version(self) -> str:
        """The stamp of the text on a page, so that a save on an older one is noticed."""
        return self.changed.isoformat()

    def was_public(self) -> bool:
        """Taken from readers who had seen it, whatever has happened since: its address says so for ever."""
        published, withdrawn = self.publish_at, self.withdrawn_at
        is_withdrawn = published is not None and withdrawn is not None and published <= withdrawn
        return is_withdrawn or self.snapshots.filter(kind="withdrawn").exists()

    @property
    def public_url(self) -> str:
        return story_url(self.month, self.slug)


def story_url(month: date, slug: str) -> str:
    return reverse("story", kwargs={"year": month.year, "month": f"{month:%m}", "slug": slug})


class Edition(StoryContent):
    """An approved wording of a story, never changed: what readers see, and what an approval was given for."""

    story = models.ForeignKey(Story, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    approved_by_name = models.CharField(max_length=120)
    approved_at = models.DateTimeField(default=timezone.now)
    digest = models.CharField(_("fingerprint of the wording"), max_length=64)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    words = models.GeneratedField(
        expression=SearchVector("title", weight="A", config="swedish")
        + SearchVector("lead", weight="B", config="swedish")
        + SearchVector("body", "fact_box", "how_to", "pull_quote", weight="C", config="swedish"),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    plain_words = models.GeneratedField(
        expression=SearchVector("title", weight="A", config="simple")
        + SearchVector("lead", weight="B", config="simple")
        + SearchVector("body", "fact_box", "how_to", "pull_quote", weight="C", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["number"]
        indexes = [
            GinIndex(fields=["words"], name="edition_words"),
            GinIndex(fields=["plain_words"], name="edition_plain_words"),
            GinIndex(
                fields=["title"],
                opclasses=["gin_trgm_ops"],
                name="edition_title_trigrams",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["story", "number"], name="one_edition_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"


class StoryAddress(models.Model):
    """Every address a story has had. An old one redirects for ever; none is given to another story."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="addresses")
    month = models.DateField()
    slug = models.SlugField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["month", "slug"], name="an_address_is_never_reused")]

    def __str__(self) -> str:
        return f"{self.month:%Y/%m}/{self.slug}"


class StoryHistory(HistoryRow):
    subject = models.ForeignKey(Story, models.PROTECT, related_name="history")

    class Meta(HistoryRow.Meta):
        verbose_name = _("history of a story")
        verbose_name_plural = _("history of stories")

    @property
    def actor_label(self) -> str:
        """Who has answered about the facts, and said no to being named since, is not named here either.

        Who answered without an account is named by the answer, whose name can be forgotten; this row never changes.
        """
        if self.move not in ABOUT_FACTS:
            return super().actor_label
        if self.actor_id is None and not self.actor_name:
            return self.subject.signatures.get(self.at, gettext("Somebody with a link"))
        return gettext("A contributor") if self.actor_id in self.subject.unnamed else super().actor_label
