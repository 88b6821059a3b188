"""Whole files by their hash: kept on disk, and what central knows of each."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Protocol
from uuid import UUID

from sqlalchemy import Connection, delete, func, insert, select
from sqlmodel import col

from sia_central.storage.tables import BlobRow

_PIECE: Final = 1 << 20
_NAME: Final = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Blob:
    """A file that central holds whole."""

    sha256: str
    size: int
    device_id: UUID


class Files(Protocol):
    """Where whole files lie, on disk or elsewhere; each by its council and its hash."""

    def check(self) -> None:
        """Raise `StoreTrouble`, in words, where it cannot be used."""

    def take(self, council: str, sha256: str, file: Path) -> None:
        """Move a whole file there; it is safe there before this returns."""

    def keep(self, council: str, sha256: str, content: bytes) -> None:
        """Keep a file that central made; it is safe there before this returns."""

    def pieces(self, council: str, sha256: str, begin: int, end: int) -> Iterator[bytes]:
        """The bytes from one place up to another, a mebibyte at a time."""

    def remove(self, council: str, sha256: str) -> None:
        """Take a file away, if it is there."""

    def names(self) -> list[tuple[str, str, int]]:
        """Council, hash and size of every file there."""


@dataclass(frozen=True, slots=True)
class FilesOnDisk:
    """One folder a council, so that two councils never share a file."""

    root: Path

    def check(self) -> None:
        """The folder above is checked with the data folder; it is made with the first file."""

    def take(self, council: str, sha256: str, file: Path) -> None:
        """Move a whole file there; it is on the disk before this returns."""
        whole = self._path(council, sha256)
        whole.parent.mkdir(parents=True, exist_ok=True)
        with file.open("rb+") as content:
            os.fsync(content.fileno())
        file.replace(whole)
        _sync_folder(whole.parent)

    def keep(self, council: str, sha256: str, content: bytes) -> None:
        """Keep a file that central made; it is on the disk before this returns."""
        whole = self._path(council, sha256)
        whole.parent.mkdir(parents=True, exist_ok=True)
        begun = whole.with_name(f"{sha256}.new")
        begun.write_bytes(content)
        self.take(council, sha256, begun)

    def pieces(self, council: str, sha256: str, begin: int, end: int) -> Iterator[bytes]:
        """The bytes from one place up to another, a mebibyte at a time."""
        with self._path(council, sha256).open("rb") as file:
            file.seek(begin)
            while begin < end and (piece := file.read(min(_PIECE, end - begin))):
                begin += len(piece)
                yield piece

    def remove(self, council: str, sha256: str) -> None:
        """Take a file away, if it is there."""
        self._path(council, sha256).unlink(missing_ok=True)

    def names(self) -> list[tuple[str, str, int]]:
        """Council, hash and size of every file there."""
        whole = (path for path in self.root.glob("*/[0-9a-f][0-9a-f]/*") if _NAME.fullmatch(path.name))
        return sorted((path.parts[-3], path.name, path.stat().st_size) for path in whole)

    def _path(self, council: str, sha256: str) -> Path:
        return self.root / council / sha256[:2] / sha256


def content_of(files: Files, council: str, sha256: str, size: int) -> bytes:
    """The bytes of a file that is whole."""
    return b"".join(files.pieces(council, sha256, 0, size))


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


def forget_blob(connection: Connection, council: str, sha256: str) -> None:
    """The file was taken away."""
    connection.execute(delete(BlobRow).where(col(BlobRow.council) == council, col(BlobRow.sha256) == sha256))


def size_of_blobs(connection: Connection, council: str) -> tuple[int, int]:
    """How many files are here, and how many bytes they are."""
    chosen = select(func.count(), func.coalesce(func.sum(col(BlobRow.size)), 0))
    count, size = connection.execute(chosen.where(col(BlobRow.council) == council)).one()
    return count, int(size)


def find_blob(connection: Connection, council: str, sha256: str) -> Blob | None:
    """The file of this hash, if it is here whole."""
    row = connection.execute(
        select(BlobRow).where(col(BlobRow.council) == council, col(BlobRow.sha256) == sha256)
    ).first()
    return Blob(row.sha256, row.size, row.device_id) if row else None


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows keeps a folder's entries by itself and cannot open one
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
