from typing import TYPE_CHECKING, Any, ClassVar, Final

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goda_exempel.accounts.models import Unit, User
from goda_exempel.history import HistoryRow
from goda_exempel.notices.models import OutsideLetter
from goda_exempel.workflow import WorkflowModel
from ideas.content import IdeaContent
from ideas.querysets import IdeaQuerySet
from ideas.states import IDEA_WORKFLOW, UNANSWERED, IdeaState

if TYPE_CHECKING:
    from ideas.owning.models import LineOwnership

CLOSED_LETTER: Final = "ideas/closed"
# The moves that a person without an account makes with a word code.
WITHOUT_ACCOUNT: Final = ("leave", "answer", "step_forward")


class IdeaNumber(models.Model):
    """The last number given in a year. Numbers are only ever counted up, so none is used again."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Idea(WorkflowModel, IdeaContent):
    """Something new and useful that an employee wants to do, or already does."""

    workflow = IDEA_WORKFLOW

    number = models.CharField(_("number"), max_length=16, unique=True, editable=False)
    form_key = models.UUIDField(_("form"), unique=True, null=True, editable=False)
    last_form = models.UUIDField(_("form that last saved it"), null=True, editable=False)
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=IdeaState.choices,
        default=IdeaState.DRAFT,
        editable=False,
    )

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="ideas", verbose_name=_("unit"))
    unit_is_chosen = models.BooleanField(_("somebody has chosen the unit"), default=True, editable=False)
    submitter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="ideas",
        verbose_name=_("handed in by"),
    )
    submitter_name = models.CharField(_("handed in by"), max_length=120, editable=False)
    coach = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="coached_ideas",
        verbose_name=_("idea coach"),
    )

    call = models.ForeignKey(
        "ideas.Call",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="ideas",
        verbose_name=_("call for ideas"),
    )

    confidential = models.BooleanField(_("may contain what the law keeps secret"), default=False)
    held = models.BooleanField(_("waits for a coach to look first"), default=False, editable=False)

    created = models.DateTimeField(_("begun"), default=timezone.now, editable=False)
    changed = models.DateTimeField(_("changed"), auto_now=True)
    submitted_at = models.DateTimeField(_("handed in"), null=True, editable=False)
    reply_due = models.DateField(_("reply promised by"), null=True, editable=False)
    replied_at = models.DateTimeField(_("replied"), null=True, editable=False)
    trial_since = models.DateField(_("on trial since"), null=True, blank=True)
    in_use_since = models.DateField(_("in use since"), null=True, blank=True)
    in_use_where = models.CharField(_("where it is in use"), max_length=200, blank=True)
    parked_until = models.DateField(_("parked until"), null=True, blank=True)
    yes_if = models.TextField(_("what would make it a yes"), max_length=2000, blank=True)

    objects: ClassVar[models.Manager["Idea"]] = IdeaQuerySet.as_manager()

    class Meta:
        verbose_name = _("idea")
        verbose_name_plural = _("ideas")
        ordering = ["-created", "-pk"]
        indexes = [
            models.Index(fields=["state", "reply_due"], name="idea_queue"),
            models.Index(fields=["-created", "-id"], name="idea_newest"),
            GinIndex(fields=["title"], opclasses=["gin_trgm_ops"], name="idea_title_trigrams"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state=IdeaState.IN_USE) | models.Q(in_use_since__isnull=False),
                name="idea_in_use_has_a_date",
                violation_error_message=_("An idea in use needs the date since when."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state=IdeaState.PARKED) | models.Q(parked_until__isnull=False),
                name="idea_parked_has_a_date",
                violation_error_message=_("A parked idea needs the date until when."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[IdeaState.DRAFT, IdeaState.WITHDRAWN])
                | models.Q(submitted_at__isnull=False, reply_due__isnull=False),
                name="idea_handed_in_has_a_promise",
                violation_error_message=_("An idea that is handed in has a promised date of reply."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.number

    def get_absolute_url(self) -> str:
        return reverse("ideas:idea", args=[self.number])

    def url_for(self, person: User) -> str:
        """The manager who is asked to own the idea gets to the page with that question, and nothing else to find."""
        asked = self.ownerships.filter(person=person, answer="asked").exists()
        return reverse("ideas:owning", args=[self.number]) if asked else self.get_absolute_url()

    def letters_for(self, move: str) -> list[str]:
        """Letters leave the house: about an idea that may contain what is secret they say no more than its number."""
        return [CLOSED_LETTER] if self.confidential else super().letters_for(move)

    @property
    def awaits_reply(self) -> bool:
        """Whether the promise of a reply runs."""
        return self.replied_at is None and self.state in UNANSWERED

    @property
    def is_late(self) -> bool:
        """Whether the promised day of reply has passed without one."""
        return self.awaits_reply and self.reply_due is not None and self.reply_due < timezone.localdate()

    @property
    def owner(self) -> "LineOwnership | None":
        """The line owner asked or accepted; at most one (constraint ``one_open_line_owner_an_idea``)."""
        return next((row for row in self.ownerships.all() if row.is_open), None)

    def is_unnamed(self, person: int | None, name: str) -> bool:
        """Whether this person shares the idea and has said no to being named; by name where the account is gone."""
        keys, names = self.unnamed
        return person in keys or (person is None and name in names)

    @cached_property
    def unnamed(self) -> tuple[frozenset[int | None], frozenset[str]]:
        """Those who share the idea and have said no to being named: their accounts, and the names not to show."""
        rows = self.contributors.filter(naming=Contributor.Naming.NO).values_list("user_id", "name")
        keys = frozenset(user for user, _name in rows if user is not None)
        return keys, frozenset(name for _user, name in rows)

    def shown_name(self, person: int | None, name: str) -> str:
        """The name of who did or wrote something, or no more than that it is a contributor, where that one said no."""
        return gettext("A contributor") if self.is_unnamed(person, name) else name


class Contributor(models.Model):
    """Somebody who shares the idea: of another unit, or no employee at all (then without ``user``).

    Everybody is told and can say no to being named. The row of somebody who has said no stays, so that the name is
    not put there again by mistake; it is shown to nobody (``ideas.people.credits``).
    """

    class Naming(models.TextChoices):
        WAITING = "waiting", _("Has not answered yet")
        YES = "yes", _("Wants to be named")
        NO = "no", _("Does not want to be named")

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="contributors")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("person"),
    )
    name = models.CharField(_("name"), max_length=120)
    affiliation = models.CharField(_("unit or organisation"), max_length=160, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    naming = models.CharField(_("naming"), max_length=8, choices=Naming.choices, default=Naming.WAITING, editable=False)
    letter = models.ForeignKey(
        OutsideLetter, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("letter")
    )

    class Meta:
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["idea", "user"],
                name="one_credit_a_person_and_idea",
                violation_error_message=_("This person is already a contributor."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_named(self) -> bool:
        return self.naming != self.Naming.NO

    @property
    def is_waiting(self) -> bool:
        """Whether the person has been asked in a way that can be answered here, and has not answered."""
        return self.naming == self.Naming.WAITING and bool(self.user_id or self.email)


class IdeaHistory(HistoryRow):
    subject = models.ForeignKey(Idea, models.PROTECT, related_name="history")

    class Meta(HistoryRow.Meta):
        verbose_name = _("history of an idea")
        verbose_name_plural = _("history of ideas")

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._is_unnamed:
            self.actor_name = gettext("A contributor")
        super().save(*args, **kwargs)

    @property
    def actor_label(self) -> str:
        """What only authors do and nobody with an account did, was done with a word code."""
        if self._is_unnamed:
            return gettext("A contributor")
        if not self.actor_name and self.move in WITHOUT_ACCOUNT:
            return gettext("The person who left the idea")
        return super().actor_label

    @property
    def _is_unnamed(self) -> bool:
        return bool(self.subject.is_unnamed(self.actor_id, self.actor_name))


def people_of(idea: Idea) -> set[User]:
    """The submitter and the contributors who have an account."""
    contributors = {row.user for row in idea.contributors.select_related("user") if row.user is not None}
    return contributors | ({idea.submitter} if idea.submitter is not None else set())
