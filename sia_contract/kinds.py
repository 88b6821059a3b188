"""One row per record kind, read by both sides, so that neither can hold a different opinion."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID, uuid5

from sia_contract.messages import Message
from sia_contract.payloads.access_grant import AccessGrantPayload
from sia_contract.payloads.act import ActPayload
from sia_contract.payloads.action import ActionPayload
from sia_contract.payloads.attachment import AttachmentPayload
from sia_contract.payloads.calendar import CalendarPayload
from sia_contract.payloads.case_record import CaseRecordPayload
from sia_contract.payloads.caseload_assignment import CaseloadAssignmentPayload
from sia_contract.payloads.category_decision import CategoryDecisionPayload
from sia_contract.payloads.framework_choice import FrameworkChoicePayload
from sia_contract.payloads.held_change import HeldChangePayload
from sia_contract.payloads.inspection import InspectionPayload
from sia_contract.payloads.meeting import MeetingPayload
from sia_contract.payloads.note_of_visit import NoteOfVisitPayload
from sia_contract.payloads.person import PersonPayload
from sia_contract.payloads.school import SchoolPayload
from sia_contract.payloads.visit import VisitPayload

DERIVED: Final = UUID("6f0b1a52-0c0e-5a53-9a53-9d9c5b0f6e11")
"""The namespace of ids that two people may arrive at on their own."""


def derived_id(*parts: object) -> UUID:
    """The same id on every computer for what these parts name."""
    return _derived("/".join(str(part) for part in parts))


@lru_cache(4_096)
def _derived(name: str) -> UUID:
    return uuid5(DERIVED, name)


class MergeRule(StrEnum):
    """What happens when two people edited one record."""

    BY_FIELD = "by_field"
    NEVER_EDITED = "never_edited"
    CENTRAL_ONLY = "central_only"


def _never_locked(_: Mapping[str, Any]) -> str | None:
    return None


def _signed_note(payload: Mapping[str, Any]) -> str | None:
    if payload.get("signing"):
        return "This note is signed and can no longer change. Start its next version instead."
    return None


def _ended_grant(payload: Mapping[str, Any]) -> str | None:
    if payload.get("ended"):
        return "This access was ended and can no longer change. Give it anew instead."
    return None


def _decided_change(payload: Mapping[str, Any]) -> str | None:
    if payload.get("decision"):
        return "This handed-over work was decided on already."
    return None


def _made_decision(_: Mapping[str, Any]) -> str | None:
    return (
        "A decision for this day stands already, and no decision is edited. "
        "Decide again from another day, or agree with the colleague whose decision stands."
    )


def _closed_record(payload: Mapping[str, Any]) -> str | None:
    if payload.get("is_closed"):
        return "This record is closed and can no longer change. Open a new one instead."
    return None


@dataclass(frozen=True, slots=True)
class RecordKind:
    """How one kind of record behaves on the wire."""

    code: str
    payload: type[Message]
    merge: MergeRule
    locked: Callable[[Mapping[str, Any]], str | None] = _never_locked
    """A sentence when a record with this payload may no longer change."""
    words: tuple[str, ...] = ()
    """Fields somebody typed: where both sides typed, both are kept."""
    guarded: tuple[str, ...] = ()
    """Fields that hold a date, a level, a category or a RAG: joined with another's edits only in sight."""
    together: tuple[tuple[str, ...], ...] = ()
    """Fields that are one fact: where both sides changed any of them, one side's stand whole."""
    is_scoped: bool = True
    """True where only those who may see its school receive it."""


_MEETING_DAY: Final = ("meeting_on", "starts_at", "days", "called_off")

_INSPECTION_FACTS: Final = (
    *("started_on", "ended_on", "published_on"),
    *("overall", "areas", "concern", "treated_as"),
)

_ROWS = (
    RecordKind("school", SchoolPayload, MergeRule.CENTRAL_ONLY),
    RecordKind("person", PersonPayload, MergeRule.CENTRAL_ONLY, is_scoped=False),
    RecordKind("caseload_assignment", CaseloadAssignmentPayload, MergeRule.CENTRAL_ONLY),
    RecordKind("category_decision", CategoryDecisionPayload, MergeRule.NEVER_EDITED, _made_decision),
    RecordKind("inspection", InspectionPayload, MergeRule.BY_FIELD, guarded=_INSPECTION_FACTS),
    RecordKind("visit", VisitPayload, MergeRule.BY_FIELD, guarded=("visited_on", "voided")),
    RecordKind(
        "note_of_visit", NoteOfVisitPayload, MergeRule.BY_FIELD, _signed_note, ("answers",), ("visited_on",)
    ),
    RecordKind("meeting", MeetingPayload, MergeRule.BY_FIELD, together=(_MEETING_DAY,)),
    RecordKind(
        "case_record",
        CaseRecordPayload,
        MergeRule.BY_FIELD,
        _closed_record,
        ("answers",),
        guarded=("dates",),
        together=(("state", "moves", "is_locked", "is_closed"),),
    ),
    RecordKind("action", ActionPayload, MergeRule.BY_FIELD, guarded=("due_on", "rag", "status", "closed_on")),
    RecordKind("attachment", AttachmentPayload, MergeRule.NEVER_EDITED),
    RecordKind("act", ActPayload, MergeRule.NEVER_EDITED),
    RecordKind("access_grant", AccessGrantPayload, MergeRule.BY_FIELD, _ended_grant),
    RecordKind("held_change", HeldChangePayload, MergeRule.BY_FIELD, _decided_change),
    RecordKind("framework_choice", FrameworkChoicePayload, MergeRule.NEVER_EDITED, is_scoped=False),
    RecordKind("calendar", CalendarPayload, MergeRule.NEVER_EDITED, is_scoped=False),
)

RECORD_KINDS: Final[Mapping[str, RecordKind]] = MappingProxyType({row.code: row for row in _ROWS})


def urn_of(kind: str, payload: Mapping[str, Any]) -> int | None:
    """The school a record belongs to; None for a colleague, or a record about the whole council."""
    urn = payload["urn"] if RECORD_KINDS[kind].is_scoped else None
    return None if urn is None else int(urn)
