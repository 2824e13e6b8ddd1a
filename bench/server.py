"""gunicorn, started on a free port and stopped by its own number."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final
from urllib.error import URLError
from urllib.request import urlopen

from goda_exempel.settings import BASE_DIR

# The same for the portal and for the bare views.
OPTIONS: Final = ("--workers=2", "--worker-class=gthread", "--threads=4", "--keep-alive=5", "--log-level=warning")
LONGEST_START: Final = 60  # seconds


@contextmanager
def serving(application: str, path: str, environment: Mapping[str, str]) -> Iterator[str]:
    """The address of the application, once it answers at ``path``."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", *OPTIONS, f"--bind=127.0.0.1:{port}", application],
        cwd=BASE_DIR,
        env={**os.environ, **environment},
    )
    try:
        wait_for(address + path, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + LONGEST_START
    while time.monotonic() < end and process.poll() is None:
        try:
            with urlopen(address, timeout=10):
                return
        except (URLError, ConnectionError):
            time.sleep(0.2)
    raise SystemExit(f"{address} did not answer.")
