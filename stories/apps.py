from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StoriesConfig(AppConfig):
    name = "stories"
    verbose_name = _("Stories")

    def ready(self) -> None:
        from goda_exempel.caching import provide_next_change
        from goda_exempel.menu import provide_menu
        from goda_exempel.registry import provide_links
        from ideas.people.naming import provide_forgetting
        from stories.links import next_publication, stories_of
        from stories.menu import desk_menu
        from stories.naming import forget_name

        provide_links(stories_of)
        provide_menu(desk_menu)
        provide_next_change(next_publication)
        provide_forgetting(forget_name)
