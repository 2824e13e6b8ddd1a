from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AwardsConfig(AppConfig):
    name = "awards"
    verbose_name = _("Awards")

    def ready(self) -> None:
        from awards.links import prizes_of
        from goda_exempel.registry import provide_links

        provide_links(prizes_of)
