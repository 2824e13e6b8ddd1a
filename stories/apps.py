from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StoriesConfig(AppConfig):
    name = "stories"
    verbose_name = _("Stories")

    def ready(self) -> None:
        from goda_exempel.caching import provide_next_change
        from goda_exempel.menu import provide_menu
        from goda_exempel.registry import provide_links, provide_matches
        from stories.links import next_publication, stories_of, stories_to_match
        from stories.menu import desk_menu

        provide_links(stories_of)
        provide_matches("story", stories_to_match)
        provide_menu(desk_menu)
        provide_next_change(next_publication)
