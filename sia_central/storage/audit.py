"""The audit: one line for each deed, chained by hash within a council, never changed afterwards."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Row, Table, bindparam, func, insert, select
from sqlmodel import col

from sia_central.storage.in_bulk import Adding, Changing, write_rows
from sia_central.storage.tables import AuditHeadRow, AuditRow

_AUDIT: Table = AuditRow.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
_HEADS: Table = AuditHeadRow.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it

BEGINNING: Final = "0" * 64
"""What the first line of a council is chained to."""

_AT_ONCE: Final = 1_000


@dataclass(frozen=True, slots=True)
class Deed:
    """What was done to what, and why; codes and ids only, never anything that somebody wrote."""

    action: str
    kind: str = ""
    id: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Doer:
    """Who did it: `person:ID` at a laptop, or `account:NUMBER`, an account of central's own machine."""

    actor: str
    device_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a council's chain: how many lines there are, and the hash of the last."""

    number: int
    hash: str

    def __str__(self) -> str:
        """As it is printed and given back to `audit verify`."""
        return f"{self.number}:{self.hash}"


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One line as it stands in the chain."""

    council: str
    number: int
    at: datetime
    doer: Doer
    deed: Deed
    hash: str = ""

    def linked_to(self, previous: str) -> str:
        """The hash that this line must have after a line with the hash `previous`."""
        said = [
            previous,
            self.council,
            self.number,
            self.at.astimezone(UTC).isoformat(),
            self.doer.actor,
            str(self.doer.device_id or ""),
            self.deed.action,
            self.deed.kind,
            self.deed.id,
            self.deed.why,
        ]
        return hashlib.sha256(json.dumps(said, separators=(",", ":")).encode()).hexdigest()


def begin_chain(connection: Connection, council: str) -> None:
    """The chain of a new council: no line yet."""
    connection.execute(insert(AuditHeadRow).values(council=council, number=0, hash=BEGINNING))


def record(connection: Connection, council: str, doer: Doer, at: datetime, deeds: Sequence[Deed]) -> None:
    """Add these lines in the transaction of what they tell; the very last thing in it.

    The chain's head is locked from here to the commit, after the counter of changes, by all in that order.
    """
    if not deeds:
        return
    write_rows(connection, *lines_added(council, _head(connection, council, lock=True), doer, at, deeds))


def lines_added(
    council: str, head: Head, doer: Doer, at: datetime, deeds: Sequence[Deed]
) -> tuple[Adding, Changing]:
    """These lines behind the head, and where the head is then, for whoever holds it locked."""
    rows: list[dict[str, Any]] = []
    previous = head.hash
    for number, deed in enumerate(deeds, head.number + 1):
        line = AuditLine(council, number, at, doer, deed)
        previous = line.linked_to(previous)
        rows.append(_values(line) | {"hash": previous})
    moved = {"council": council, "number": head.number + len(rows), "hash": previous}
    return Adding(_AUDIT, rows), Changing(_HEADS, ("council",), [moved] if rows else [])


def head_of(connection: Connection, council: str) -> Head:
    """The end of the chain in this transaction's view."""
    return _head(connection, council, lock=False)


def lines_of_audit(connection: Connection, council: str, after: int = 0) -> Iterator[AuditLine]:
    """Every line beyond this number in its order, read a thousand at a time."""
    while True:
        rows = connection.execute(
            select(AuditRow)
            .where(col(AuditRow.council) == council, col(AuditRow.number) > after)
            .order_by(col(AuditRow.number))
            .limit(_AT_ONCE)
        ).all()
        if not rows:
            return
        yield from (_line(row) for row in rows)
        after = rows[-1].number


def last_done(connection: Connection, council: str, *actions: str) -> dict[str, datetime]:
    """When each of these was last done."""
    chosen = (
        select(col(AuditRow.action), func.max(col(AuditRow.at)))
        .where(col(AuditRow.council) == council, col(AuditRow.action).in_(actions))
        .group_by(col(AuditRow.action))
    )
    return dict(connection.execute(chosen).all())


def _head(connection: Connection, council: str, *, lock: bool) -> Head:
    return Head(*connection.execute(_LOCK_HEAD if lock else _HEAD, {"of_council": council}).one())


_HEAD: Final = select(_HEADS.c.number, _HEADS.c.hash).where(_HEADS.c.council == bindparam("of_council"))
_LOCK_HEAD: Final = _HEAD.with_for_update()


def _values(line: AuditLine) -> dict[str, Any]:
    return {
        "council": line.council,
        "number": line.number,
        "at": line.at,
        "actor": line.doer.actor,
        "device_id": line.doer.device_id,
        "action": line.deed.action,
        "kind": line.deed.kind,
        "id": line.deed.id,
        "why": line.deed.why,
    }


def _line(row: Row[Any]) -> AuditLine:
    doer, deed = Doer(row.actor, row.device_id), Deed(row.action, row.kind, row.id, row.why)
    return AuditLine(row.council, row.number, row.at, doer, deed, row.hash)
