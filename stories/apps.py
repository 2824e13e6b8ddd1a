from datetime import timedelta
from importlib import import_module
from typing import Final

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# The rooms of this app that have models of their own, hung on the story.
ROOMS: Final[tuple[str, ...]] = (
    "months",
    "newsletter",
    "facts",
    "debts",
    "publishing",
    "pictures",
    "faces",
    "revisions",
    "writing",
    "review",
    "gate",
    "importing",
)


class StoriesConfig(AppConfig):
    name = "stories"
    verbose_name = _("Stories")

    def import_models(self) -> None:
        super().import_models()
        for room in ROOMS:
            import_module(f"stories.{room}.models")

    def ready(self) -> None:
        self._provide_to_pages()
        self._provide_jobs()
        self._provide_to_moves()
        self._provide_newsletter()

    def _provide_to_pages(self) -> None:
        """What pages of others show of stories, and when readers' pages change by themselves."""
        from goda_exempel.caching import provide_next_change
        from goda_exempel.menu import provide_menu
        from goda_exempel.registry import provide_awaited, provide_links, provide_matches, provide_published
        from goda_exempel.uploads import provide_room
        from stories import links
        from stories.debts.reading import awaited_about
        from stories.importing.forms import LARGEST_UPLOAD
        from stories.menu import desk_menu

        provide_links(links.stories_of)
        provide_published(links.published_about)
        provide_awaited(awaited_about)
        provide_matches("story", links.stories_to_match)
        provide_menu(desk_menu)
        provide_room("/redaktion/import/", LARGEST_UPLOAD)
        for next_change in (links.next_publication, links.next_licence_end, links.next_consent_end):
            provide_next_change(next_change)

    def _provide_jobs(self) -> None:
        """What has to be done because time passes."""
        from goda_exempel.clock.jobs import provide_job
        from stories.debts.workflow import remind_of_debts
        from stories.faces.warning import warn_of_ends
        from stories.facts.workflow import give_reminders
        from stories.importing.runs import tidy
        from stories.months.workflow import ensure_slots, give_alarms
        from stories.pictures.making import make_missing
        from stories.writing.presence import forget_old

        provide_job("months ahead", ensure_slots, every=timedelta(hours=6))
        provide_job("alarms of the month", give_alarms, every=timedelta(hours=1))
        provide_job("missing renditions", make_missing, every=timedelta(minutes=5))
        provide_job("licences and consents that end", warn_of_ends, every=timedelta(hours=6))
        provide_job("who writes on a story", forget_old, every=timedelta(minutes=30))
        provide_job("imports that stand still", tidy, every=timedelta(minutes=5))
        provide_job("reminders of what stories wait for", remind_of_debts, every=timedelta(hours=1))
        provide_job("reminders of fact checks", give_reminders, every=timedelta(hours=1))

    def _provide_to_moves(self) -> None:
        """What else happens with a move of a story, and when somebody says no to being named."""
        from goda_exempel.workflow import provide_after_move
        from ideas.people.naming import provide_forgetting
        from stories.facts.workflow import stop_what_was_approved
        from stories.importing.workflow import keep_prize
        from stories.naming import forget_name

        provide_after_move("stories", keep_prize)
        provide_after_move("stories", stop_what_was_approved)
        provide_forgetting(forget_name)

    def _provide_newsletter(self) -> None:
        from goda_exempel.clock.jobs import provide_job
        from goda_exempel.notices.sending import provide_left_letters
        from goda_exempel.registry import provide_panel
        from stories.faces.places import provide_places
        from stories.newsletter.subscribing import forget_old, queue_left_questions
        from stories.newsletter.views_mine import panel
        from stories.newsletter.withdrawn import letters_with
        from stories.newsletter.workflow import queue_left_issues, send_due

        provide_job("newsletters due", send_due, every=timedelta(minutes=1))
        provide_job("forget addresses of the newsletter", forget_old, every=timedelta(hours=1))
        provide_left_letters(queue_left_questions)
        provide_left_letters(queue_left_issues)
        provide_panel(panel)
        provide_places(letters_with)
