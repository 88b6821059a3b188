"""`sia-desktop verify`: says who signed a PDF, when, and whether anything changed since."""

import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sia_desktop.security.verdict import CannotRead, exit_status, to_json
from sia_desktop.security.verify_pdf import verify_pdf

LARGEST: Final = 100 * 1024**2


def verify(file: Path, roots: Sequence[Path], *, as_json: bool, clock_roots: Sequence[Path] = ()) -> int:
    """Print the verdict; 0: unchanged and trusted, 1: anything else, 2: cannot be read."""
    try:
        verdict = verify_pdf(
            _read(file),
            [_read(root) for root in roots],
            datetime.now(UTC),
            [_read(root) for root in clock_roots],
        )
    except CannotRead as trouble:
        if as_json:
            print(_unread_as_json(str(trouble)))
        else:
            print(trouble, file=sys.stderr)
        return exit_status(trouble)
    print(to_json(verdict) if as_json else "\n".join(verdict.sentences))
    return exit_status(verdict)


def _unread_as_json(sentence: str) -> str:
    said = {"unchanged_and_trusted": False, "sentences": [sentence], "faults": [sentence], "signatures": []}
    return json.dumps(said, ensure_ascii=False, indent=2)


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except OSError as trouble:
        raise CannotRead(f"{file} cannot be read: {trouble.strerror or trouble}.") from trouble
    if len(data) > LARGEST:
        raise CannotRead(f"{file} has more than {LARGEST // 1024**2} MB, as no note of visit has.")
    return data
