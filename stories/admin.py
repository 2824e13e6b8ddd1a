"""What administrators see of the newsletter: that there are addresses, not which; and a way to remove one."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from stories.newsletter.models import Subscriber


@admin.register(Subscriber)
class SubscriberAdmin(admin.ModelAdmin[Subscriber]):
    """Found by the whole address alone, shown without it, never changed: an address is asked for by its own person."""

    list_display = ("masked", "confirmed_at", "bounced_at")
    list_select_related = ("person",)
    search_fields = ("=email", "=person__email")
    search_help_text = _("Write the whole address to find and remove it.")
    fields = readonly_fields = ("masked", "language", "asked_at", "confirmed_at", "bounced_at")

    @admin.display(description=_("e-mail address"))
    def masked(self, subscriber: Subscriber) -> str:
        return str(subscriber)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Subscriber | None = None) -> bool:
        return False
