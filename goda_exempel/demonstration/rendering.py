"""Draws and encodes the pictures, on two processors where there are two. Knows nothing of the database."""

import multiprocessing
import os
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import django_stubs_ext

from goda_exempel.demonstration import pictures
from goda_exempel.pictures import Encoded, encode

MOST_PROCESSES = 2


@dataclass(frozen=True, slots=True)
class Order:
    """A picture to draw."""

    seed: str
    palette: str
    motif: str
    size: tuple[int, int]


def render(order: Order) -> Encoded:
    return encode(pictures.draw(order.seed, order.palette, order.motif, order.size))


def render_all(orders: Iterable[Order]) -> Iterable[Encoded]:
    """In the order asked for. Small pictures are quicker drawn than processes are started."""
    orders = list(orders)
    processes = min(MOST_PROCESSES, os.cpu_count() or 1)
    if processes == 1 or all(order.size == pictures.SMALL_SIZE for order in orders):
        yield from map(render, orders)
        return
    # New processes rather than copies of this one, whose connection to the database they must not share.
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=fresh, initializer=django_stubs_ext.monkeypatch) as pool:
        yield from pool.map(render, orders, chunksize=2)
