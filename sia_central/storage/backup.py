"""One file with everything central keeps: rows in a form of their own, files, and the authorities' keys.

Rows are written as JSON, not as either database's own copy, so that a backup of SQLite can be restored to
PostgreSQL. All rows come from one unmoving view of the database.
"""

import hashlib
import io
import json
import re
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, Final
from uuid import UUID

import pyrage
import zstandard
from sqlalchemy import CHAR, Connection, DateTime, MetaData, Table, Uuid, insert, inspect, select, update

from sia_central.storage.blobs import content_of
from sia_central.storage.councils import epoch_at
from sia_central.storage.engine import reading, writing
from sia_central.storage.migrate import current_revision, upgrade_over
from sia_central.storage.store import DATABASE_FILE, Store
from sia_central.storage.tables import CouncilRow
from sia_central.storage.trouble import StoreTrouble

FORMAT: Final = 1
_KEYS: Final = "authority"
_FILES: Final = "files"
_MANIFEST: Final = "manifest.json"
_HASH: Final = re.compile("[0-9a-f]{64}")
_COUNCIL: Final = re.compile("[a-z0-9_-]+")
_ROWS_AT_ONCE: Final = 500


@dataclass
class Manifest:
    """What a backup holds: each member by its hash, and the version of the tables."""

    made_at: str
    revision: str
    format: int = FORMAT
    members: dict[str, str] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)


def write_backup(store: Store, target: Path, recipient: str | None, at: datetime) -> Manifest:
    """Write everything into one new file, whole or not at all; encrypted where there is a recipient."""
    to = _recipient(recipient) if recipient else None
    if target.exists():
        raise StoreTrouble(f"{target} is there already. Give another name; a backup is never written over.")
    if not target.parent.is_dir():
        raise StoreTrouble(f"There is no folder {target.parent} for the backup. Make it, or name another.")
    revision = current_revision(store.engine)
    if revision is None:
        raise StoreTrouble("Central is not set up here yet, so there is nothing to back up.")
    manifest = Manifest(made_at=at.isoformat(), revision=revision)
    with TemporaryDirectory(prefix=".sia-backup-", dir=target.parent) as folder:
        plain = Path(folder) / "plain"
        with zstandard.open(plain, "wb") as packed, tarfile.open(fileobj=packed, mode="w|") as archive:
            _add_rows(store, archive, manifest, Path(folder))
            _add_keys(store.data_dir / _KEYS, archive, manifest)
            for council, sha256, size in store.blobs.names():
                content = io.BytesIO(content_of(store.blobs, council, sha256, size))
                _add(archive, f"{_FILES}/{council}/{sha256[:2]}/{sha256}", content, manifest)
            _add(archive, _MANIFEST, io.BytesIO(json.dumps(vars(manifest)).encode()), None)
        if to is not None:
            pyrage.encrypt_file(str(plain), str(Path(folder) / "sealed"), [to])
            plain = Path(folder) / "sealed"
        plain.replace(target)
    return manifest


def read_backup(store: Store, source: Path, identity: str | None, at: datetime) -> Manifest:
    """Put everything back where nothing is yet; every hash is checked before anything is written."""
    others = [each for each in store.data_dir.iterdir() if each.name != DATABASE_FILE]
    if others or inspect(store.engine).get_table_names() or store.blobs.names():
        raise StoreTrouble(
            "There is something here already, and a restore never writes over anything. "
            "Give an empty --data folder and an empty database, and an empty place for --files."
        )
    with _opened(source, identity) as plain:
        manifest = _checked(plain)
        try:
            with writing(store.engine) as connection:
                upgrade_over(connection, manifest.revision)
                _put_back(connection, plain, store)
                upgrade_over(connection, "head")
                epoch = epoch_at(at)
                connection.execute(update(CouncilRow).values(epoch=epoch))
        except BaseException:
            for council, sha256, _ in store.blobs.names():
                store.blobs.remove(council, sha256)
            for name in (_KEYS, _FILES):
                shutil.rmtree(store.data_dir / name, ignore_errors=True)
            raise
    return manifest


def new_identity(path: Path) -> str:
    """Write a new private key for backups into a file; returns the recipient that backups are made for."""
    if path.exists():
        raise StoreTrouble(f"{path} is there already. Give another name; a key is never written over.")
    identity = pyrage.x25519.Identity.generate()
    with path.open("x", encoding="ascii") as file:
        file.write(f"{identity}\n")
    return str(identity.to_public())


def _add_rows(store: Store, archive: tarfile.TarFile, manifest: Manifest, folder: Path) -> None:
    with reading(store.engine) as connection:
        for table in _tables(connection):
            file = folder / table.name
            with file.open("wb") as lines:
                count = 0
                for row in connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(select(table)):
                    lines.write(json.dumps({k: _told(v) for k, v in row._mapping.items()}).encode() + b"\n")
                    count += 1
            manifest.rows[table.name] = count
            with file.open("rb") as lines:
                _add(archive, f"rows/{table.name}", lines, manifest)
            file.unlink()


