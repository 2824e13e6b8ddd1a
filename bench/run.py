"""``python -m bench.run``: measure the portal beside bare Django views and print a table.

Everything is measured in turn, several rounds over, so that what else the machine does falls on all alike; the table
has the medians. Everything runs on this machine's loopback, in databases that are dropped afterwards.
"""

import argparse
import signal
import statistics
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack

from bench.load import HERE, Key, Measured, Run, find_wrk, load
from bench.pages import HAND_IN, addresses
from bench.portal import Portal, portal
from bench.server import serving
from bench.table import QUERY, STATIC, print_table


def main() -> None:
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that it ends as on Ctrl-C, with nothing left
    options = read_options()
    find_wrk()
    with ExitStack() as stack:
        say(f"Filling databases with {options.stories} stories and {options.ideas} ideas …")
        running = [stack.enter_context(portal(stories, options.ideas)) for stories in options.stories]
        smallest = running[0][1]
        bare = stack.enter_context(serving("bench.bare.wsgi", "/one-query", {"DATABASE_URL": smallest}))
        portals = [one for one, _database in running]
        print_table(measure(bare, portals, options), portals)


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--stories", type=int, nargs="+", default=[600, 20_000])
    parser.add_argument("--ideas", type=int, default=20_000)
    parser.add_argument("--seconds", type=int, default=2, help="how long each run is")
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


def measure(bare: str, portals: list[Portal], options: argparse.Namespace) -> Measured:
    runs: dict[Key, list[Run]] = defaultdict(list)
    for number in range(options.rounds):
        say(f"Round {number + 1} of {options.rounds} …")
        for key, run in one_round(bare, portals, options.seconds):
            runs[key].append(run)
    return {key: median(found) for key, found in runs.items()}


def one_round(bare: str, portals: list[Portal], seconds: int) -> Iterator[tuple[Key, Run]]:
    yield STATIC, load(f"{bare}/static-string", seconds)
    yield QUERY, load(f"{bare}/one-query", seconds)
    for page in addresses(""):
        for one in portals:
            path = addresses(one.story)[page]
            yield Key(page, one.stories, "uncached"), load(one.uncached + path, seconds)
            yield Key(page, one.stories, "cached"), load(one.cached + path, seconds)
    for one in portals:
        yield Key("begin an idea", one.stories), hand_in(one, seconds)


def hand_in(one: Portal, seconds: int) -> Run:
    environment = {"BENCH_SESSION": one.session, "BENCH_TOKEN": one.token}
    return load(one.uncached + HAND_IN, seconds, script=HERE / "hand_in.lua", environment=environment)


def median(runs: list[Run]) -> Run:
    return Run(*(statistics.median(getattr(run, name) for run in runs) for name in ("rate", "p50", "p99")))


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
