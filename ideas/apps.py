from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IdeasConfig(AppConfig):
    name = "ideas"
    verbose_name = _("Ideas")

    def ready(self) -> None:
        from goda_exempel.menu import provide_menu
        from ideas.menu import items

        provide_menu(items)
