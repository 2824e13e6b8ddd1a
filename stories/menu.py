"""What the desk offers in the staff menu."""

from django.urls import reverse
from django.utils.translation import gettext as _

from goda_exempel.accounts.models import User
from goda_exempel.menu import MenuItem
from stories.models import Story
from stories.permissions import is_on_the_desk
from stories.waiting import facts_to_check


def desk_menu(user: User) -> list[MenuItem]:
    """The desk for those who work there; for others the fact checks, while any waits for them."""
    if is_on_the_desk(user):
        return [MenuItem(_("The desk"), reverse("stories:desk"), Story.objects.waiting_for(user).count())]
    waiting = facts_to_check(user).count()
    return [MenuItem(_("Fact check"), reverse("stories:facts_list"), waiting)] if waiting else []
