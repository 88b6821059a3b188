"""An encrypted copy of the database, made whole or not at all."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sia_desktop.domain.errors import OutsideTrouble
from sia_desktop.storage.connection import connect

KEPT: Final = 3
"""How many copies are kept; older ones go."""


def back_up(path: Path, key: bytes, label: str) -> Path:
    """Copy the database into `backups` beside it, under the same key; return where the copy is."""
    folder = path.parent / "backups"
    target = folder / f"{path.stem}-{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{label}{path.suffix}"
    unfinished = target.with_suffix(".part")
    try:
        folder.mkdir(exist_ok=True, mode=0o700)
        try:
            _copy(path, key, unfinished)
            unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)
        for old in sorted(folder.glob(f"{path.stem}-*{path.suffix}"))[:-KEPT]:
            old.unlink()
    except OSError as error:
        raise OutsideTrouble(
            f"A copy of the database could not be made in {folder} ({error.strerror}), "
            "so it was left as it was. "
            "Free some space or check that folder, then start the program again."
        ) from error
    return target


def _copy(path: Path, key: bytes, target: Path) -> None:
    source = connect(path, key)
    try:
        # Not VACUUM INTO: with a page size of our own its copy cannot be opened again.
        copy = connect(target, key)
        try:
            source.backup(copy)
        finally:
            copy.close()
    finally:
        source.close()
    with target.open("rb+") as file:
        os.fsync(file.fileno())
