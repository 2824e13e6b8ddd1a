from importlib import import_module
from typing import Final

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# The rooms of this app that have models of their own.
ROOMS: Final[tuple[str, ...]] = (
    "proof",
    "effects",
)


class IdeasConfig(AppConfig):
    name = "ideas"
    verbose_name = _("Ideas")

    def import_models(self) -> None:
        """The idea first, then what the rooms hang on it."""
        super().import_models()
        for room in ROOMS:
            import_module(f"ideas.{room}.models")

    def ready(self) -> None:
        from goda_exempel.menu import provide_menu
        from ideas.menu import items

        provide_menu(items)
        self.provide_jobs()

    def provide_jobs(self) -> None:
        from datetime import timedelta

        from goda_exempel.clock.jobs import provide_job
        from ideas.effects.tasks import ask_what_is_due

        provide_job("ask whether ideas are still in use", ask_what_is_due, every=timedelta(hours=1))
