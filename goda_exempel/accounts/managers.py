from typing import TYPE_CHECKING, Any

from django.contrib.auth.base_user import BaseUserManager
from django.db.models import QuerySet

from goda_exempel.roles import ADMINISTRATOR

if TYPE_CHECKING:
    from goda_exempel.accounts.models import User


class UserManager(BaseUserManager["User"]):
    """People, found by their e-mail address whatever its letter case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """The first administrator of a new installation (``manage.py createsuperuser``)."""
        user = self.create_user(email, password, **fields)
        user.add_roles(ADMINISTRATOR)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)

    def with_role(self, *roles: str) -> "QuerySet[User]":
        """Active people who have at least one of the roles, each once, by name."""
        return self.filter(is_active=True, groups__name__in=roles).distinct().order_by("name", "pk")
