"""The encrypted store of this laptop: opened once, shared by everything that reads or writes."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlcipher3 import dbapi2 as sqlcipher

from sia_desktop.domain.errors import OutsideTrouble, RuleBroken
from sia_desktop.domain.people import WorkingFor
from sia_desktop.storage.connection import Connection, connect
from sia_desktop.storage.enrolment import read_enrolment, write_enrolment
from sia_desktop.storage.places import refuse_unsuitable
from sia_desktop.storage.schema_version import HEAD, REVISIONS
from sia_desktop.storage.trouble import in_words
from sia_desktop.storage.write_gate import WriteGate

if TYPE_CHECKING:
    from sqlalchemy import Engine

PLAIN_SQLITE: Final = b"SQLite format 3\0"


class Store:
    """One encrypted file: cheap connections for reading lists, SQLAlchemy's engine for all else.

    Both take their connections from one heap: whoever writes next has the pages of who wrote last at hand.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        """Use `open_store`, which checks the file first."""
        self.path = path
        self.gate = WriteGate()
        self._key = key
        self._idle: list[Connection] = []
        self._lock = threading.Lock()

    @cached_property
    def engine(self) -> "Engine":
        """SQLAlchemy's engine over the encrypted file; made when first needed, for the first page is not."""
        from sia_desktop.storage.pool import Lent, make_engine

        return make_engine(lambda: Lent(self._take(), self._give_back))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A bare connection that sees one moment of the database; what it writes is undone."""
        with in_words():
            connection = self._take()
            try:
                connection.execute("BEGIN")
                yield connection
            finally:
                self._give_back(connection)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A bare connection for one short transaction, kept whole or not at all; others wait meanwhile."""
        with self.gate.writing(), in_words():
            connection = self._take()
            try:
                connection.execute("BEGIN IMMEDIATE")
                yield connection
                connection.execute("COMMIT")
            finally:
                self._give_back(connection)

    def working_for(self) -> WorkingFor:
        """Whose laptop this is; raises `RuleBroken` before enrolment."""
        with self.reading() as connection:
            return read_enrolment(connection)

    def enrol(self, working_for: WorkingFor) -> None:
        """Remember whose laptop this is and which council it works for."""
        with self.writing() as connection:
            write_enrolment(connection, working_for)

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()
        if "engine" in self.__dict__:
            self.engine.dispose()
            del self.__dict__["engine"]

    def _take(self) -> Connection:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        return connect(self.path, self._key)

    def _give_back(self, connection: Connection) -> None:
        """Whoever takes it next begins anew, whatever became of what was begun."""
        if connection.in_transaction:
            connection.rollback()
        with self._lock:
            self._idle.append(connection)


def open_store(path: Path, key: bytes) -> Store:
    """Open the database, making or upgrading it as needed; raises `RuleBroken` with the reason if not."""
    refuse_unsuitable(path.parent)
    _refuse_plain(path)
    store = Store(path, key)
    with in_words():
        found = _schema_of(path, key)
        if found != HEAD:
            _bring_up_to_date(path, key, found)
    return store


def _refuse_plain(path: Path) -> None:
    """A plain database under our name is somebody else's, an empty file nobody's: neither is written to."""
    if not path.exists():
        return
    try:
        with path.open("rb") as file:
            begins = file.read(len(PLAIN_SQLITE))
    except OSError as error:
        raise OutsideTrouble(
            f"{path} cannot be opened ({error.strerror}). Restore the last backup, or ask IT."
        ) from error
    if not begins:
        raise RuleBroken(
            f"{path} is empty, so its contents are lost. Restore the last backup from the folder “backups” "
            "beside it, or move the file away and enrol this laptop again."
        )
    if begins == PLAIN_SQLITE:
        raise RuleBroken(
            f"{path} is not encrypted, so it is not a database of this program. "
            "Move it away and enrol this laptop again."
        )


def _schema_of(path: Path, key: bytes) -> str | None:
    """The shape of the database in the file; None in a new one."""
    try:
        connection = connect(path, key)
    except sqlcipher.DatabaseError as error:
        if "not a database" not in str(error):
            raise
        raise RuleBroken(
            f"This key does not open {path}: the file belongs to another laptop or is damaged. "
            "Restore the last backup, or move the file away and enrol again."
        ) from error
    try:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
            return None
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return str(row[0]) if row else None
    finally:
        connection.close()


def _bring_up_to_date(path: Path, key: bytes, found: str | None) -> None:
    if found is not None and found not in REVISIONS:
        raise RuleBroken(
            f"{path} was last used by a newer version of this program. "
            "Install that version; this one would lose what it does not know."
        )
    from sia_desktop.storage.backup import back_up
    from sia_desktop.storage.migrate import upgrade
    from sia_desktop.storage.sealing import write_out

    if found is not None:
        back_up(path, key, label=f"before-{HEAD}")
        older = Store(path, key)
        with older.writing() as connection:
            write_out(connection)
        older.close()
    upgrade(path, key)
