"""Colours as triples, and how to mix them."""

Colour = tuple[int, int, int]

WHITE: Colour = (250, 248, 242)
BLACK: Colour = (24, 26, 30)


def parse(code: str) -> Colour:
    """``"a1b2c3"`` → (161, 178, 195)."""
    return int(code[0:2], 16), int(code[2:4], 16), int(code[4:6], 16)


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """``share`` of the second colour in the first, 0 to 1."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def lighter(colour: Colour, share: float) -> Colour:
    return mix(colour, WHITE, share)


def darker(colour: Colour, share: float) -> Colour:
    return mix(colour, BLACK, share)
