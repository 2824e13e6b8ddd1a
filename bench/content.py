"""Fill a database: ``python -m bench.content STORIES IDEAS``, in the one that ``DATABASE_URL`` names.

Rows go in by COPY and INSERT … SELECT, past the forms and the moves but not past the constraints of the database.
Prints what the measurements need to log in and to find a story, as JSON.
"""

import csv
import io
import json
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import django
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.management import call_command
from django.db import connection, transaction
from django.utils.html import escape

from bench import texts

UNITS_AT_THE_TOP: Final = 6
UNITS_BELOW: Final = 5
PICTURES: Final = 60
FIRST_MONTH: Final = date(2014, 1, 1)
MONTHS: Final = 150
BENEFITS: Final = ("time", "money", "quality", "accessibility", "environment", "safety", "participation")
TOKEN: Final = "benchbenchbenchbenchbenchbench32"


def main() -> None:
    stories, ideas = int(sys.argv[1]), int(sys.argv[2])
    django.setup()
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        units = add_units()
        add_pictures()
        session = add_people(units[-1])
        add_ideas(ideas, units[-1])
        add_stories(stories, units)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    sys.stdout.write(json.dumps({"session": session, "token": TOKEN, "story": address(stories // 2)}))


def add_units() -> list[int]:
    from goda_exempel.accounts.models import Unit

    below = []
    for top in range(UNITS_AT_THE_TOP):
        parent = Unit.objects.create(name=f"Förvaltning {top}", slug=f"forvaltning-{top}")
        names = (f"{top}-{n}" for n in range(UNITS_BELOW))
        below += [Unit.objects.create(name=f"Enhet {n}", slug=f"enhet-{n}", parent=parent).pk for n in names]
    return below


def add_pictures() -> None:
    now = datetime.now(UTC)
    about = ("avif webp jpg", 50, 50, "Fotograf", "own", True)
    rows = ((n, f"{n:064x}", 2400, 1600, now, now, *about) for n in range(1, PICTURES + 1))
    columns = ("kinds", "focus_x", "focus_y", "photographer", "licence", "without_faces")
    copy("stories_picture", ("id", "key", "width", "height", "uploaded_at", "queued_at", *columns), rows)


def add_people(unit: int) -> str:
    """An idea coach, and an employee who is logged in. Returns the employee's session."""
    from django.contrib.sessions.backends.db import SessionStore

    from goda_exempel.accounts.models import User
    from goda_exempel.roles import COACH, STAFF

    User.objects.create_user("coach@exempelkommunen.example", name="Coach").add_roles(COACH)
    person = User.objects.create_user("person@exempelkommunen.example", name="Person")
    person.add_roles(STAFF)
    person.units.add(unit)
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def add_ideas(count: int, unit: int) -> None:
    from ideas.models import IdeaNumber

    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO ideas_idea (id, number, state, title, problem, solution, benefit, summary, spread, development,
                links, benefit_kind, contact, unit_id, submitter_name, created, changed, submitted_at, reply_due,
                in_use_since, in_use_where, yes_if, unit_is_chosen, confidential, held)
            SELECT n, 'IDE-2013-' || lpad(n::text, 5, '0'), 'in_use', 'Idé ' || n, 'p', 's', 'b', '', '', '', '',
                'time', '', %s, 'Person', t, t, t, t::date, t::date, 'här', '', true, false, false
            FROM generate_series(1, %s) AS n, LATERAL (SELECT timestamptz '2013-01-01' + n * interval '1 hour' AS t)
            """,
            [unit, count],
        )
        cursor.execute("SELECT setval(pg_get_serial_sequence('ideas_idea', 'id'), %s)", [count])
    IdeaNumber.objects.create(year=2013, last=count)


def add_stories(count: int, units: list[int]) -> None:
    from goda_exempel.caching import raise_content_version
    from stories.content import StoryContent

    content = tuple(
        StoryContent._meta.get_field(name).attname  # type: ignore[union-attr]
        if name not in ("unit", "picture")
        else f"{name}_id"
        for name in StoryContent.CONTENT_FIELDS
    )
    own = (
        *("id", "state", "month", "slug", "edition_id", "publish_at", "created", "changed", "is_demonstration"),
        *("on_shelf", "pending_correction"),
    )
    edition = ("id", "story_id", "number", "approved_by_name", "approved_at", "digest")
    numbers = range(1, count + 1)
    copy("stories_story", (*own, *content), ((*story(n, count), *content_of(n, units)) for n in numbers))
    copy("stories_edition", (*edition, *content), ((*edition_of(n, count), *content_of(n, units)) for n in numbers))
    copy("stories_storyaddress", ("story_id", "month", "slug"), ((n, month(n, count), slug(n)) for n in numbers))
    copy("stories_story_ideas", ("story_id", "idea_id"), ((n, n) for n in numbers))
    raise_content_version()


def story(n: int, count: int) -> Sequence[Any]:
    at = published(n, count)
    return n, "approved", month(n, count), slug(n), n, at, at, at, False, False, ""


def edition_of(n: int, count: int) -> Sequence[Any]:
    return n, n, 1, "Redaktör", published(n, count), f"{n:064x}"


def content_of(n: int, units: list[int]) -> Sequence[Any]:
    """In the order of ``StoryContent.CONTENT_FIELDS``."""
    body = "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in texts.body(n).split("\n\n"))
    words = (texts.title(n), texts.lead(n), body)
    beside = ("Det blev bättre.", "Medarbetare", "<ul><li>Ett</li></ul>", "<ol><li>Börja.</li></ol>", "Skribent")
    picture = (n % PICTURES + 1, "Teckning.", False, "", "Fotograf")
    proof = ("unit", "Ingen annan gör så.", "citizens", "Alla vinner.", date(2013, 1, 1), f"Plats {n % 400}")
    return *words, *beside, units[n % len(units)], BENEFITS[n % len(BENEFITS)], *picture, *proof


def month(n: int, count: int) -> date:
    months = (n - 1) * MONTHS // count
    return date(FIRST_MONTH.year + months // 12, months % 12 + 1, 1)


def published(n: int, count: int) -> datetime:
    first = month(n, count)
    return datetime(first.year, first.month, 1, tzinfo=UTC) + timedelta(seconds=n)


def slug(n: int) -> str:
    return f"exempel-{n}"


def address(n: int) -> str:
    from stories.models import Story

    return Story.objects.get(pk=n).public_url


def copy(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Texts are quoted, so that an empty one is not taken for NULL."""
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_NONNUMERIC).writerows(rows)
    text.seek(0)
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {table} ({', '.join(columns)}) FROM STDIN WITH (FORMAT csv)", text)


if __name__ == "__main__":
    main()
