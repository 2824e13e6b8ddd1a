from importlib import import_module
from typing import Final

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# The rooms of this app that have models of their own.
ROOMS: Final[tuple[str, ...]] = ("search", "duplicates")


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
        from goda_exempel.registry import provide_matches
        from ideas.menu import items
        from ideas.similar.nearest import KIND, ideas_to_match

        provide_menu(items)
        provide_matches(KIND, ideas_to_match)
