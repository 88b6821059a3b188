"""Changes on their way to central: one in flight and one resting, at most, for each record."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlmodel import Session, col, select

from sia_desktop.storage.tables.sync_tables import IN_FLIGHT, OutboxRow, OutboxState


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

    def by_change(self, change_id: str) -> OutboxRow | None:
        """The sealed change of this id."""
        return self._session.exec(select(OutboxRow).where(OutboxRow.change_id == change_id)).first()

    def all_in(self, *states: OutboxState) -> Sequence[OutboxRow]:
        """Every change in these states, oldest first."""
        chosen = select(OutboxRow).where(col(OutboxRow.state).in_(states))
        return self._session.exec(chosen.order_by(col(OutboxRow.position))).all()

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
