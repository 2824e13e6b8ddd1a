"""One short run of wrk, the load generator (Debian's package ``wrk``)."""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

HERE: Final = Path(__file__).parent
REPORT: Final = HERE / "report.lua"
CONNECTIONS: Final = 8


@dataclass(frozen=True, slots=True)
class Run:
    """Requests a second, and milliseconds within which half and 99 of 100 requests were answered."""

    rate: float
    p50: float
    p99: float


class Key(NamedTuple):
    """A row of the table: which page, with how many stories, and whether finished pages are kept."""

    page: str
    stories: int = 0
    kept: str = ""


Measured = dict[Key, Run]


def find_wrk() -> str:
    program = shutil.which("wrk")
    if program is None:
        raise SystemExit("make bench needs wrk, a load generator. On Debian and Ubuntu: apt-get install wrk")
    return program


def load(address: str, seconds: int, *, script: Path = REPORT, environment: Mapping[str, str] | None = None) -> Run:
    """Ask for an address as fast as it answers. Ends the run of the whole where an answer is a fault.

    Every request has a connection of its own. Kept connections stay with the worker that took them, and often one
    worker takes them all: then half of the runs would measure one worker, and half of them two.
    """
    command = [
        *(find_wrk(), "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency"),
        *("-H", "Connection: close", "-s", str(script), address),
    ]
    said = subprocess.run(
        command,
        check=True,
        capture_output=True,
        text=True,
        timeout=seconds + 30,
        env={**os.environ, "BENCH_REPORT": str(REPORT), **(environment or {})},
    ).stdout
    found = json.loads(said.strip().splitlines()[-1])
    if found["faults"]:
        raise SystemExit(f"{address}: {found['faults']} of {found['requests']} answers were faults.")
    return Run(found["requests"] / found["microseconds"] * 1e6, found["p50"] / 1000, found["p99"] / 1000)
