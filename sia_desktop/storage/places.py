"""Folders where a database must not live: synchronised, on a network, or not to be written to."""

import errno
import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Final

from sia_desktop.domain.errors import RuleBroken

_CLOUD_VARIABLES: Final = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_CLOUD_NAMES: Final = ("onedrive", "dropbox", "google drive", "icloud drive", "mobile documents")
_NETWORK_FILE_SYSTEMS: Final = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "fuse.sshfs", "davfs", "fuse.davfs2"}
)
_DRIVE_REMOTE: Final = 4


def refuse_unsuitable(folder: Path) -> None:
    """Raise `RuleBroken` with the reason unless a database may live in this folder."""
    try:
        whole = folder.resolve()
    except (OSError, RuntimeError) as error:  # the second is how Python 3.11 reports links in a circle
        raise RuleBroken(f"{folder} leads nowhere. Choose a folder on this computer's own disk.") from error
    if is_synchronised(whole, os.environ):
        raise RuleBroken(
            f"{folder} is copied to the cloud by OneDrive or a program like it, which would damage the "
            "database. Choose a folder of this computer, such as the usual local application data."
        )
    if is_on_network(whole):
        raise RuleBroken(
            f"{folder} is on a network drive, where a database can be damaged when the line drops. "
            "Choose a folder on this computer's own disk."
        )
    _refuse_unwritable(folder)


def is_synchronised(folder: PurePath, environment: Mapping[str, str]) -> bool:
    """True if a cloud program keeps a copy of this folder."""
    roots = [PurePath(environment[name]) for name in _CLOUD_VARIABLES if environment.get(name)]
    return any(folder.is_relative_to(root) for root in roots) or any(
        part.lower().startswith(_CLOUD_NAMES) for part in folder.parts
    )


def is_on_network(folder: Path) -> bool:
    """True if this folder is known to be on another computer's disk."""
    if str(folder).startswith("\\\\"):
        return True
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(folder.anchor) == _DRIVE_REMOTE)
    mounts = Path("/proc/mounts")
    return mounts.exists() and file_system_of(folder, mounts.read_text()) in _NETWORK_FILE_SYSTEMS


def file_system_of(folder: PurePath, mounts: str) -> str:
    """The kind of file system a folder is on, by the system's own table of mounts."""
    longest, kind = -1, ""
    for line in mounts.splitlines():
        _, point, found, *_ = line.split(" ")
        point = point.replace("\\040", " ")
        if folder.is_relative_to(point) and len(point) >= longest:
            longest, kind = len(point), found
    return kind


def _refuse_unwritable(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"probe")  # a full disk still makes empty files
            probe.flush()
    except OSError as error:
        then = "Choose another folder, or ask IT for the right to write there."
        if error.errno == errno.ENOSPC:
            then = "Free some space, then start again."
        raise RuleBroken(f"Nothing can be written in {folder} ({error.strerror}). {then}") from error
