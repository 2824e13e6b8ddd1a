"""``make shots``: pictures of every page as each role, on a phone and a desktop, in light and dark, under var/shots/.

Each role's folder has a contact sheet of its pages. Take a look before you call anything done.
"""

import re
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import django
from PIL import Image, ImageDraw

WIDTHS: Final = (390, 1280)
SCHEMES: Final = ("light", "dark")
TALLEST: Final = 4000  # pixels of a page that are kept
THUMB: Final = (240, 300)
COLUMNS: Final = 8
LABEL: Final = 16
LONGEST: Final = 6 * 60  # seconds in all


@contextmanager
def portal_and_browser() -> Iterator[tuple[Any, Any]]:
    from playwright.sync_api import sync_playwright

    from tests.browser import chromium
    from tests.portal import running_portal

    with TemporaryDirectory() as folder, running_portal(Path(folder)) as portal, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
        yield portal, browser
        browser.close()


def shoot(page: Any, path: str, folder: Path, *, refusals: tuple[int, ...]) -> list[Path]:
    """The pictures of one page; none where there is only a redirect or a refusal that looks the same everywhere."""
    response = page.goto(path)
    if response is None or response.request.redirected_from is not None or response.status in refusals:
        return []
    name = re.sub(r"[^\w-]+", "_", path.strip("/")) or "start"
    return [
        _shoot(page, folder / f"{name}-{width}-{scheme}.png", width, scheme) for width in WIDTHS for scheme in SCHEMES
    ]


def _shoot(page: Any, file: Path, width: int, scheme: str) -> Path:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
    page.screenshot(path=file, full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height})
    return file


def contact_sheet(pictures: list[Path], file: Path) -> None:
    rows = -(-len(pictures) // COLUMNS)
    width, height = THUMB[0] + 8, THUMB[1] + LABEL + 8
    sheet = Image.new("RGB", (COLUMNS * width, max(1, rows) * height), "#888")
    draw = ImageDraw.Draw(sheet)
    for index, path in enumerate(pictures):
        x, y = index % COLUMNS * width + 4, index // COLUMNS * height + 4
        with Image.open(path) as picture:
            picture.thumbnail((THUMB[0], TALLEST))
            sheet.paste(picture.crop((0, 0, picture.width, min(picture.height, THUMB[1]))), (x, y + LABEL))
        draw.text((x, y), path.stem[-38:], fill="white")
    sheet.save(file)


def walk(folder: Path) -> int:
    """How many pages were shot within the time."""
    from tests.browser.addresses import addresses
    from tests.browser.visits import ANYONE, one_a_role, role_of, signed_in

    ends, count = time.monotonic() + LONGEST, 0
    with portal_and_browser() as (portal, browser):
        with portal.data():
            of_all, of_staff = addresses(), addresses(readers=False)
        for login in (None, *one_a_role()):
            place = folder / (role_of(login) if login else ANYONE)
            place.mkdir(parents=True)
            with signed_in(browser, portal, login) as context:
                page = context.new_page()
                paths, refusals = (of_staff, (403, 404)) if login else (of_all, ())
                shots = [shoot(page, path, place, refusals=refusals) for path in paths if time.monotonic() < ends]
            contact_sheet([picture for shot in shots for picture in shot], folder / f"{place.name}.png")
            count += sum(map(bool, shots))
            print(f"{place.name}: {sum(map(bool, shots))} pages")  # noqa: T201
    if time.monotonic() >= ends:
        print(f"The time was up after {LONGEST} seconds; the last pages are missing.", file=sys.stderr)  # noqa: T201
    return count


def main() -> int:
    django.setup()
    from django.conf import settings

    folder = Path(settings.VAR_DIR) / "shots"
    shutil.rmtree(folder, ignore_errors=True)
    print(f"{walk(folder)} pages in {folder}")  # noqa: T201
    return 0


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    sys.exit(main())
