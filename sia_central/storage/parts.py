"""What laptops have sent of files that are not whole yet: always in the data folder."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

PARTS: Final = "parts"
"""The folder within a council's files."""

_CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Parts:
    """Where they lie: one folder a council."""

    root: Path

    def path(self, council: str, device_id: UUID, sha256: str) -> Path:
        """What one laptop has sent of a file so far."""
        return self.root / council / PARTS / f"{device_id}-{sha256}"

    def received(self, council: str, device_id: UUID, sha256: str) -> int:
        """How many bytes one laptop has sent so far."""
        part = self.path(council, device_id, sha256)
        return part.stat().st_size if part.exists() else 0

    def append(self, council: str, device_id: UUID, sha256: str, more: bytes) -> int:
        """Add to what has been sent; returns how much there is now."""
        part = self.path(council, device_id, sha256)
        part.parent.mkdir(parents=True, exist_ok=True)
        with part.open("ab") as file:
            file.write(more)
            return file.tell()

    def drop(self, council: str, device_id: UUID, sha256: str) -> None:
        """Forget what has been sent."""
        self.path(council, device_id, sha256).unlink(missing_ok=True)

    def checked(self, council: str, device_id: UUID, sha256: str) -> Path | None:
        """The whole file if its hash is right; otherwise it is forgotten."""
        part = self.path(council, device_id, sha256)
        digest = hashlib.sha256()
        with part.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
        if digest.hexdigest() == sha256:
            return part
        part.unlink()
        return None
