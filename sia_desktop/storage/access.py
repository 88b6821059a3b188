"""Drawers of what moves between caseloads: access given for a time, and handed-over work."""

from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from sia_contract.kinds import RECORD_KINDS
from sia_contract.payloads.access_grant import AccessGrantPayload
from sia_contract.payloads.held_change import HeldChangePayload
from sia_desktop.domain.access import AccessGrant
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.held_work import HeldWork
from sia_desktop.domain.ids import Urn
from sia_desktop.storage.mapping.access_grant import grant_of, grant_payload
from sia_desktop.storage.mapping.held_change import held_work_of, held_work_payload
from sia_desktop.storage.shelf import Shelf
from sia_desktop.storage.tables.access_grant import AccessGrantRow
from sia_desktop.storage.tables.held_change import HeldChangeRow


class StoredAccess:
    """Who may do what off their caseload, and until when."""

    def __init__(self, shelf: Shelf, session: Session) -> None:
        """Look on this shelf."""
        self._shelf = shelf
        self._session = session

    def get(self, grant_id: UUID) -> AccessGrant:
        """The access; raises `RuleBroken` if unknown here."""
        found = self._shelf.find_as(AccessGrantPayload, "access_grant", str(grant_id))
        if found is None:
            raise RuleBroken("That access is not known on this laptop. Sync and try again.")
        return grant_of(str(grant_id), found)

    def of_school(self, urn: Urn) -> tuple[AccessGrant, ...]:
        """Everything ever given for this school, the earliest first."""
        table = AccessGrantRow
        rows = self._session.exec(
            select(table).where(table.urn == urn).order_by(col(table.from_on), col(table.id))
        )
        return tuple(grant_of(row.id, AccessGrantPayload.model_validate(row.payload())) for row in rows)

    def holding(self, urn: Urn, day: date) -> tuple[AccessGrant, ...]:
        """What holds for this school that day."""
        return tuple(grant for grant in self.of_school(urn) if grant.holds_on(day))

    def save(self, grant: AccessGrant) -> None:
        """Keep it, and queue it for sync, in this transaction."""
        self._shelf.save("access_grant", str(grant.id), grant_payload(grant))


class StoredHeldWork:
    """Handed-over work that this laptop's person may decide on."""

    def __init__(self, shelf: Shelf, session: Session) -> None:
        """Look on this shelf."""
        self._shelf = shelf
        self._session = session

    def get(self, held_id: UUID) -> HeldWork:
        """The work; raises `RuleBroken` if unknown here."""
        found = self._shelf.find_as(HeldChangePayload, "held_change", str(held_id))
        if found is None:
            raise RuleBroken("That handed-over work is not on this laptop. Sync and try again.")
        return held_work_of(str(held_id), found)

    def all(self) -> tuple[HeldWork, ...]:
        """Everything handed over, decided or not, in the order in which it arrived."""
        table = HeldChangeRow
        rows = self._session.exec(select(table).order_by(col(table.received_at), col(table.id)))
        works = [held_work_of(row.id, HeldChangePayload.model_validate(row.payload())) for row in rows]
        order = list(RECORD_KINDS)  # a visit before its note, a note before its file
        return tuple(sorted(works, key=lambda work: (work.received_at, order.index(work.kind))))

    def save(self, work: HeldWork) -> None:
        """Keep it, and queue it for sync, in this transaction."""
        self._shelf.save("held_change", str(work.id), held_work_payload(work))
