"""Everything central keeps: the database, the files and the authorities' keys, opened together."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from sia_central.storage.blobs import Files, FilesOnDisk
from sia_central.storage.bucket import SCHEME, FilesInBucket
from sia_central.storage.engine import open_engine
from sia_central.storage.lately import Lately
from sia_central.storage.migrate import check_known, current_revision, head_revision
from sia_central.storage.parts import Parts
from sia_central.storage.sealing import Seal
from sia_central.storage.trouble import StoreTrouble, in_words

DATABASE_VARIABLE: Final = "SIA_CENTRAL_DATABASE"
DATA_VARIABLE: Final = "SIA_CENTRAL_DATA"
FILES_VARIABLE: Final = "SIA_CENTRAL_FILES"
DATABASE_FILE: Final = "central.db"
"""SQLite's file in the data folder. It is there as soon as anybody looked, with nothing in it."""


@dataclass(frozen=True)
class Store:
    """One central's database, its folder, and where its files lie if not in that folder."""

    engine: Engine
    data_dir: Path
    bucket: FilesInBucket | None = None
    counted: Lately[dict[str, int]] = field(default_factory=lambda: Lately(4_096), compare=False)
    """How many records of each kind somebody sees."""
    standings: Lately[Any] = field(default_factory=lambda: Lately(2_048), compare=False)
    """How somebody stands to the schools of their council: `Standing` of the services."""

    @property
    def blobs(self) -> Files:
        """Where whole files lie."""
        return self.bucket or FilesOnDisk(self.data_dir / "files")

    @property
    def parts(self) -> Parts:
        """Where files lie that are not whole yet."""
        return Parts(self.data_dir / "files")

    @cached_property
    def seal(self) -> Seal:
        """What central stamps and seals with; read once, for every request asks it."""
        return Seal(self.data_dir)

    def authority_path(self, name: str) -> Path:
        """Where an authority's private key lies."""
        return self.data_dir / "authority" / name

    def authority_key(self, name: str) -> bytes:
        """The private key of a council's certificate authority, or of its clock."""
        path = self.authority_path(name)
        try:
            return path.read_bytes()
        except OSError as error:
            raise StoreTrouble(
                f"The key of the council's certificate authority cannot be read from {path}. "
                "Restore it from the backup made after `sia-central init`, or make a new one with "
                "`sia-central renew-authority`."
            ) from error

    def keep_authority_key(self, name: str, pem: bytes) -> Path:
        """Write an authority's key where only this account can read it; never over an existing one."""
        path = self.authority_path(name)
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            _write_whole(handle, path, pem)
        except FileExistsError as error:
            raise StoreTrouble(
                f"There is already an authority's key at {path}. "
                "Give another data folder, or move that file away if it is not needed."
            ) from error
        except OSError as error:
            raise StoreTrouble(f"{path} cannot be written: {error.strerror}.") from error
        return path

    def drop_authority_key(self, name: str) -> None:
        """Erase a key that a renewed one replaces, or whose set-up failed."""
        self.authority_path(name).unlink(missing_ok=True)

    def check_ready(self) -> None:
        """Refuse, in words, a database that this program did not make or has outgrown."""
        try:
            current = current_revision(self.engine)
        except DBAPIError as error:
            raise StoreTrouble(in_words(error)) from error
        if current is None:
            raise StoreTrouble("Central is not set up here yet. Run `sia-central init` first.")
        check_known(current)
        if current != head_revision():
            raise StoreTrouble("The database is of an older version. Run `sia-central migrate` first.")

    def close(self) -> None:
        """Let the database go."""
        self.engine.dispose()


@contextmanager
def make_store(database_url: str | None, data_dir: Path, files: str | None = None) -> Iterator[Store]:
    """Open central's store, making its folder; without an address, an SQLite file in that folder."""
    try:
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise StoreTrouble(f"The data folder {data_dir} cannot be made: {error.strerror}.") from error
    with open_store(database_url, data_dir, files) as store:
        yield store


@contextmanager
def open_store(database_url: str | None, data_dir: Path, files: str | None = None) -> Iterator[Store]:
    """Open central's store in the folder where it was made."""
    store = store_in(database_url, data_dir, files)
    try:
        yield store
    finally:
        store.close()


def store_in(database_url: str | None, data_dir: Path, files: str | None = None) -> Store:
    """Central's store in the folder where it was made; whoever asks for it closes it."""
    if not data_dir.is_dir():
        raise StoreTrouble(
            f"There is no folder {data_dir}. Run `sia-central init` first, or give --data DIR."
        )
    address = database_url or f"sqlite:///{(data_dir / DATABASE_FILE).resolve()}"
    return Store(open_engine(address), data_dir, _bucket(files) if files else None)


def _bucket(files: str) -> FilesInBucket:
    if not files.startswith(SCHEME) or not files.removeprefix(SCHEME).strip("/"):
        raise StoreTrouble(
            f"{files} is no place for files. Give s3://BUCKET/FOLDER, or nothing for the data folder."
        )
    return FilesInBucket(files)


def _write_whole(handle: int, path: Path, content: bytes) -> None:
    """Write a new file onto the disk, or leave none: half a key would be taken for one."""
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(handle)
    except OSError:
        path.unlink()
        raise
