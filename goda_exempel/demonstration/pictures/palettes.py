"""A palette for each unit: eight colours, from the top of the sky down to what stands nearest."""

from dataclasses import dataclass
from typing import Final

from goda_exempel.demonstration.pictures.colours import Colour, parse


@dataclass(frozen=True, slots=True)
class Palette:
    name: str
    sky: Colour
    horizon: Colour
    sun: Colour
    far: Colour
    near: Colour
    ground: Colour
    water: Colour
    accent: Colour
    night: bool = False


_TABLE: Final = """
    library      5b86a0 f2dcc0 fff1d6 8fa6ad 2f5a5e 24464a 6d99a6 b5533c
    childcentre  7fb4c4 fbe6cf fff6df a5bfc0 4d7f79 38635d 8dbcc4 d9784a
    preschool    8fc1d4 fdebc8 fff4cc a9c9b8 5a8f62 446f49 93c0c8 e0a13a
    school       6c9fc0 f5e4d2 fff3dd 98b0bb 3f6b66 2e524d 7fabbd c4573f
    uppersecondary 4f6f9c f3c9b0 ffe9cf 8c8fae 45527a 333d5e 7389b4 d98a3d
    culture      6b5a8c f4b9a2 ffe2c4 a58aa6 5a4770 433455 9183ad e3a34c
    recreation   4d94a8 e9efd9 fffbe8 8fb7ad 33725f 245447 6fb0b5 de6b48
    homecare     7d97b5 f7d8c9 ffeedd aab0bf 5d6f85 46566a 93aac0 bb5a55
    eldercare    93a3b8 f8dfc3 fff2d8 b6b3b4 77736f 57544f a9b4bd a8583f
    disability   5fa0a0 f6ead0 fff7e0 97b9ab 4a7d64 375e4b 80b4ae d58b3e
    family       86a9c9 fbdcd5 fff0e6 b3b5c4 6b7796 505a74 9fb4cc c75b62
    labour       6a8aa6 efd9b4 fff0cf 9caaa8 56706a 40554f 86a1ab c7783a
    planning     3f6f94 f0d6b8 ffeccb 7f9bab 2d5369 203d4f 5f8fae cf6a3b
    building     577c93 ecd8c6 fdeedb 94a5a8 4c666a 374c50 7b9caa a94f37
    park         6ea6b8 f3efcf fffbe0 a3c0a0 4f8350 39623b 88b5b0 d8933f
    environment  4a90a0 dcebd8 fbfbe6 86b09f 2c6b56 1f4d3e 67a8a4 c9a13b
    street       34405e e59f7c ffd9a8 6f6a86 3a3f5c 282c42 565f86 f0b45a
    water        3b84a6 d9ecec fbfdf2 7fb0ba 276078 1c4658 56a0b8 e07f52
    contact      7296b8 f9e3d4 fff3e4 a2b1bf 4f6a86 3b5067 8ba8c2 cd6648
    kitchen      8aa9a4 faeacb fff5d8 b4bfa4 6f8458 52643f 9fb8ae cc5c3c
    it           27425f c98f8a f7d5bd 56678a 253a56 192a40 44618a 6fc1b4 night
    economy      587a86 eee0c4 fdf3da 96a79f 476560 344b47 7a99a0 b58a35
    personnel    7a8fb0 f6d3bd ffead3 a7a5b4 665f7d 4c465f 94a0bd d2734f
    rescue       20304a b8665a f6b98e 4d4a62 2a2c44 1c1d30 3d4768 f08a4b night
"""


def _row(line: str) -> Palette:
    name, *rest = line.split()
    sky, horizon, sun, far, near, ground, water, accent = map(parse, rest[:8])
    return Palette(
        name,
        sky,
        horizon,
        sun,
        far,
        near,
        ground,
        water,
        accent,
        night=rest[8:] == ["night"],
    )


PALETTES: Final = {palette.name: palette for palette in map(_row, _TABLE.strip().splitlines())}
