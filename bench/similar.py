"""``python -m bench.similar``: does an idea that somebody has told in other words find its twin, and what does it cost?

5,000 made-up ideas, 600 of which tell one of the others again (``bench/idea_texts.py``). Each of the 1,200 is asked
about, and counts where its twin is among the first five. In turn with each lookup stands a plain query that fetches as
many ideas as a lookup gives, whole rows with their units, through the index of the newest and the same permission.
"""

import statistics
import time
from collections.abc import Callable
from typing import Any, Final

from bench.idea_rows import filled, reader
from bench.idea_texts import ideas
from bench.table import aim

COUNT: Final = 5000
FIRST: Final = 5
WARM: Final = 30


def main() -> None:
    with filled("similar", COUNT):
        print("\n".join(measure()))


def measure() -> list[str]:
    from ideas.models import Idea
    from ideas.similar.nearest import nearest, texts_of

    person, rows = reader(), list(Idea.objects.order_by("pk"))
    assert person.role_names
    texts = ideas(COUNT)
    twins = [(number, text.twin) for number, text in enumerate(texts) if text.twin is not None]
    pairs = [*twins, *((twin, number) for number, twin in twins)]

    def plain() -> Any:
        return list(Idea.objects.visible_to(person).select_related("unit").order_by("-created", "-pk")[:FIRST])

    def bare() -> Any:
        return list(Idea.objects.order_by("-created", "-pk")[:FIRST])

    found, times = 0, {"lookup": [0.0], "plain": [0.0], "bare": [0.0]}
    for number, (one, another) in enumerate(pairs):
        idea, twin = rows[one], rows[another]
        matches, took = timed(lambda idea=idea: nearest(texts_of(idea), by=person, exclude=idea, limit=FIRST))  # type: ignore[misc]
        found += twin.pk in {match.pk for match in matches}
        others = timed(plain)[1], timed(bare)[1]
        if number >= WARM:
            for name, milliseconds in zip(times, (took, *others), strict=True):
                times[name].append(milliseconds)
    median = {name: statistics.median(values[1:]) for name, values in times.items()}
    said = f"- {COUNT} ideas, {len(twins)} of them told again, {len(pairs)} lookups: {median['lookup']:.2f} ms each"
    return [
        f"{said}, the plain query {median['plain']:.2f} ms, without permission and units {median['bare']:.2f} ms",
        aim("Twins among the first five", found / len(pairs), 0.9),
        aim("Cost of a lookup, of the plain query", median["lookup"] / median["plain"], 3, most=True),
    ]


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What the work gives, and the milliseconds it took."""
    begun = time.perf_counter()
    answer = work()
    return answer, (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    main()
