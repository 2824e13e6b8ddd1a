"""What the staff menu offers about ideas, and how much waits there."""

from django.urls import reverse
from django.utils.translation import gettext as _

from goda_exempel import roles
from goda_exempel.accounts.models import User
from goda_exempel.menu import MenuItem
from ideas.models import Idea
from ideas.outside.permissions import may_connect
from ideas.querysets import STAFF_ROLES


def items(user: User) -> list[MenuItem]:
    if not user.has_role(*STAFF_ROLES):
        return []
    entries = [
        MenuItem(_("Ideas"), reverse("ideas:board")),
        MenuItem(_("Hand in an idea"), reverse("ideas:new")),
        MenuItem(_("My ideas"), reverse("ideas:mine")),
    ]
    entries.append(MenuItem(_("Calls for ideas"), reverse("ideas:calls")))
    if user.has_role(roles.COACH):
        count = Idea.objects.visible_to(user).waiting_for_answer_of(user).count()
        entries.append(MenuItem(_("Idea review"), reverse("ideas:queue"), count))
    if user.has_role(roles.COORDINATOR, roles.ADMINISTRATOR):
        count = Idea.objects.visible_to(user).orphaned().count()
        entries.append(MenuItem(_("Nobody responsible"), reverse("ideas:orphaned"), count))
    if user.has_role(roles.MANAGER):
        entries.append(MenuItem(_("For managers"), reverse("ideas:manager")))
        count = Idea.objects.waiting_for_owner(user).count()
        entries.append(MenuItem(_("My units"), reverse("ideas:units"), count))
    if may_connect(user):
        entries.append(MenuItem(_("Connections"), reverse("ideas:connections")))
    entries.append(MenuItem(_("Statistics"), reverse("figures:figures")))
    return entries
