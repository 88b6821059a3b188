"""The drawers of casework: decisions, inspections, records of every form, agreed actions."""

from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from sia_contract.payloads.action import ActionPayload
from sia_contract.payloads.case_record import CaseRecordPayload
from sia_contract.payloads.category_decision import CategoryDecisionPayload
from sia_contract.payloads.inspection import InspectionPayload
from sia_desktop.domain.about import About
from sia_desktop.domain.action import Action
from sia_desktop.domain.case_record import CaseRecord
from sia_desktop.domain.category import CategoryDecision, CategoryProposal, Track
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.inspection import Inspection
from sia_desktop.storage.mapping.action import action_of, action_payload
from sia_desktop.storage.mapping.case_record import case_record_of, case_record_payload
from sia_desktop.storage.mapping.category_decision import (
    decision_of,
    decision_payload,
    proposal_of,
    proposal_payload,
)
from sia_desktop.storage.mapping.inspection import inspection_of, inspection_payload
from sia_desktop.storage.shelf import Shelf
from sia_desktop.storage.tables.action import ActionRow
from sia_desktop.storage.tables.case_record import CaseRecordRow
from sia_desktop.storage.tables.category_decision import CategoryDecisionRow
from sia_desktop.storage.tables.inspection import InspectionRow


class StoredCategoryDecisions:
    """Where schools stand on each track, and what is proposed."""

    def __init__(self, shelf: Shelf, session: Session) -> None:
        """Look on this shelf."""
        self._shelf = shelf
        self._session = session

    def latest(self, urn: Urn, on: date, track: Track = Track.CATEGORY) -> CategoryDecision | None:
        """The decision in force on that day."""
        table = CategoryDecisionRow
        chosen = select(table).where(
            table.urn == urn, table.track == track, col(table.decided_on) <= on.isoformat()
        )
        row = self._session.exec(chosen.order_by(col(table.decided_on).desc(), col(table.id).desc())).first()
        return decision_of(row.id, _said(row)) if row else None

    def of_school(self, urn: Urn, track: Track = Track.CATEGORY) -> tuple[CategoryDecision, ...]:
        """Every decision for this school on this track, the oldest first."""
        table = CategoryDecisionRow
        chosen = select(table).where(
            table.urn == urn, table.track == track, col(table.decided_on).is_not(None)
        )
        rows = self._session.exec(chosen.order_by(col(table.decided_on), col(table.id)))
        return tuple(decision_of(row.id, _said(row)) for row in rows)

    def proposals(self, urn: Urn, track: Track = Track.CATEGORY) -> tuple[CategoryProposal, ...]:
        """Every proposal for this school on this track, answered or not, the oldest first."""
        table = CategoryDecisionRow
        chosen = select(table).where(table.urn == urn, table.track == track, col(table.decided_on).is_(None))
        rows = self._session.exec(chosen.order_by(col(table.recommended_on), col(table.id)))
        return tuple(proposal_of(row.id, _said(row)) for row in rows)

    def decide(self, decision: CategoryDecision) -> None:
        """Keep a decision, and queue it for sync, in this transaction."""
        self._shelf.save("category_decision", str(decision.id), decision_payload(decision))

    def propose(self, proposal: CategoryProposal) -> None:
        """Keep a proposal, and queue it for sync, in this transaction."""
        self._shelf.save("category_decision", str(proposal.id), proposal_payload(proposal))


def _said(row: CategoryDecisionRow) -> CategoryDecisionPayload:
    return CategoryDecisionPayload.model_validate(row.payload())


class StoredInspections:
    """Inspections recorded here or received."""

    def __init__(self, shelf: Shelf, session: Session) -> None:
        """Look on this shelf."""
        self._shelf = shelf
        self._session = session

    def find(self, inspection_id: UUID) -> Inspection | None:
        """The inspection, or None if it is not on this laptop."""
        found = self._shelf.find_as(InspectionPayload, "inspection", str(inspection_id))
        return inspection_of(found) if found else None

    def get(self, inspection_id: UUID) -> Inspection:
        """The inspection; raises `RuleBroken` if unknown here."""
        found = self.find(inspection_id)
        if found is None:
            raise RuleBroken("That inspection is not on this laptop. Sync, or open it from its school.")
        return found

    def of_school(self, urn: Urn) -> tuple[Inspection, ...]:
        """Every inspection of this school, the oldest first."""
        table = InspectionRow
        rows = self._session.exec(
            select(table).where(table.urn == urn).order_by(col(table.started_on), col(table.id))
        )
        return tuple(inspection_of(InspectionPayload.model_validate(row.payload())) for row in rows)

    def save(self, inspection: Inspection) -> None:
        """Keep it, and queue it for sync, in this transaction."""
        self._shelf.save("inspection", str(inspection.id), inspection_payload(inspection))


class StoredCaseRecords:
    """Records of the framework's forms."""

    def __init__(self, shelf: Shelf, session: Session) -> None:
        """Look on this shelf."""
        self._shelf = shelf
        self._session = session

    def find(self, record_id: UUID) -> CaseRecord | None:
        """The record, or None if it is not on this laptop."""
        found = self._shelf.find_as(CaseRecordPayload, "case_record", str(record_id))
        return case_record_of(str(record_id), found) if found else None

    def get(self, record_id: UUID) -> CaseRecord:
        """The record; raises `RuleBroken` if unknown here."""
        found = self.find(record_id)
        if found is None:
            raise RuleBroken("That record is not on this laptop. Sync, or open it from its school.")
        return found

    def of_school(self, urn: Urn | None) -> tuple[CaseRecord, ...]:
        """Every record about this school, or with None about no one school, the oldest first."""
        table = CaseRecordRow
        chosen = select(table).where(col(table.urn) == urn if urn else col(table.urn).is_(None))
        rows = self._session.exec(chosen.order_by(col(table.opened_on), col(table.id)))
        return tuple(case_record_of(row.id, CaseRecordPayload.model_validate(row.payload())) for row in rows)

    def save(self, record: CaseRecord) -> None:
        """Keep it, and queue it for sync, in this transaction; saving what is already kept queues nothing."""
        self._shelf.save("case_record", str(record.id), case_record_payload(record))


class StoredActions:
    """Agreed actions."""

    def __init__(self, shelf: Shelf, session: Session) -> None:
        """Look on this shelf."""
        self._shelf = shelf
        self._session = session

    def find(self, action_id: UUID) -> Action | None:
        """The action, or None if it is not on this laptop."""
        found = self._shelf.find_as(ActionPayload, "action", str(action_id))
        return action_of(str(action_id), found) if found else None

    def get(self, action_id: UUID) -> Action:
        """The action; raises `RuleBroken` if unknown here."""
        found = self.find(action_id)
        if found is None:
            raise RuleBroken("That action is not on this laptop. Sync, or open it from its school.")
        return found

    def of_record(self, about: About) -> tuple[Action, ...]:
        """What was agreed in this record, in the order it was agreed."""
        table = ActionRow
        chosen = select(table).where(table.about_id == about.id, table.about_kind == about.kind)
        rows = self._session.exec(chosen.order_by(col(table.agreed_on), col(table.id)))
        return tuple(action_of(row.id, ActionPayload.model_validate(row.payload())) for row in rows)

    def save(self, action: Action) -> None:
        """Keep it, and queue it for sync, in this transaction; saving what is already kept queues nothing."""
        self._shelf.save("action", str(action.id), action_payload(action))
