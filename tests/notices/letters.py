"""The worker, the mail server and the clock, for tests of letters."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django_tasks_db.management.commands.db_worker import Worker

from goda_exempel.accounts.models import User
from goda_exempel.notices.kinds import NoticeKind
from goda_exempel.notices.models import Notice
from goda_exempel.notices.workflow import tell


def work() -> None:
    """Let the real worker do all that is due."""
    Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="test",
        excluded_queue_names=[],
    ).run()


def say(person: User, kind: NoticeKind = NoticeKind.COMMENT, *, title: str = "Ny kommentar", **context: Any) -> Notice:
    """Tell a person something about a thing called ``title``."""
    about = {"subject": title, "done": "Hänt", "row": None, **context}
    tell([person], letter=["ideas/moved"], context=about, url="/ideer/", kind=kind)
    return Notice.objects.latest("pk")


def swedish(text: str) -> datetime:
    """A time by Swedish clocks: 2026-03-29 07:00."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Stockholm"))
