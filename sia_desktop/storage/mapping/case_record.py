"""Records of the framework's forms, both ways."""

from uuid import UUID

from sia_contract.payloads.case_record import CaseRecordPayload, MovePayload, SignedPayload
from sia_desktop.domain.about import About
from sia_desktop.domain.case_record import CaseRecord, RecordMove, SignedStep
from sia_desktop.domain.ids import Urn


def case_record_of(record_id: str, payload: CaseRecordPayload) -> CaseRecord:
    """The record a payload describes."""
    return CaseRecord(
        id=UUID(record_id),
        urn=None if payload.urn is None else Urn(payload.urn),
        form=payload.form,
        pack=payload.pack,
        pack_version=payload.pack_version,
        about=About(payload.about_kind, payload.about_id),
        opened_by=payload.opened_by,
        opened_on=payload.opened_on,
        state=payload.state,
        answers=dict(payload.answers),
        dates=dict(payload.dates),
        moves=tuple(_move_of(move) for move in payload.moves),
        is_locked=payload.is_locked,
        is_closed=payload.is_closed,
        compartment=payload.compartment,
    )


def case_record_payload(record: CaseRecord) -> CaseRecordPayload:
    """The payload that describes a record."""
    return CaseRecordPayload(
        urn=record.urn,
        form=record.form,
        pack=record.pack,
        pack_version=record.pack_version,
        about_kind=record.about.kind,
        about_id=record.about.id,
        opened_by=record.opened_by,
        opened_on=record.opened_on,
        state=record.state,
        answers=dict(record.answers),
        dates=dict(record.dates),
        moves=tuple(_move(move) for move in record.moves),
        is_locked=record.is_locked,
        is_closed=record.is_closed,
        compartment=record.compartment,
    )


def _move_of(payload: MovePayload) -> RecordMove:
    signed = payload.signed and SignedStep(payload.signed.sha256, payload.signed.digest)
    return RecordMove(**{**dict(payload), "signed": signed})


def _move(move: RecordMove) -> MovePayload:
    return MovePayload(
        move=move.move,
        from_state=move.from_state,
        to_state=move.to_state,
        by=move.by,
        role=move.role,
        recorded_for=move.recorded_for,
        recorded_name=move.recorded_name,
        at=move.at,
        on=move.on,
        reason=move.reason,
        late_reason=move.late_reason,
        is_approval=move.is_approval,
        rests_on=move.rests_on,
        sets=move.sets,
        does=move.does,
        signed=move.signed and SignedPayload(sha256=move.signed.sha256, digest=move.signed.digest),
    )
