from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AwardsConfig(AppConfig):
    name = "awards"
    verbose_name = _("Awards")

    def ready(self) -> None:
        from awards.links import prizes_of
        from awards.menu import jury_menu
        from awards.past import judge, keep
        from awards.reading import addresses, citations_about, latest_winner
        from goda_exempel.menu import provide_menu
        from goda_exempel.registry import (
            PastPrizes,
            provide_addresses,
            provide_band,
            provide_links,
            provide_past_prizes,
        )
        from stories.faces.places import provide_places

        provide_links(prizes_of)
        provide_band(latest_winner)
        provide_addresses(addresses)
        provide_past_prizes(PastPrizes(judge, keep))
        provide_places(citations_about)
        provide_menu(jury_menu)
