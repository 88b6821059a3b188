"""Small private files, written whole or not at all."""

import os
from pathlib import Path

from sia_desktop.domain.errors import OutsideTrouble


def write_whole(file: Path, text: str) -> None:
    """Write for this person's eyes only, on disk before returning; an earlier file stays until then."""
    unfinished = file.with_name(file.name + ".new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        unfinished.unlink(missing_ok=True)
        new = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(new, "w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        unfinished.replace(file)
    except OSError as error:
        raise OutsideTrouble(
            f"{file.name} could not be written in {file.parent} ({error.strerror}). "
            "Free some space or check the rights of that folder, then try again."
        ) from error
