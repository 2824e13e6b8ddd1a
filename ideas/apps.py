from importlib import import_module
from typing import Final

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# The rooms of this app that have models of their own.
ROOMS: Final[tuple[str, ...]] = (
    "breakroom",
    "calls",
    "comments",
    "duplicates",
    "effects",
    "files",
    "guidance",
    "notes",
    "outside",
    "owning",
    "promise",
    "proof",
    "queue",
    "search",
    "support",
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
        from goda_exempel.registry import provide_addresses, provide_matches
        from goda_exempel.workflow import provide_after_move
        from ideas.jobs import JOBS
        from ideas.menu import items
        from ideas.outside.workflow import write_deliveries
        from ideas.promise.urls_public import addresses
        from ideas.similar.nearest import KIND, ideas_to_match

        provide_menu(items)
        provide_addresses(addresses)
        provide_matches(KIND, ideas_to_match)
        provide_after_move("ideas", write_deliveries)
        for job in JOBS:
            provide_job(job.name, job.work, every=job.every)
