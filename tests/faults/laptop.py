"""One adviser's laptop in the harness: the real store and the real rounds, with a disk that can fail."""

import json
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Final

from sqlalchemy import event
from sqlmodel import Session, select

from sia_contract.merging import merge3
from sia_desktop.domain.errors import OutsideTrouble
from sia_desktop.services.progress import silent
from sia_desktop.storage.connection import Connection, connect
from sia_desktop.storage.sync_store import SyncStore
from sia_desktop.storage.tables import ROWS
from sia_desktop.storage.tables.sync_tables import ConflictCopyRow, OutboxRow, OutboxState
from sia_desktop.sync.round import Rounds
from sia_desktop.sync.transport import HttpTransport
from sia_desktop.sync.wire import Wire
from tests.faults.ledger import Kept, Key
from tests.helpers.two_desktops import KEY, Desktop

NO_LIMIT: Final = 1_073_741_823
"""Pages that SQLite allows a database."""
IMPATIENT: Final = (5.0, 0.4)
PATIENT: Final = (5.0, 60.0)
"""Seconds to connect and to wait for an answer."""


@dataclass
class Laptop:
    """A desktop, and what is wrong with its computer just now."""

    desktop: Desktop
    pages: int = NO_LIMIT
    days_wrong: int = 0
    timeouts: tuple[float, float] = PATIENT
    troubles: list[str] = field(default_factory=list)
    """What the person was told, in this round."""

    def __post_init__(self) -> None:
        self._watch()

    @property
    def name(self) -> str:
        """Whose it is."""
        return self.desktop.name

    def now(self) -> datetime:
        """What its clock says."""
        return datetime.now(UTC) + timedelta(days=self.days_wrong)

    def starts_again(self) -> None:
        """After a crash."""
        self.desktop.starts_again()
        self._watch()

    def syncs(self, store: Callable[[SyncStore], Any] = lambda store: store) -> bool:
        """One round, whatever comes of it; True if it came to its end."""
        tokens = self.desktop.enrolled.tokens(self.desktop.store, self.now)
        transport = HttpTransport(Wire(self.desktop.address, timeouts=self.timeouts), tokens)
        rounds = Rounds(store(SyncStore(self.desktop.store, merge3, self.now)), transport)
        try:
            report = rounds.run(silent)
        except OutsideTrouble as trouble:
            self.troubles.append(str(trouble))
            return False
        finally:
            transport.close()
        if report.trouble:
            self.troubles.append(str(report.trouble))
        return report.is_complete

    def kept(self) -> Kept:
        """What stands in its file."""
        with Session(self.desktop.store.engine) as session:
            records = {
                (kind, row.id): json.loads(json.dumps(row.payload()))
                for kind, table in ROWS.items()
                for row in session.exec(select(table))
            }
            parked: set[Key] = {
                (row.kind, row.record_id)
                for row in session.exec(select(OutboxRow))
                if row.state == OutboxState.REFUSED
            }
            unsent = [str(row.payload) for row in session.exec(select(OutboxRow))]
            aside = tuple(
                json.dumps([row.kind, row.record_id, row.payload], sort_keys=True)
                for row in session.exec(select(ConflictCopyRow))
            )
        words = "\n".join([*(str(each) for each in records.values()), *unsent, *aside])
        return Kept(self.name, records, frozenset(parked), aside, words)

    # What can be wrong.

    @contextmanager
    def full_disk(self, chance: Random) -> Iterator[None]:
        """No more than a little goes onto its disk: by SQLite's own quota, or by the system's."""
        if chance.random() < 0.5:
            with self.desktop.store.reading() as connection:
                (pages,) = connection.execute("PRAGMA page_count").fetchone()
            self.pages = pages + chance.randrange(4)
            try:
                yield
            finally:
                self.pages = NO_LIMIT
            return
        wal = self.desktop.enrolled.path.with_name(self.desktop.enrolled.path.name + "-wal")
        most = wal.stat().st_size if wal.exists() else 0
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (chance.randrange(4_096, most + 65_536), before[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Another program writes to its database and does not end."""
        other = connect(self.desktop.enrolled.path, KEY)
        try:
            other.execute("BEGIN IMMEDIATE")
            yield
        finally:
            other.close()

    def was_told(self, *words: str) -> bool:
        """True if the person was told of a trouble in one of these words."""
        return any(word in trouble for word in words for trouble in self.troubles)

    def _watch(self) -> None:
        """Let each connection know how much there is, and wait for nobody for long."""

        def checked_out(connection: Connection, *_: object) -> None:
            connection.execute("PRAGMA busy_timeout = 30")
            connection.execute(f"PRAGMA max_page_count = {self.pages}")

        def taken() -> Connection:
            connection = take()
            checked_out(connection)
            return connection

        store = self.desktop.store
        take = store._take
        setattr(store, take.__name__, taken)
        event.listen(store.engine, "checkout", checked_out)


class FailsFrom:
    """A store whose every call from the n-th on happens while something is wrong."""

    def __init__(self, store: SyncStore, calls: int, wrong: Callable[[], None]) -> None:
        self._store, self._left, self._wrong = store, calls, wrong

    def __getattr__(self, name: str) -> Any:
        if self._left == 0:
            self._wrong()
        self._left -= 1
        return getattr(self._store, name)
