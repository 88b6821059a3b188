"""Changes on their way to central: one in flight and one resting, at most, for each record."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from pydantic import JsonValue
from sqlalchemy import func
from sqlmodel import Session, col, select

from sia_desktop.storage.tables.sync_tables import IN_FLIGHT, OutboxRow, OutboxState

_IS_IN_FLIGHT: Final = """
    SELECT 1 FROM outbox WHERE kind = ? AND record_id = ? AND state IN ('sealed', 'sent')
"""


class Outbox:
    """The outbox of one open transaction."""

    def __init__(self, session: Session) -> None:
        """Work in this transaction."""
        self._session = session

    def queue(self, kind: str, record_id: str, urn: int | None) -> None:
        """Say that this record has something to send; further edits join the same row."""
        row = self.resting(kind, record_id)
        if row is None:
            row = OutboxRow(kind=kind, record_id=record_id, urn=urn, state=OutboxState.WAITING)
            self._session.add(row)
        row.state, row.urn, row.edited_at = OutboxState.WAITING, urn, datetime.now(UTC).isoformat()
        row.problem_code = row.problem = ""

    def resting(self, kind: str, record_id: str) -> OutboxRow | None:
        """The change of this record that waits, is parked, or is held for the line manager."""
        return self._one(kind, record_id, (OutboxState.WAITING, OutboxState.REFUSED, OutboxState.HELD))

    def in_flight(self, kind: str, record_id: str) -> OutboxRow | None:
        """The change of this record that central has not answered."""
        return self._one(kind, record_id, IN_FLIGHT)

    def keep_sealed(self, kind: str, record_id: str, payload: dict[str, JsonValue]) -> None:
        """The record is written over: what was sealed of it stays, unless it was written over before."""
        bare = self._session.connection().connection.driver_connection
        if bare is None or bare.execute(_IS_IN_FLIGHT, (kind, record_id)).fetchone() is None:
            return  # nearly always, and SQLAlchemy would take ten times as long to say so
        flight = self.in_flight(kind, record_id)
        if flight is not None and flight.payload is None:
            flight.payload = payload

    def by_change(self, change_id: str) -> OutboxRow | None:
        """The sealed change of this id."""
        return self._session.exec(select(OutboxRow).where(OutboxRow.change_id == change_id)).first()

    def by_changes(self, change_ids: Sequence[str]) -> dict[str | None, OutboxRow]:
        """The sealed changes of these ids, by one question."""
        chosen = select(OutboxRow).where(col(OutboxRow.change_id).in_(change_ids))
        return {row.change_id: row for row in self._session.exec(chosen)}

    def all_in(self, *states: OutboxState) -> Sequence[OutboxRow]:
        """Every change in these states, oldest first."""
        chosen = select(OutboxRow).where(col(OutboxRow.state).in_(states))
        return self._session.exec(chosen.order_by(col(OutboxRow.position))).all()

    def queue_first(self, rows: Sequence[tuple[str, str, int | None]]) -> None:
        """Put these, in their order, before everything that waits: it may hang on them."""
        least = self._session.exec(select(func.min(OutboxRow.position))).one() or 0
        for place, (kind, record_id, urn) in enumerate(rows, least - len(rows)):
            if (row := self.resting(kind, record_id)) is not None:
                self.remove(row)
            edited_at = row.edited_at if row else None
            state = OutboxState.WAITING
            self._session.add(
                OutboxRow(
                    position=place, kind=kind, record_id=record_id, urn=urn, state=state, edited_at=edited_at
                )
            )
        self._session.flush()

    def rest(self, row: OutboxRow, state: OutboxState) -> None:
        """Back among the unsealed, in its old place: what hangs on it keeps coming after it."""
        resting = self.resting(row.kind, row.record_id)
        if resting is not None:
            self.remove(resting)
        row.state, row.change_id, row.payload, row.base_revision = state, None, None, None
        self._session.flush()

    def remove(self, row: OutboxRow) -> None:
        """Forget a change that is answered, or has nothing left to say."""
        self._session.delete(row)
        self._session.flush()

    def _one(self, kind: str, record_id: str, states: tuple[OutboxState, ...]) -> OutboxRow | None:
        chosen = select(OutboxRow).where(
            OutboxRow.kind == kind,
            OutboxRow.record_id == record_id,
            col(OutboxRow.state).in_(states),
        )
        return self._session.exec(chosen).first()
