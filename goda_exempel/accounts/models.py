from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, Group, PermissionsMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models.functions import Lower
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from goda_exempel.accounts.managers import UserManager
from goda_exempel.caching import raise_content_version
from goda_exempel.roles import ADMINISTRATOR

UNIT_LEVELS = 3


class Unit(models.Model):
    """A part of the organisation: a förvaltning at the top, its enheter below, at most three levels."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("belongs to"),
    )

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")),
                name="unit_is_not_its_own_parent",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Readers see the names of units, so a changed one is a change to what is published."""
        is_new = self._state.adding
        with transaction.atomic():
            super().save(*args, **kwargs)
            if not is_new:
                raise_content_version()

    def clean(self) -> None:
        if self.level > UNIT_LEVELS:
            raise ValidationError({"parent": _("A unit can be at most three levels deep.")})

    @property
    def level(self) -> int:
        """1 for a förvaltning; stops counting one past the deepest level allowed, so that a loop ends too."""
        level, unit = 1, self
        while unit.parent is not None and level <= UNIT_LEVELS:
            level, unit = level + 1, unit.parent
        return level

    @staticmethod
    def within(field: str, unit: "Unit | int") -> models.Q:
        """The condition that ``field`` (a path to a unit) is ``unit`` or lies below it."""
        pk = unit if isinstance(unit, int) else unit.pk
        return (
            models.Q(**{field: pk})
            | models.Q(**{f"{field}__parent": pk})
            | models.Q(**{f"{field}__parent__parent": pk})
        )


class User(AbstractBaseUser, PermissionsMixin):
    """A person who can log in, with an e-mail address for a name."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    units = models.ManyToManyField(Unit, blank=True, related_name="people", verbose_name=_("units"))
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=settings.LANGUAGES,
        default=settings.LANGUAGE_CODE,
    )
    is_active = models.BooleanField(_("may log in"), default=True)
    date_joined = models.DateTimeField(_("since"), default=timezone.now)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_person_an_email_address",
                violation_error_message=_("There is already a person with this e-mail address."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("accounts:me")

    @cached_property
    def role_names(self) -> frozenset[str]:
        return frozenset(self.groups.values_list("name", flat=True))

    @cached_property
    def unit_ids(self) -> frozenset[int]:
        """Own units and every unit below them."""
        own = set(self.units.values_list("pk", flat=True))
        below = Unit.objects.filter(models.Q(parent__in=own) | models.Q(parent__parent__in=own))
        return frozenset(own | set(below.values_list("pk", flat=True))) if own else frozenset()

    def has_role(self, *roles: str) -> bool:
        return not self.role_names.isdisjoint(roles)

    def add_roles(self, *roles: str) -> None:
        for role in roles:
            self.groups.add(Group.objects.get_or_create(name=role)[0])
        self.__dict__.pop("role_names", None)

    @property
    def is_staff(self) -> bool:
        """Django's word for «may open the administration pages»."""
        return self.is_active and (self.is_superuser or self.has_role(ADMINISTRATOR))


def signed_in(request: HttpRequest) -> User:
    """The person who is logged in, for views behind ``login_required``. Raises PermissionDenied for anybody else."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
