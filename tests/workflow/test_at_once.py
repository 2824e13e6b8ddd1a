"""Two people press the same button at the same moment, each over a database connection of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils.translation import override

from goda_exempel.accounts.models import User
from goda_exempel.notices.models import Notice
from goda_exempel.workflow import WrongState
from tests.workflow.situations import SITUATIONS, Situation

PATIENCE = 20  # seconds


def press_together(situation: Situation) -> list[str]:
    """What each of the rivals was told: an empty string, or a sentence."""
    barrier = Barrier(2)

    def press(user: User) -> str:
        try:
            with override("sv"):
                connection.ensure_connection()
                barrier.wait(PATIENCE)
                situation.press(user)
        except WrongState as refusal:
            return str(refusal)
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(press, situation.rivals))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("situation_of", SITUATIONS, ids=lambda make: make.__name__)
def test_one_move_and_one_friendly_message(situation_of: Callable[[], Situation]) -> None:
    situation = situation_of()
    Notice.objects.all().delete()
    silence, sentence = sorted(press_together(situation))
    (row,) = situation.rows
    assert silence == ""
    assert sentence.startswith(f"Någon hann före. {row.actor_name}: ”")
    with override("sv"):
        assert sentence.endswith(f"Läget är nu ”{situation.label}”.")
    assert {notice.person for notice in Notice.objects.all()} == situation.told - {row.actor}
    assert Notice.objects.count() == len(situation.told - {row.actor})
    situation.subject.refresh_from_db()
    assert situation.subject.state == situation.target