def _tables(connection: Connection) -> list[Table]:
    metadata = MetaData()
    metadata.reflect(connection)
    return [table for table in metadata.sorted_tables if table.name != "alembic_version"]


def _add_keys(folder: Path, archive: tarfile.TarFile, manifest: Manifest) -> None:
    """Every authority's key: those in use, and those that an outside clock lets rest."""
    for path in sorted(folder.glob("*")):
        with path.open("rb") as content:
            _add(archive, f"{_KEYS}/{path.name}", content, manifest)


def _add(archive: tarfile.TarFile, name: str, content: IO[bytes], manifest: Manifest | None) -> None:
    if manifest is not None:
        digest = hashlib.sha256()
        while chunk := content.read(1 << 20):
            digest.update(chunk)
        manifest.members[name] = digest.hexdigest()
    member = tarfile.TarInfo(name)
    member.size = content.seek(0, io.SEEK_END)
    content.seek(0)
    archive.addfile(member, content)


@contextmanager
def _opened(source: Path, identity: str | None) -> Iterator[Path]:
    """The backup as it was before it was encrypted."""
    if not source.is_file():
        raise StoreTrouble(f"There is no file {source}.")
    with source.open("rb") as file:
        is_sealed = file.read(4) == b"age-"
    if not is_sealed:
        yield source
        return
    if identity is None:
        raise StoreTrouble("This backup is encrypted. Give the private key's file with --identity.")
    with TemporaryDirectory(prefix="sia-restore-") as folder:
        plain = Path(folder) / "plain"
        try:
            key = pyrage.x25519.Identity.from_str(identity.strip())
            pyrage.decrypt_file(str(source), str(plain), [key])
        except (pyrage.DecryptError, pyrage.IdentityError) as error:
            raise StoreTrouble("This backup cannot be opened with that private key.") from error
        yield plain


def _members(plain: Path) -> Iterator[tuple[str, IO[bytes]]]:
    with zstandard.open(plain, "rb") as packed, tarfile.open(fileobj=packed, mode="r|") as archive:
        for member in archive:
            content = archive.extractfile(member)
            if content is not None:
                yield member.name, content


def _checked(plain: Path) -> Manifest:
    hashes: dict[str, str] = {}
    told: dict[str, Any] = {}
    try:
        for name, content in _members(plain):
            if name == _MANIFEST:
                told = json.load(content)
                continue
            digest = hashlib.sha256()
            while chunk := content.read(1 << 20):
                digest.update(chunk)
            hashes[name] = digest.hexdigest()
    except (tarfile.TarError, zstandard.ZstdError, ValueError, EOFError) as error:
        raise StoreTrouble(
            "This file is damaged or is no backup of central. Nothing was restored."
        ) from error
    if not told or told["format"] != FORMAT or told["members"] != hashes:
        raise StoreTrouble("This backup is damaged or not whole. Nothing was restored.")
    return Manifest(**told)


def _put_back(connection: Connection, plain: Path, store: Store) -> None:
    tables = {table.name: table for table in _tables(connection)}
    for name, content in _members(plain):
        match name.split("/"):
            case ["rows", table]:
                _insert(connection, tables[table], content)
            case ["authority", key] if key not in {".", ".."}:
                store.keep_authority_key(key, content.read())
            case ["files", council, _, sha256] if _HASH.fullmatch(sha256) and _COUNCIL.fullmatch(council):
                store.blobs.keep(council, sha256, content.read())
            case ["manifest.json"]:
                pass
            case _:
                raise StoreTrouble("This backup names a place outside its folder. Nothing was restored.")


def _insert(connection: Connection, table: Table, content: IO[bytes]) -> None:
    rows: list[dict[str, Any]] = []
    for line in content:
        told = json.loads(line)
        rows.append({name: _meant(value, table.c[name].type) for name, value in told.items()})
        if len(rows) == _ROWS_AT_ONCE:
            connection.execute(insert(table), rows)
            rows = []
    if rows:
        connection.execute(insert(table), rows)


def _told(value: Any) -> Any:
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
    return str(value) if isinstance(value, UUID) else value


def _meant(value: Any, type_: object) -> Any:
    """The value as this database's column takes it: SQLite keeps a UUID as 32 letters."""
    if value is None:
        return None
    if isinstance(type_, DateTime):
        return datetime.fromisoformat(value)
    if isinstance(type_, Uuid):
        return UUID(value)
    return UUID(value).hex if isinstance(type_, CHAR) and type_.length == 32 else value


def _recipient(text: str) -> Any:
    try:
        return pyrage.x25519.Recipient.from_str(text.strip())
    except pyrage.RecipientError as error:
        raise StoreTrouble(
            "That is not a recipient such as `sia-central new-backup-key` prints: age1…"
        ) from error
