"""Fills Django's groups from the table of roles."""

from typing import Any

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db.models import Q

from goda_exempel.roles import ROLES


def sync_groups(**kwargs: Any) -> None:
    """Make one group a role, with exactly the permissions the table names. Safe to run again."""
    using = kwargs.get("using", "default")
    if kwargs.get("sender") is not None and kwargs["sender"].label != "accounts":
        return
    for app in ("accounts", "stories", "awards"):
        create_permissions(installed.get_app_config(app), verbosity=0, using=using)
    for role in ROLES.values():
        group, _created = Group.objects.using(using).get_or_create(name=role.name)
        group.permissions.set(_permissions(role.permissions))


def _permissions(names: tuple[str, ...]) -> list[Permission]:
    if not names:
        return []
    wanted = Q()
    for name in names:
        app, codename = name.split(".")
        wanted |= Q(content_type__app_label=app, codename=codename)
    return list(Permission.objects.filter(wanted))
