"""Files by their hash: received bit by bit, kept whole or not at all."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, insert, select
from sqlmodel import col

from sia_central.storage.tables import BlobRow

_CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Blob:
    """A file that central holds whole."""

    sha256: str
    size: int
    device_id: UUID


@dataclass(frozen=True, slots=True)
class BlobFolder:
    """Where the bytes lie: one folder a council, so that two councils never share a file."""

    root: Path

    def whole(self, council: str, sha256: str) -> Path:
        """The file, once it is whole."""
        return self.root / council / sha256[:2] / sha256

    def part(self, council: str, device_id: UUID, sha256: str) -> Path:
        """What one laptop has sent of it so far."""
        return self.root / council / "parts" / f"{device_id}-{sha256}"

    def received(self, council: str, device_id: UUID, sha256: str) -> int:
        """How many bytes one laptop has sent so far."""
        part = self.part(council, device_id, sha256)
        return part.stat().st_size if part.exists() else 0

    def append(self, council: str, device_id: UUID, sha256: str, more: bytes) -> int:
        """Add to what has been sent; returns how much there is now."""
        part = self.part(council, device_id, sha256)
        part.parent.mkdir(parents=True, exist_ok=True)
        with part.open("ab") as file:
            file.write(more)
            return file.tell()

    def drop(self, council: str, device_id: UUID, sha256: str) -> None:
        """Forget what has been sent."""
        self.part(council, device_id, sha256).unlink(missing_ok=True)

    def finish(self, council: str, device_id: UUID, sha256: str) -> bool:
        """Put the file in its place if its hash is right; it is on the disk before this returns."""
        part = self.part(council, device_id, sha256)
        if _hash_of(part) != sha256:
            part.unlink()
            return False
        whole = self.whole(council, sha256)
        whole.parent.mkdir(parents=True, exist_ok=True)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(whole)
        _sync_folder(whole.parent)
        return True

    def content(self, council: str, sha256: str) -> bytes:
        """The bytes of a file that is whole."""
        return self.whole(council, sha256).read_bytes()

    def keep(self, council: str, sha256: str, content: bytes) -> None:
        """Keep a file that central made; it is on the disk before this returns."""
        whole = self.whole(council, sha256)
        whole.parent.mkdir(parents=True, exist_ok=True)
        begun = whole.with_name(f"{sha256}.new")
        with begun.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        begun.replace(whole)
        _sync_folder(whole.parent)

    def remove(self, council: str, sha256: str) -> None:
        """Take away a file that no record names."""
        self.whole(council, sha256).unlink(missing_ok=True)


def add_blob(connection: Connection, council: str, blob: Blob, at: datetime) -> None:
    """Remember that this file is here, once."""
    if find_blob(connection, council, blob.sha256) is None:
        connection.execute(
            insert(BlobRow).values(
                council=council,
                sha256=blob.sha256,
                size=blob.size,
                received_at=at,
                device_id=blob.device_id,
            )
        )


def find_blob(connection: Connection, council: str, sha256: str) -> Blob | None:
    """The file of this hash, if it is here whole."""
    row = connection.execute(
        select(BlobRow).where(col(BlobRow.council) == council, col(BlobRow.sha256) == sha256)
    ).first()
    return Blob(row.sha256, row.size, row.device_id) if row else None


def _hash_of(path: Path) -> str:
    digest = hashlib.sha256()
    for chunk in _chunks(path):
        digest.update(chunk)
    return digest.hexdigest()


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows keeps a folder's entries by itself and cannot open one
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
