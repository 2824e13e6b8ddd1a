from datetime import timedelta
from importlib import import_module
from typing import Final

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# The rooms of this app that have models of their own.
ROOMS: Final[tuple[str, ...]] = (
    "notes",
    "promise",
    "queue",
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
        from goda_exempel.clock.jobs import provide_job
        from goda_exempel.menu import provide_menu
        from goda_exempel.registry import provide_addresses
        from ideas.menu import items
        from ideas.owning.tasks import remind_asked
        from ideas.promise.tasks import climb
        from ideas.promise.urls_public import addresses

        provide_menu(items)
        provide_addresses(addresses)
        provide_job("climb with missed promises", climb, every=timedelta(hours=1))
        provide_job("remind managers who are asked", remind_asked, every=timedelta(hours=1))
