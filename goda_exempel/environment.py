"""Typed readers of the environment. A value that can't be used stops the start with one sentence that names it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from environs import Env, EnvError

T = TypeVar("T")

HEX_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


class SettingError(SystemExit):
    """A setting is missing or wrong. Ends the process: the sentence to stderr, exit code 1, no traceback."""


class Environment:
    """The process environment, over a file of ``NAME=value`` lines that may be absent."""

    def __init__(self, file: Path | None = None) -> None:
        self._env = Env()
        if file is not None and file.is_file():
            self._env.read_env(str(file), recurse=False)

    def text(self, name: str, default: str = "") -> str:
        return self._env.str(name, default).strip()

    def switch(self, name: str, *, default: bool) -> bool:
        return self._read(self._env.bool, name, default, "1 (on) or 0 (off)")

    def whole_number(self, name: str, default: int, *, least: int, most: int) -> int:
        wanted = f"a whole number from {least} to {most}"
        number = self._read(self._env.int, name, default, wanted)
        if not least <= number <= most:
            raise self._wrong(name, wanted)
        return number

    def names(self, name: str, default: list[str]) -> list[str]:
        """A list with commas between."""
        value = self.text(name)
        return [part.strip() for part in value.split(",") if part.strip()] if value else default

    def path(self, name: str, default: Path) -> Path:
        return Path(self.text(name) or default).expanduser().resolve()

    def site_address(self, name: str, default: str) -> str:
        """An address such as https://ideer.example.se, without a path; a slash at the end is taken away."""
        value = self.text(name) or default
        address = urlsplit(value.rstrip("/"))
        if address.scheme not in ("http", "https") or not address.hostname or address.path or address.query:
            raise self._wrong(name, "an address such as https://ideer.example.se, without a path")
        return f"{address.scheme}://{address.netloc}"

    def colour(self, name: str) -> str:
        """Six hex digits, or empty for the theme's own colour."""
        value = self.text(name)
        if value and not HEX_COLOUR.fullmatch(value):
            raise self._wrong(name, "a colour such as #0B5D6B")
        return value

    def _read(self, read: Callable[..., T], name: str, default: T, wanted: str) -> T:
        if not self.text(name):
            return default
        try:
            return read(name)
        except EnvError:
            raise self._wrong(name, wanted) from None

    def _wrong(self, name: str, wanted: str) -> SettingError:
        return SettingError(f"The setting {name} must be {wanted}, but it is {self.text(name)!r}.")
