"""The same button pressed twice at the same moment, each time over a database connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

import pytest
from django.db import connection
from django.test import Client

from goda_exempel import roles
from ideas.breakroom.models import Poster
from ideas.breakroom.workflow import poster_of, renew
from ideas.models import Idea
from tests.factories import make_unit, make_user
from tests.ideas.breakroom.leaving import code_in, make_poster, make_stamp, send

pytestmark = pytest.mark.django_db(transaction=True)

T = TypeVar("T")

PATIENCE = 20  # seconds


def together(press: Callable[[], T]) -> list[T]:
    barrier = Barrier(2)

    def one(_number: int) -> T:
        try:
            connection.ensure_connection()
            barrier.wait(PATIENCE)
            return press()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(one, range(2)))


def test_idea_is_left_once_with_one_code() -> None:
    poster = make_poster()
    stamp = make_stamp(poster)
    codes = {code_in(response) for response in together(lambda: send(poster, stamp=stamp, client=Client()))}
    assert len(codes) == 1
    assert codes != {""}
    assert Idea.objects.count() == 1


def test_poster_is_made_once() -> None:
    unit = make_unit()
    assert len({poster.pk for poster in together(lambda: poster_of(unit))}) == 1


def test_code_is_renewed_once() -> None:
    poster, coach = poster_of(make_unit()), make_user(roles.COACH)
    made = together(lambda: renew(poster, by=coach))
    assert sum(new is not None for new in made) == 1
    assert Poster.objects.count() == 2
