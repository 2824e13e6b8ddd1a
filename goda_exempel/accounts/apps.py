from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "goda_exempel.accounts"
    label = "accounts"
    verbose_name = _("People and units")

    def ready(self) -> None:
        # Groups follow the table in roles.py after every migrate, the way Django keeps its own permissions.
        from goda_exempel.accounts.groups import sync_groups

        post_migrate.connect(sync_groups, dispatch_uid="accounts.sync_groups")
