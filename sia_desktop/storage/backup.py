"""An encrypted copy of the database, made whole or not at all."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sia_desktop.storage.connection import connect

KEPT: Final = 3
"""How many copies are kept; older ones go."""


def back_up(path: Path, key: bytes, label: str) -> Path:
    """Copy the database into `backups` beside it, under the same key; return where the copy is."""
    folder = path.parent / "backups"
    folder.mkdir(exist_ok=True, mode=0o700)
    target = folder / f"{path.stem}-{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{label}{path.suffix}"
    unfinished = target.with_suffix(".part")
    connection = connect(path, key)
    try:
        connection.execute("VACUUM INTO ?", (str(unfinished),))
    finally:
        connection.close()
    with unfinished.open("rb+") as file:
        os.fsync(file.fileno())
    unfinished.replace(target)
    for old in sorted(folder.glob(f"{path.stem}-*{path.suffix}"))[:-KEPT]:
        old.unlink()
    return target
