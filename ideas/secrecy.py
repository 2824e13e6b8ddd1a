"""What has been said about an idea before somebody noticed that it may contain what the law keeps secret."""

from django.conf import settings
from django.utils import translation

from goda_exempel.notices.models import Notice
from goda_exempel.notices.workflow import written
from ideas.models import CLOSED_LETTER, Idea


def address_of(idea: Idea) -> str:
    """Where notices about an idea lead, whatever language the one who acts reads in."""
    with translation.override(settings.LANGUAGE_CODE):
        return idea.get_absolute_url()


def close_notices(idea: Idea) -> None:
    """Take back what people were told who may not see the idea any more; the others keep no more than its number.

    Letters that wait to be sent are taken back with their notices, or leave in the closed words.
    """
    for notice in Notice.objects.filter(url__startswith=address_of(idea)).select_related("person"):
        if Idea.objects.visible_to(notice.person).filter(pk=idea.pk).exists():
            closed = written(notice.person, [CLOSED_LETTER], {"subject": idea}, notice.url)
            notice.subject, notice.body = closed.subject, closed.body
            notice.save(update_fields=["subject", "body"])
        else:
            notice.delete()
