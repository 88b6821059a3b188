"""A real central for plays: its real application on a port of this computer, over a store of its own."""

import csv
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

import uvicorn
from sqlalchemy import Connection, delete, select
from sqlmodel import col

from sia_central.app import app_over
from sia_central.services.caseloads import assign, unassign
from sia_central.services.people import add_person, person_of
from sia_central.services.publish import publish
from sia_central.services.set_up import set_up_council
from sia_central.storage.caseload import Withdrawal, add_withdrawal, take_from_caseload
from sia_central.storage.engine import reading, write
from sia_central.storage.records import Key, StoredRecord, number_records, records_of_kind, replace_record
from sia_central.storage.sequence import take_cursors
from sia_central.storage.store import Store, store_in
from sia_central.storage.tables import ReceiptRow, RecordRow
from sia_contract.payloads.school import SchoolPayload
from sia_contract.resources import resources

COUNCIL: Final = "reading"
PASSWORD: Final = "a long and quiet password"
TAKEN_ON: Final = date(2026, 1, 5)


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class CouncilHall:
    """Central's store, as the administrator at County Hall works on it."""

    store: Store

    @classmethod
    def opens(cls, folder: Path, database_url: str | None = None) -> "CouncilHall":
        """Open the store in this folder; `sets_up` it once."""
        folder.mkdir(exist_ok=True)
        return cls(store_in(database_url, folder))

    def close(self) -> None:
        """Let the store go."""
        self.store.close()

    def sets_up(self, schools: int) -> None:
        """Begin to serve Reading, with some of its real schools."""
        set_up_council(self.store, COUNCIL, is_demonstration=True, at=now())
        found = list(_schools(schools))
        self.publishes([(("school", str(each.urn)), each.model_dump(mode="json")) for each in found])

    def employs(self, name: str, role: str = "adviser", reports_to: str | None = None) -> None:
        """Add a colleague who may enrol a laptop."""
        add_person(
            self.store,
            COUNCIL,
            name=name.capitalize(),
            email=_email(name),
            role=role,
            password=PASSWORD,
            reports_to=_email(reports_to) if reports_to else None,
            at=now(),
        )

    def gives(self, name: str, *urns: int) -> None:
        """Put schools on somebody's caseload."""
        assign(self.store, COUNCIL, _email(name), urns, TAKEN_ON, now())

    def takes(self, name: str, *urns: int) -> None:
        """Take schools off somebody's caseload; this is announced to their laptop."""
        unassign(self.store, COUNCIL, _email(name), urns, TAKEN_ON, now())

    def drops(self, name: str, *urns: int) -> None:
        """A fault: schools leave somebody's caseload and nothing announces or explains it."""

        def work(connection: Connection) -> None:
            account = person_of(connection, COUNCIL, _email(name))
            for urn, cursor in zip(urns, take_cursors(connection, COUNCIL, len(urns)), strict=True):
                take_from_caseload(connection, COUNCIL, account.person_id, urn)
                gone = Withdrawal(account.person_id, urn, is_announced=False, cursor=cursor)
                add_withdrawal(connection, COUNCIL, gone)

        self.changes(work)

    def forgets(self, kind: str, record_id: str) -> None:
        """A fault: a record is gone from the database and no tombstone says so."""
        row = RecordRow
        gone = delete(row).where(col(row.kind) == kind, col(row.id) == record_id)
        self.changes(lambda connection: connection.execute(gone))

    def buries(self, kind: str, *record_ids: str) -> None:
        """Records are removed for everybody: tombstones say so."""

        def work(connection: Connection) -> None:
            for record_id in record_ids:
                held = records_of_kind(connection, COUNCIL, kind)[record_id]
                grave = replace(held, revision=held.revision + 1, is_deleted=True)
                replace_record(connection, COUNCIL, grave, now())
            number_records(connection, COUNCIL, [(kind, each) for each in record_ids])

        self.changes(work)

    def publishes(self, records: Sequence[tuple[Key, dict[str, Any]]]) -> None:
        """Write records of central's own, as an import does."""

        def work(connection: Connection) -> None:
            keys = [publish(connection, COUNCIL, key, payload, None, now()) for key, payload in records]
            number_records(connection, COUNCIL, keys)

        self.changes(work)

    def changes(self, work: Callable[[Connection], object]) -> None:
        """Do something to the store that no endpoint does."""
        write(self.store.engine, work)

    def urns(self) -> list[int]:
        """Every school here."""
        return sorted(int(each) for each in self.holds("school"))

    def holds(self, kind: str) -> dict[str, StoredRecord]:
        """Every record of one kind."""
        with reading(self.store.engine) as connection:
            return records_of_kind(connection, COUNCIL, kind)

    def receipts(self) -> int:
        """How many changes were ever taken in."""
        with reading(self.store.engine) as connection:
            return len(connection.execute(select(col(ReceiptRow.change_id))).all())


@contextmanager
def serving(hall: CouncilHall) -> Iterator[str]:
    """Serve this hall over loopback; gives the address."""
    config = uvicorn.Config(
        app_over(hall.store), log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


def _email(name: str) -> str:
    return f"{name}@example.gov.uk"


def _schools(count: int) -> Iterator[SchoolPayload]:
    with (resources() / "demo" / "gias_reading.csv").open(encoding="cp1252", newline="") as file:
        rows = list(csv.DictReader(file))[:count]
    for row in rows:
        yield SchoolPayload(
            urn=int(row["URN"]),
            name=row["EstablishmentName"],
            authority_code=row["LA (code)"],
            authority_name=row["LA (name)"],
            phase=row["PhaseOfEducation (name)"],
            type=row["TypeOfEstablishment (name)"],
            status=row["EstablishmentStatus (name)"],
        )
