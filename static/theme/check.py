"""Is the compiled stylesheet made from these sources? ``--stamp`` writes the answer into it, no argument asks."""

import hashlib
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
COMPILED = HERE.parent / "css" / "portal.css"


def sources_hash(folder: Path = HERE) -> str:
    """The SHA-256 of all .scss files of the folder, sorted by name and put after each other."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.scss"), key=lambda source: source.name):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def header() -> str:
    return f"/* portal.css sha256:{sources_hash()} */\n"


def stamp() -> None:
    """Put the hash of the sources on the first line, in place of an earlier one."""
    lines = COMPILED.read_text(encoding="utf-8").splitlines(keepends=True)
    body = lines[1:] if lines and lines[0].startswith("/* portal.css sha256:") else lines
    COMPILED.write_text(header() + "".join(body), encoding="utf-8")


def is_current() -> bool:
    return COMPILED.is_file() and COMPILED.read_text(encoding="utf-8").startswith(header())


def main(arguments: list[str]) -> int:
    if "--stamp" in arguments:
        stamp()
    if is_current():
        return 0
    sys.stderr.write("static/css/portal.css is older than the sources in static/theme: run make css and commit it.\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
