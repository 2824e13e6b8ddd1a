"""The table that ``make bench`` prints, and whether the aims are reached."""

from collections.abc import Iterator
from typing import Final

from bench.load import Key, Measured
from bench.portal import Portal

STATIC: Final = Key("bare static string")
QUERY: Final = Key("bare one query")

HEAD: Final = "| Page | Stories | Kept | Req/s | p50 ms | p99 ms | Queries, first | then | Bytes | × static | × query |"
RULE: Final = "|---|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|"


def print_table(measured: Measured, portals: list[Portal]) -> None:
    print("\n".join([HEAD, RULE, *rows(measured, portals), "", *aims(measured, portals)]))


def rows(measured: Measured, portals: list[Portal]) -> Iterator[str]:
    static, query = bare_rates(measured)
    counted = {one.stories: one.counted for one in portals}
    for (page, stories, kept), run in measured.items():
        count = counted.get(stories, {}).get(f"{page}/{kept}", {"first": "", "queries": "", "bytes": ""})
        cells = [page, stories or "", kept, f"{run.rate:.0f}", f"{run.p50:.1f}", f"{run.p99:.1f}"]
        cells += [count["first"], count["queries"], count["bytes"]]
        cells += [f"{run.rate / static:.2f}", f"{run.rate / query:.2f}"]
        yield f"| {' | '.join(map(str, cells))} |"


def aims(measured: Measured, portals: list[Portal]) -> Iterator[str]:
    """What we aim at, and what was reached."""
    static, query = bare_rates(measured)
    few, many = min(one.stories for one in portals), max(one.stories for one in portals)
    rates = {key: run.rate for key, run in measured.items()}
    yield aim("A kept story, of the bare static string", rates[Key("story", few, "cached")] / static, 0.7)
    yield aim("An archive page not kept, of the query", rates[Key("archive, page 1", few, "uncached")] / query, 0.5)
    for page in ("start page", "archive, page 1", "archive, page 40", "story", "search"):
        cost = rates[Key(page, few, "uncached")] / rates[Key(page, many, "uncached")]
        yield aim(f"Cost of {page} not kept, {many} stories to {few}", cost, 1.2, most=True)
    for kept, count, most in (("uncached", "first", 4), ("cached", "queries", 0)):
        queries = max(one.counted[f"archive, page 1/{kept}"][count] for one in portals)
        yield aim(f"Queries of an archive page, {kept}", queries, most, most=True)


def aim(what: str, reached: float, wanted: float, *, most: bool = False) -> str:
    met = reached <= wanted if most else reached >= wanted
    return f"- {what}: {reached:.2f} (aim: {'at most' if most else 'at least'} {wanted}), {'met' if met else 'NOT MET'}"


def bare_rates(measured: Measured) -> tuple[float, float]:
    return measured[STATIC].rate, measured[QUERY].rate
