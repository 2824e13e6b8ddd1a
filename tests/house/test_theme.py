"""What the theme promises: it is compiled, it fetches nothing from elsewhere, it can be read, and it stands alone."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
from django.conf import settings
from django.template.loader import render_to_string

STATIC: Final = Path(settings.BASE_DIR) / "static"
LARGEST_FONT: Final = 30 * 1024  # bytes
GROUNDS: Final = ("paper", "paper-tint", "paper-deep", "accent-tint", "good-tint", "warning-tint", "bad-tint")
# WCAG 2.2: 7:1 for running text (AAA), 4.5:1 for other text, 3:1 for the border of a control.
LEAST: Final = {"ink": 7.0, "ink-soft": 4.5, "accent": 4.5, "good": 4.5, "warning": 4.5, "bad": 4.5, "edge": 3.0}
ALONE: Final = ("400.html", "403.html", "403_csrf.html", "404.html", "410.html", "500.html", "503.html")


def colours(scheme: str) -> dict[str, str]:
    """The named colours of ``scheme-light`` or ``scheme-dark``, as #rrggbb."""
    source = (STATIC / "theme" / "_theme.scss").read_text("utf-8")
    block = source[source.index(f"@mixin scheme-{scheme}") :].partition("\n}")[0]
    return dict(re.findall(r"--([\w-]+): (?:var\([^,]+, )?(#[0-9a-f]{6})", block))


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it, 0 (black) to 1 (white)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_stylesheet_is_made_from_these_sources() -> None:
    answer = subprocess.run(
        [sys.executable, STATIC / "theme" / "check.py"], capture_output=True, text=True, check=False
    )
    assert (answer.returncode, answer.stderr) == (0, "")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_can_be_told_apart(scheme: str) -> None:
    named = colours(scheme)
    weak = [
        f"{name} on {ground}"
        for name, least in LEAST.items()
        for ground in GROUNDS
        if contrast(named[name], named[ground]) < least
    ]
    assert weak == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_words_on_buttons_and_in_the_prize_band_can_be_read(scheme: str) -> None:
    named = colours(scheme)
    assert contrast(named["on-accent"], named["accent"]) >= 4.5
    assert contrast(named["on-prize"], named["prize-ground"]) >= 7
    assert contrast(named["prize"], named["prize-ground"]) >= 4.5


def test_the_stylesheet_fetches_only_our_own_files() -> None:
    addresses = re.findall(r"url\(\"?([^)\"]+)", (STATIC / "css" / "portal.css").read_text("utf-8"))
    assert addresses == ["../fonts/newsreader.woff2"]
    assert (STATIC / "fonts" / "newsreader.woff2").stat().st_size <= LARGEST_FONT


@pytest.mark.parametrize("template", ALONE)
def test_error_pages_need_nothing(template: str) -> None:
    page = render_to_string(template)
    assert page.count("<h1>") == 1
    assert 'lang="sv"' in page
