from importlib import import_module
from typing import Final

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# The rooms of this app that have models of their own.
ROOMS: Final[tuple[str, ...]] = ("support", "comments")


class IdeasConfig(AppConfig):
    name = "ideas"
    verbose_name = _("Ideas")

    def import_models(self) -> None:
        """The idea first, then what the rooms hang on it."""
        super().import_models()
        for room in ROOMS:
            import_module(f"ideas.{room}.models")

    def ready(self) -> None:
        from datetime import timedelta

        from goda_exempel.clock.jobs import provide_job
        from goda_exempel.menu import provide_menu
        from ideas.menu import items
        from ideas.people.workflow import untold

        provide_menu(items)
        provide_job("write to people who are credited", untold, every=timedelta(minutes=1))
