"""Where the audit's head is kept outside the database, so that lines cut off its end are missed."""

import os
from pathlib import Path
from typing import Final

from sia_central.storage.audit import Head

_FOLDER: Final = "audit"


def keep_anchor(data_dir: Path, council: str, head: Head) -> None:
    """Note how far the audit has come, unless a later head is noted already."""
    noted = anchor_of(data_dir, council)
    if noted is not None and noted.number >= head.number:
        return
    path = _path(data_dir, council)
    path.parent.mkdir(exist_ok=True, mode=0o700)
    unfinished = path.with_suffix(f".{os.getpid()}")
    unfinished.write_text(f"{head}\n", encoding="ascii")
    unfinished.replace(path)


def anchor_of(data_dir: Path, council: str) -> Head | None:
    """The head that was noted last, or None."""
    path = _path(data_dir, council)
    return read_head(path.read_text(encoding="ascii", errors="replace")) if path.exists() else None


def read_head(text: str) -> Head | None:
    """A head as it was printed; None if this is none."""
    number, _, digest = text.strip().partition(":")
    is_hash = len(digest) == 64 and set(digest) <= set("0123456789abcdef")
    return Head(int(number), digest) if number.isdecimal() and is_hash else None


def _path(data_dir: Path, council: str) -> Path:
    return data_dir / _FOLDER / f"{council}.head"
