"""Where the server's files lie, and who may reach them."""

import hashlib
import os
import pwd
import stat
from pathlib import Path

LONGEST_SOCKET_PATH = 103  # macOS; Linux allows 107

SEARCH_ALL = stat.S_IXGRP | stat.S_IXOTH


def socket_folder(data: Path, name: str) -> Path:
    """The data folder itself, or one with a short name under /tmp where the path is too long for a socket."""
    if len(os.fsencode(data / name)) <= LONGEST_SOCKET_PATH:
        return data
    return Path("/tmp") / f"goda-exempel-{os.geteuid()}-{hashlib.sha256(os.fsencode(data)).hexdigest()[:12]}"  # noqa: S108


def open_the_way(folder: Path) -> None:
    """Let other users walk through, not list, every folder above. The server does not run as root."""
    for parent in folder.parents:
        mode = parent.stat().st_mode
        if mode & SEARCH_ALL != SEARCH_ALL:
            parent.chmod(mode | SEARCH_ALL)


def open_for_reading(folder: Path) -> None:
    """Let other users read a folder and run what is in it."""
    for path in [folder, *folder.rglob("*")]:
        mode = path.stat().st_mode
        readable = mode | stat.S_IRGRP | stat.S_IROTH | (SEARCH_ALL if mode & stat.S_IXUSR else 0)
        if mode != readable:
            path.chmod(readable)


def give_to(user: str, *folders: Path) -> None:
    owner = pwd.getpwnam(user)
    for folder in folders:
        if folder.stat().st_uid != owner.pw_uid:
            os.chown(folder, owner.pw_uid, owner.pw_gid)
