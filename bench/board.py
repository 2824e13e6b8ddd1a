"""``python -m bench.board``: what a page of the board costs with 5,000 ideas, of what it costs with 500.

The whole page, by Django's test client: permission, search, facets, rows and template. Both databases are asked in
turn, and the medians compared.
"""

import statistics
from collections import defaultdict
from contextlib import ExitStack
from typing import Final

from bench.idea_rows import filled, reader, use
from bench.similar import timed
from bench.table import aim

FEW, MANY = 500, 5000
TURNS: Final = 9
EACH: Final = 4
PAGES: Final = {
    "first page": "",
    "page 10": "?sida=10",
    "two facets": "?tillstand=in_review&nytta=time",
    "by promise": "?ordning=lofte",
    "by title": "?ordning=titel",
    "search": "?q=cykelställ",
}


def main() -> None:
    with ExitStack() as stack:
        names = {count: stack.enter_context(filled(f"board_{count}", count)) for count in (FEW, MANY)}
        print("\n".join(measure(names)))


def measure(names: dict[int, str]) -> list[str]:
    from django.test import Client

    times = defaultdict[tuple[str, int], list[float]](list)
    client = Client(SERVER_NAME="127.0.0.1")
    for turn in range(TURNS):
        for count, name in names.items():
            use(name)
            client.force_login(reader(), "django.contrib.auth.backends.ModelBackend")
            for page, query in PAGES.items():
                client.get(f"/ideer/{query}")
                for _each in range(EACH if turn else 0):
                    answer, took = timed(lambda query=query: client.get(f"/ideer/{query}"))  # type: ignore[misc]
                    assert answer.status_code == 200
                    times[page, count].append(took)
    median = {key: statistics.median(values) for key, values in times.items()}
    return [line(page, median[page, FEW], median[page, MANY]) for page in PAGES]


def line(page: str, few: float, many: float) -> str:
    cost = aim(f"Cost of the board, {page}, {MANY} ideas to {FEW}", many / few, 1.3, most=True)
    return f"{cost} ({few:.1f} and {many:.1f} ms)"


if __name__ == "__main__":
    main()
