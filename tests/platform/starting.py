"""Starts commands of the project the way an operator does: in a process of their own, with its own environment."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from django.conf import settings

# An environment that may be used in earnest.
EARNEST: Final = {
    "GODA_DEMONSTRATION": "0",
    "GODA_SECRET_KEY": "kJ8sd7f6g5h4j3k2l1q0w9e8r7t6y5u4i3o2p1a0s9d8f7g6h5",
    "GODA_HOSTS": "ideer.example.se",
    "DATABASE_URL": "postgresql://portal@127.0.0.1:9/portal",
}
OURS: Final = ("GODA_", "DATABASE_URL", "DJANGO_", "PORT")


def environment(**changes: str) -> dict[str, str]:
    """This process's environment without any setting of ours, but with the changes."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return {**inherited, "GODA_ENV_FILE": os.devnull, **changes}


def run(*command: str, **changes: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command],
        cwd=Path(settings.BASE_DIR),
        env=environment(**changes),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
