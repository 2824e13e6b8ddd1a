"""Finds a Chromium for the tests. ``python -m tests.browser.chromium`` (make setup-browser) installs one if need be."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MACOS: Final = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
ARGUMENTS: Final = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MISSING: Final = (
    "The browser tests need Chromium or Chrome. Install it (Debian and Ubuntu: sudo apt install chromium), "
    "or set GODA_CHROMIUM to the program."
)


def find() -> str | None:
    """The path of the program: the one in GODA_CHROMIUM, or the first that is installed."""
    chosen = os.environ.get("GODA_CHROMIUM")
    found = [chosen] if chosen else [*(shutil.which(name) for name in NAMES), *MACOS]
    return next((program for program in found if program and Path(program).is_file()), None)


def install() -> None:
    """With apt, where that is possible without asking anybody."""
    if shutil.which("apt-get") is None:
        return
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if sudo and shutil.which("sudo") is None:
        return
    for command in (["update", "-q"], ["install", "-q", "-y", "--no-install-recommends", "chromium"]):
        subprocess.run([*sudo, "apt-get", *command], check=False, stdin=subprocess.DEVNULL, stdout=sys.stderr)


def main() -> int:
    if find() is None and not os.environ.get("GODA_CHROMIUM"):
        install()
    if find() is None:
        print(MISSING, file=sys.stderr)  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
