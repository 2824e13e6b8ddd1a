"""A process of its own that talks with the mail server, so that a killed worker breaks no letter in the middle."""

import subprocess
import sys

from django.conf import settings

from goda_exempel.serving.processes import end_with_parent
from stories.newsletter.sending import Outcome, send_waiting


def send_apart(issue_pk: int) -> Outcome:
    """Send a batch and wait for its end.

    Where the worker ends first, however that happens, the system tells the other process: it finishes the letter it is
    at, and ends. Within this process where ``NEWSLETTER_APART`` is off.
    """
    if not settings.NEWSLETTER_APART:
        return send_waiting(issue_pk)
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "manage.py", "send_newsletter", str(issue_pk)],
        cwd=settings.BASE_DIR,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=end_with_parent,  # noqa: PLW1509  (a worker has one thread)
    )
    code = process.wait()
    return Outcome(code) if code in set(Outcome) else Outcome.BROKE
