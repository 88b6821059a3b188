"""Keeps all of central in one file, puts it back, and moves its tables on with such a file at hand."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from sia_central.services.audit import by_administrator, note_heads
from sia_central.services.authorities import check_keys, make_missing_clocks
from sia_central.storage.audit import Deed, record
from sia_central.storage.backup import Manifest, read_backup, write_backup
from sia_central.storage.councils import served_councils
from sia_central.storage.engine import reading, write
from sia_central.storage.migrate import check_known, current_revision, head_revision, upgrade
from sia_central.storage.store import Store
from sia_central.storage.trouble import StoreTrouble


def back_up(store: Store, target: Path, recipient: str | None, at: datetime) -> Manifest:
    """Write a backup, then a line in each council's audit that it was made."""
    with reading(store.engine) as connection:
        councils = [each.council for each in served_councils(connection)]
    for council in councils:
        check_keys(store, council)  # a backup without them would restore a central that nobody can trust
    made = write_backup(store, target, recipient, at)
    write(store.engine, _noting("backup_made", at))  # only of one that is whole: `status` goes by it
    return made


def restore(store: Store, source: Path, identity: str | None, at: datetime) -> Manifest:
    """Put a backup back into an empty place; laptops are told by a new epoch."""
    manifest = read_backup(store, source, identity, at)
    write(store.engine, _noting("backup_restored", at))
    note_heads(store)
    return manifest


def move_on(store: Store, at: datetime) -> tuple[str, Path | None]:
    """Bring the tables up to this version, after a backup; gives the version before, and the backup.

    A step that fails leaves the database as it was: all steps are one transaction.
    """
    before = current_revision(store.engine)
    if before is None:
        raise StoreTrouble("Central is not set up here yet. Run `sia-central init` first.")
    check_known(before)
    if before == head_revision():
        upgrade(store.engine)  # no step: SQLite is told again what an ANALYZE replaced
        return before, None
    folder = store.data_dir / "backups"
    folder.mkdir(exist_ok=True, mode=0o700)
    target = folder / f"before-{head_revision()}-{at:%Y%m%dT%H%M%S%f}.sia-backup"
    write_backup(store, target, None, at)
    try:
        upgrade(store.engine)
    except Exception as error:
        raise StoreTrouble(
            f"The step to version {head_revision()} failed ({type(error).__name__}). "
            f"The database is as it was, of version {before}; go on with the older sia-central. "
            f"A backup made before is {target}."
        ) from error
    make_missing_clocks(store, at)
    return before, target


def _noting(deed: str, at: datetime) -> Callable[[Connection], None]:
    def note(connection: Connection) -> None:
        for each in served_councils(connection):
            record(connection, each.council, by_administrator(), at, [Deed(deed, "council", each.council)])

    return note
