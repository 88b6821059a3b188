"""One request's changes while they are judged: what they are judged by, and what is to be written of them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from sia_central.services.who_may import SignedIn, Standing
from sia_central.storage.audit import Deed
from sia_central.storage.receipts import Receipt, add_receipts, receipts_of
from sia_central.storage.records import (
    NO_NUMBERS,
    Key,
    StoredRecord,
    add_records,
    find_records,
    records_of_school,
    replace_records,
    take_numbers,
    write_numbers,
)


@dataclass(slots=True)
class Desk:
    """What was fetched, and what was decided since; all of it is written by few statements."""

    connection: Connection
    who: SignedIn
    standing: Standing
    at: datetime
    epoch: int
    receipt_names: Iterator[str]
    """One for each change of the request."""
    held: dict[Key, StoredRecord] = field(default_factory=dict)
    receipts: dict[UUID, Receipt] = field(default_factory=dict)
    written: list[Key] = field(default_factory=list)
    further: list[Deed] = field(default_factory=list)
    """What the audit says beside the changes themselves."""
    changes_counts: bool = False
    """Whether anything but the content of records that stay was written: who sees how many may be another."""
    _new: dict[Key, StoredRecord] = field(default_factory=dict)
    _changed: dict[Key, StoredRecord] = field(default_factory=dict)
    _receipts: list[Receipt] = field(default_factory=list)

    def __call__(self, kind: str, id: str) -> StoredRecord | None:
        """A living record that was fetched, or kept, in this request."""
        found = self.held.get((kind, id))
        return None if found is None or found.is_deleted else found

    def of_school(self, kind: str, urn: int | None) -> list[StoredRecord]:
        """Every record of one kind about this school, or about no one school."""
        self.flush()
        return records_of_school(self.connection, self.who.council, kind, urn)

    def fetch(self, keys: Sequence[Key]) -> None:
        """Read these again and lock them."""
        self.flush()
        self.held |= find_records(self.connection, self.who.council, keys, lock=True)

    def know_receipts(self, change_ids: Collection[UUID]) -> None:
        """Read which of these changes were taken in before."""
        self.receipts |= receipts_of(self.connection, self.who.council, change_ids)

    def keep(self, record: StoredRecord, before: StoredRecord | None) -> None:
        """Write this with the others; whoever is judged after it sees it at once."""
        key = record.kind, record.id
        self.changes_counts |= before is None or _counted_by(before) != _counted_by(record)
        waiting = self._new if before is None or key in self._new else self._changed
        waiting[key] = record
        self.held[key] = record
        self.written.append(key)

    def keep_receipt(self, receipt: Receipt) -> None:
        """Remember that a change was taken in."""
        self._receipts.append(receipt)
        self.receipts[receipt.change_id] = receipt

    def flush(self) -> None:
        """Write what waits, without its number; whatever asks the tables comes after this."""
        self._write_receipts()
        self._write_records(NO_NUMBERS)

    def finish(self) -> dict[Key, int]:
        """Write what waits, and number all that was written; the last thing but the audit before commit.

        Each record is written once, with its number. Should two laptops make one record at this moment, and
        one of them have written it before, PostgreSQL sees them wait for each other, and one begins again.
        """
        self._write_receipts()
        waiting = {*self._new, *self._changed}
        numbers = take_numbers(self.connection, self.who.council, self.written)
        self._write_records(numbers)
        written_before = {key: number for key, number in numbers.items() if key not in waiting}
        write_numbers(self.connection, self.who.council, written_before)
        return numbers

    def _write_receipts(self) -> None:
        receipts, self._receipts = self._receipts, []
        add_receipts(self.connection, self.who.council, receipts)

    def _write_records(self, numbers: Mapping[Key, int]) -> None:
        """New records in one order by all."""
        new, changed = self._new, self._changed
        self._new, self._changed = {}, {}
        in_order = [new[key] for key in sorted(new)]
        add_records(self.connection, self.who.council, in_order, self.at, numbers)
        replace_records(self.connection, self.who.council, list(changed.values()), self.at, numbers)

    @contextmanager
    def apart(self) -> Iterator[None]:
        """A savepoint: whatever is raised in it leaves the desk and the tables as they were."""
        self.flush()
        before = dict(self.held), dict(self.receipts), list(self.written), list(self.further)
        try:
            with self.connection.begin_nested():
                yield
                self.flush()
        except BaseException:
            self.held, self.receipts, self.written, self.further = before
            self._new, self._changed, self._receipts = {}, {}, []
            raise


def _counted_by(record: StoredRecord) -> tuple[bool, int | None, str]:
    return record.is_deleted, record.urn, record.compartment
