"""Made-up ideas in Swedish, some of them told twice in other words: the same seed gives the same ideas.

An idea is a handful of things to say; a text is one way of saying them. A twin says every third of the same things in
quite other words, and the rest with synonyms and other inflections, in another order, and with letters wrong in one
word of fifteen. Other ideas share most of the things one by one, so that there is much to confuse it with: what is an
idea's own is its name of a workplace and two compounds, and those of others are made of the same parts.
"""

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

PARTS: Final = Path(__file__).parent / "data" / "idea_parts.toml"
TWINS: Final = 0.12
REWORDED: Final = 1 / 3
EXCHANGED: Final = 0.5
MISSPELT: Final = 1 / 15
SHORTEST_MISSPELT: Final = 4
LETTERS: Final = "abcdefghijklmnopqrstuvwxyzåäö"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an idea says, as places in the lists of parts."""

    thing: int
    place: int
    people: int
    name: int
    compounds: tuple[tuple[int, int], ...]
    said: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Text:
    """An idea as it is written. ``twin`` is the place in the list of the idea that says the same."""

    title: str
    problem: str
    solution: str
    benefit: str
    twin: int | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A first telling, and which way each thing was said."""

    ways: dict[tuple[str, int], int]
    text: Text


def ideas(count: int, *, seed: int = 3) -> list[Text]:
    """``count`` ideas, the last twelve of a hundred of them twins of some of the others."""
    chance = random.Random(seed)
    twins = round(count * TWINS)
    meanings = [draw(chance) for _each in range(count - twins)]
    first = [write(meaning, chance) for meaning in meanings]
    told_again = chance.sample(range(len(meanings)), twins)
    again = [(write_again(meanings[index], first[index], chance), index) for index in told_again]
    return [told.text for told in first] + [replace(text, twin=index) for text, index in again]


@cache
def parts() -> dict[str, Any]:
    return tomllib.loads(PARTS.read_text(encoding="utf-8"))


def draw(chance: random.Random) -> Meaning:
    known = parts()

    def some(kind: str, count: int = 1) -> Iterator[tuple[str, int]]:
        yield from ((kind, index) for index in chance.sample(range(len(known[kind])), count))

    said = (
        *some("problems", chance.choice((1, 1, 2))),
        *some("causes"),
        *some("remedies", chance.choice((1, 1, 2))),
        *some("details", chance.choice((1, 2, 2, 3))),
        *some("circumstances", 2),
        *some("gains", chance.choice((1, 2))),
    )
    thing, place, people, name = (
        chance.randrange(len(known[kind])) for kind in ("things", "places", "people", "names")
    )
    compounds = tuple((chance.randrange(len(known["first"])), chance.randrange(len(known["last"]))) for _two in "ab")
    return Meaning(thing, place, people, name, compounds, said)


def write(meaning: Meaning, chance: random.Random) -> Told:
    """The first telling: each thing in any of its ways."""
    ways = {said: chance.randrange(len(parts()[said[0]][said[1]])) for said in meaning.said}
    return Told(ways, compose([(said[0], sentence(meaning, said, way, chance)) for said, way in ways.items()]))


def write_again(meaning: Meaning, told: Told, chance: random.Random) -> Text:
    """The second: other ways, another order within each answer, synonyms, and slips of the pen."""
    said = []
    for part in chance.sample(meaning.said, len(meaning.said)):
        way = told.ways[part]
        if chance.random() < REWORDED:
            way = (way + chance.randrange(1, len(parts()[part[0]][part[1]]))) % len(parts()[part[0]][part[1]])
        text = sentence(meaning, part, way, chance)
        said.append((part[0], " ".join(alter(word, chance) for word in text.split())))
    return compose(said)


def sentence(meaning: Meaning, part: tuple[str, int], way: int, chance: random.Random) -> str:
    """One thing in one way, with any of the names and forms of what it is about."""
    known, (kind, index) = parts(), part
    names, place = known["things"][meaning.thing], chance.choice(known["places"][meaning.place])
    first, last = meaning.compounds[index % 2]
    word, definite, several = (known["first"][first] + form for form in known["last"][last])
    said: str = known[kind][index][way].format(
        ny_sak=names[0],
        sak=chance.choice((names[1], names[1], names[3])),
        saker=chance.choice(names[1:3]),
        plats=f"{place} {known['names'][meaning.name]}",
        folk=chance.choice(known["people"][meaning.people]),
        ord=word,
        ordet=chance.choice((word, definite)),
        orden=several,
    )
    return said[0].upper() + said[1:]


def alter(word: str, chance: random.Random) -> str:
    exchange = {a: b for pair in parts()["synonyms"] for a, b in (pair, reversed(pair))}
    bare = word.strip(".,:").lower()
    if bare in exchange and chance.random() < EXCHANGED:
        word = word.lower().replace(bare, exchange[bare])
    return misspell(word, chance) if len(bare) >= SHORTEST_MISSPELT and chance.random() < MISSPELT else word


def misspell(word: str, chance: random.Random) -> str:
    """A letter left out, doubled, exchanged for another, or two that changed places."""
    at = chance.randrange(len(word) - 2)
    return chance.choice(
        (
            word[:at] + word[at + 1 :],
            word[: at + 1] + word[at:],
            word[:at] + chance.choice(LETTERS) + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )


def compose(said: list[tuple[str, str]]) -> Text:
    def of(*kinds: str) -> str:
        return " ".join(text for kind, text in said if kind in kinds)

    solution = of("remedies", "details", "circumstances")
    return Text(solution.split(".")[0][:120], of("problems", "causes"), solution, of("gains"))
