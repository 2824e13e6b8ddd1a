"""Filters that a coach keeps under a name."""

from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from goda_exempel.accounts.models import User
from ideas.queue.forms import SaveFilterForm
from ideas.queue.models import SavedFilter

MOST: Final = 20


def saved_of(person: User) -> QuerySet[SavedFilter]:
    return SavedFilter.objects.filter(person=person)


def keep(person: User, form: SaveFilterForm) -> SavedFilter | None:
    """Store the filter, or say at the name why not. The same name with the same filter again changes nothing."""
    name, query = form.cleaned_data["name"], form.cleaned_data["query"]
    if saved_of(person).exclude(name=name).count() >= MOST:
        form.add_error("name", _("You have %(number)s filters. Remove one first.") % {"number": MOST})
        return None
    try:
        with transaction.atomic():
            return SavedFilter.objects.create(person=person, name=name, query=query)
    except IntegrityError:
        same = saved_of(person).filter(name=name, query=query).first()
        if same is None:
            form.add_error("name", _("You already have a filter with this name."))
        return same
