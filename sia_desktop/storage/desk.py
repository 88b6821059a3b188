"""What one transaction of sync works with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from types import GenericAlias
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError
from sqlmodel import Session, col, select

from sia_contract.changes import Record
from sia_contract.joining import Joined, SectionKinds, join, no_sections
from sia_contract.kinds import RECORD_KINDS, urn_of
from sia_contract.merging import MergeRecords, Payload
from sia_desktop.domain.errors import OutsideTrouble
from sia_desktop.storage.connection import Connection
from sia_desktop.storage.outbox import Outbox
from sia_desktop.storage.shelf import Json, Shelf
from sia_desktop.storage.standing import is_any_leaving
from sia_desktop.storage.tables import ROWS
from sia_desktop.storage.tables.sync_tables import (
    CentralCopyRow,
    LeavingSchoolRow,
    OutboxRow,
    SyncProgressRow,
)

_LEAVING: Final = "whether any school is leaving"


@dataclass(frozen=True, slots=True)
class Desk:
    """One open transaction, the rule of merging and the clock."""

    session: Session
    merge: MergeRecords
    now: Callable[[], datetime]
    shelf: Shelf
    section_kinds: SectionKinds = no_sections

    @property
    def bare(self) -> Connection:
        """The connection under this transaction; it sees what was flushed."""
        return self.session.connection().connection.driver_connection

    @property
    def outbox(self) -> Outbox:
        """The changes on their way."""
        return self.shelf.outbox

    def join(self, kind: str, base: Payload, mine: Payload, theirs: Payload) -> Joined:
        """Both sides' edits of one record, by the rules of its kind."""
        return join(RECORD_KINDS[kind], base, mine, theirs, self.merge, self.section_kinds)

    def central_copy(self, kind: str, record_id: str) -> CentralCopyRow | None:
        """The record as central last knew it."""
        return self.session.get(CentralCopyRow, (kind, record_id))

    def base_of(self, copy: CentralCopyRow | None) -> Json | None:
        """What central last knew of a record: kept apart once edited here; before, the record itself."""
        if copy is None:
            return None
        if isinstance(copy.payload, dict):
            return dict(copy.payload)
        return self.shelf.find(copy.kind, copy.record_id)

    def sealed_in(self, change: OutboxRow) -> Json:
        """What a sealed change says: the record says it, until that is written over, then the change."""
        if isinstance(change.payload, dict):
            return dict(change.payload)
        return self.shelf.find(change.kind, change.record_id) or {}

    def read_ahead(self, keys: Sequence[tuple[str, str]]) -> tuple[object, ...]:
        """Rows and base copies of these records by one question a table; at hand while the answer is held."""
        ids: dict[str, list[str]] = {}
        for kind, record_id in keys:
            ids.setdefault(kind, []).append(record_id)
        found: list[object] = []
        for kind, of_kind in ids.items():
            if kind in ROWS:
                copies = select(CentralCopyRow).where(
                    CentralCopyRow.kind == kind, col(CentralCopyRow.record_id).in_(of_kind)
                )
                rows = select(ROWS[kind]).where(col(ROWS[kind].id).in_(of_kind))
                found += [*self.session.exec(copies), *self.session.exec(rows)]
        return tuple(found)

    def leaving(self, urn: int | None) -> LeavingSchoolRow | None:
        """The school's mark that it is on its way out, if it has one; hardly ever is there any at all."""
        return self.session.get(LeavingSchoolRow, urn) if urn is not None and self.is_any_leaving() else None

    def is_any_leaving(self) -> bool:
        """Whether any school is on its way out; asked once in a transaction."""
        known = self.session.info.setdefault(_LEAVING, {})
        if not known.get("asked"):
            known |= {"asked": True, "any": is_any_leaving(self.bare)}
        return bool(known["any"])

    def begin_leaving(self, urn: int) -> None:
        """Mark a school as on its way out."""
        self.session.add(LeavingSchoolRow(urn=urn))
        self.session.flush()
        self.session.info[_LEAVING] = {"asked": True, "any": True}

    def keep_central_copy(self, kind: str, record_id: str, revision: int, payload: Json) -> CentralCopyRow:
        """Remember what central now knows; apart from the record only where that says something else."""
        row = self.central_copy(kind, record_id)
        if row is None:
            row = CentralCopyRow(kind=kind, record_id=record_id, urn=urn_of(kind, payload), revision=revision)
            self.session.add(row)
        row.urn, row.revision, row.ended_epoch = urn_of(kind, payload), revision, None
        row.payload = None if self.shelf.find(kind, record_id) == payload else payload
        return row

    def progress(self) -> SyncProgressRow:
        """How far we have read, and how the last round went."""
        row = self.session.get(SyncProgressRow, 1)
        if row is None:
            row = SyncProgressRow(id=1)
            self.session.add(row)
        return row


def checked_together(kind: str, entries: Sequence[Record]) -> list[Json]:
    """The payloads of many of one kind; where one cannot be read, it is named as if it had come alone."""
    shape = _many_of(kind)
    try:
        read = shape.validate_python([entry.payload for entry in entries])
    except ValidationError:
        return [checked(entry) for entry in entries]
    payloads: list[Json] = shape.dump_python(read, mode="json")
    return payloads


@cache
def _many_of(kind: str) -> TypeAdapter[list[Any]]:
    shape: Any = GenericAlias(list, (RECORD_KINDS[kind].payload,))
    return TypeAdapter(shape)


def checked(entry: Record) -> Json:
    """The payload in the one spelling both sides use; what this program cannot read stops the page."""
    kind = RECORD_KINDS.get(entry.kind)
    try:
        if kind is None:
            raise ValueError(entry.kind)
        return kind.payload.model_validate(entry.payload).model_dump(mode="json")
    except (ValidationError, ValueError) as error:
        raise OutsideTrouble(
            f"Central sent a record that this program cannot read ({entry.kind} {entry.id}). "
            "Nothing is lost: install the newest version of this program and sync again."
        ) from error
