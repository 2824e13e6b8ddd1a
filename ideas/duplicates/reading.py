"""Which ideas are one and the same by way of their links."""

from typing import Final

from django.db import connection

from ideas.models import Idea

_GROUP: Final = """
    WITH RECURSIVE same (id) AS (
        SELECT %s::bigint
        UNION
        SELECT CASE WHEN link.idea_id = same.id THEN link.other_id ELSE link.idea_id END
        FROM same JOIN ideas_duplicatelink AS link
            ON link.undone_at IS NULL AND same.id IN (link.idea_id, link.other_id)
    )
    SELECT id FROM same
"""


def group_of(idea: Idea) -> frozenset[int]:
    """The keys of an idea and of all that are linked with it, also through others. For counting, not for showing:
    some of them may be closed to a reader (``Idea.objects.visible_to``)."""
    with connection.cursor() as cursor:
        cursor.execute(_GROUP, [idea.pk])
        return frozenset(pk for (pk,) in cursor.fetchall())
