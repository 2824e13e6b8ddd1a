from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StoriesConfig(AppConfig):
    name = "stories"
    verbose_name = _("Stories")

    def ready(self) -> None:
        from goda_exempel.caching import provide_next_change
        from goda_exempel.menu import provide_menu
        from goda_exempel.registry import provide_links, provide_published
        from stories.links import next_publication, published_about, stories_of
        from stories.menu import desk_menu

        provide_links(stories_of)
        provide_published(published_about)
        provide_menu(desk_menu)
        provide_next_change(next_publication)
