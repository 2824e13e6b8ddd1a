"""What is measured: the pages of the portal, and how many queries and bytes each takes.

``python -m bench.pages SESSION TOKEN STORY``, with ``DATABASE_URL``, prints the counts as JSON.
"""

import json
import os
import sys
from typing import Any, Final
from uuid import uuid4

import django

HAND_IN: Final = "/ideer/ny/"


def addresses(story: str) -> dict[str, str]:
    """The readers' pages, by the name they have in the table."""
    return {
        "start page": "/",
        "archive, page 1": "/goda-exempel/",
        "archive, page 40": "/goda-exempel/?sida=40",
        "story": story,
        "search": "/goda-exempel/?q=cyklar+biblioteket",
    }


def main() -> None:
    django.setup()
    from django.conf import settings

    from goda_exempel import caching

    session, token, story = sys.argv[1:]
    counted: dict[str, dict[str, int]] = {}
    for kept in (False, True):
        settings.PAGE_CACHE = kept
        for name, path in addresses(story).items():
            caching.forget()
            first, later = ask(path), ask(path)
            counted[f"{name}/{'cached' if kept else 'uncached'}"] = {**later, "first": first["queries"]}
    first, later = ask_hand_in(session, token), ask_hand_in(session, token)
    counted["begin an idea/"] = {**later, "first": first["queries"]}
    sys.stdout.write(json.dumps(counted))


def client() -> Any:
    from django.test import Client

    return Client(SERVER_NAME="127.0.0.1")


def ask(path: str) -> dict[str, int]:
    """Queries and bytes of the page by itself: the state of the content, read twice a second, is not counted.

    ``first`` is the number of queries right after a change, when the process remembers nothing.
    """
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from goda_exempel import caching

    caching.content_state()
    caching.STATE_AGE = 3600  # type: ignore[misc]
    with CaptureQueriesContext(connection) as queries:
        answer = client().get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return {"queries": len(queries), "bytes": len(answer.content)}


def ask_hand_in(session: str, token: str) -> dict[str, int]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    sender = client()
    sender.cookies["goda_session"], sender.cookies["goda_csrf"] = session, token
    form = {"problem": "Ingen hittar hit.", "solution": "Vi satte upp skyltar.", "benefit": "Fler kommer fram."}
    with CaptureQueriesContext(connection) as queries:
        answer = sender.post(HAND_IN, {**form, "form_key": str(uuid4()), "csrfmiddlewaretoken": token})
    assert answer.status_code == 302, answer.status_code
    return {"queries": len(queries), "bytes": len(answer.content)}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goda_exempel.settings")
    main()
