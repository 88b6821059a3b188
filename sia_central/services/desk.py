"""One request's changes while they are judged: what they are judged by, and what is to be written of them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from sia_central.services.audit import by_person
from sia_central.services.who_may import SignedIn, Standing
from sia_central.storage.audit import Deed, lines_added
from sia_central.storage.ending import lock_ending
from sia_central.storage.engine import Again
from sia_central.storage.in_bulk import Adding, Changing, write_rows
from sia_central.storage.receipts import Receipt, receipts_added, receipts_of
from sia_central.storage.records import (
    NO_NUMBERS,
    Key,
    StoredRecord,
    find_records,
    records_added,
    records_numbered,
    records_of_school,
    records_replaced,
)
from sia_central.storage.sequence import Ends, Moves, Place, counter_moved


@dataclass(slots=True)
class Desk:
    """What was fetched, and what was decided since; all of it is written by few statements."""

    connection: Connection
    who: SignedIn
    standing: Standing
    at: datetime
    place: Place
    """Where the council's changes stood when the standing was known."""
    receipt_names: Iterator[str]
    """One for each change of the request."""
    held: dict[Key, StoredRecord] = field(default_factory=dict)
    receipts: dict[UUID, Receipt] = field(default_factory=dict)
    written: list[Key] = field(default_factory=list)
    further: list[Deed] = field(default_factory=list)
    """What the audit says beside the changes themselves."""
    moves: Moves = Moves.NOTHING
    """What was written moves beside what records say."""
    ends: Ends | None = None
    """Where all ends once it is finished; None where rights have moved since the standing was known."""
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
        if self.moves is Moves.NOTHING and (before is None or _counted_by(before) != _counted_by(record)):
            self.moves = Moves.COUNTS
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
        write_rows(self.connection, *self._waiting(NO_NUMBERS))

    def finish(self, deeds: Sequence[Deed], *, is_standing_sure: bool) -> dict[Key, int]:
        """Write what waits, number all that was written, and tell the audit; the last thing before commit.

        Each record is written once, with its number. Should two laptops make one record at this moment, and
        one of them have written it before, PostgreSQL sees them wait for each other, and one begins again.
        So does all of it where rights have moved since the standing was known, if that was not sure.
        """
        keys, lines = list(dict.fromkeys(self.written)), [*deeds, *self.further]
        if not keys and not lines:
            return {}
        council, doer = self.who.council, by_person(self.who.person_id, self.who.device_id)
        ending = lock_ending(self.connection, council, self.who.person_id)
        before = ending.ends.place
        if not is_standing_sure and before.rights != self.place.rights:
            raise Again
        after = before.moved(len(keys), self.moves)
        if after.rights == self.place.rights:
            self.ends = replace(ending.ends, place=after)
        numbers = {key: number for number, key in enumerate(keys, before.cursor + 1)}
        written_before = numbers.keys() - self._new.keys() - self._changed.keys()
        write_rows(
            self.connection,
            *self._waiting(numbers),
            records_numbered(council, {key: numbers[key] for key in written_before}),
            counter_moved(council, before, after),
            *lines_added(council, ending.head, doer, self.at, lines),
        )
        return numbers

    def _waiting(self, numbers: Mapping[Key, int]) -> list[Adding | Changing]:
        """What waits no longer; new records in one order by all."""
        council, new, changed = self.who.council, self._new, list(self._changed.values())
        works: list[Adding | Changing] = [
            receipts_added(council, self._receipts),
            records_added(council, [new[key] for key in sorted(new)], self.at, numbers),
            records_replaced(council, changed, self.at, numbers),
        ]
        self._new, self._changed, self._receipts = {}, {}, []
        return works

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
