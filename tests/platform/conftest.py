"""A place on disk for what runs as another user."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def folder() -> Iterator[Path]:
    """Not pytest's own ``tmp_path``: every pytest that starts closes the folder above it to other users, and the
    embedded database is one where the tests run as root."""
    with tempfile.TemporaryDirectory(prefix="goda-exempel-", ignore_cleanup_errors=True) as name:
        yield Path(name)
