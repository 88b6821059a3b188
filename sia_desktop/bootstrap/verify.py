"""`sia-desktop verify`: says who signed a PDF, when, and whether anything changed since."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from sia_desktop.security.verify_pdf import CannotRead, exit_status, to_json, verify_pdf


def verify(file: Path, roots: Sequence[Path], *, as_json: bool) -> int:
    """Print the verdict; 0: unchanged and trusted, 1: anything else, 2: cannot be read."""
    try:
        verdict = verify_pdf(_read(file), [_read(root) for root in roots])
    except CannotRead as trouble:
        if as_json:
            print(
                json.dumps({"unchanged_and_trusted": False, "sentences": [str(trouble)]}, ensure_ascii=False)
            )
        else:
            print(trouble, file=sys.stderr)
        return exit_status(trouble)
    print(to_json(verdict) if as_json else "\n".join(verdict.sentences))
    return exit_status(verdict)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as trouble:
        raise CannotRead(f"{file} cannot be read: {trouble.strerror or trouble}.") from trouble
