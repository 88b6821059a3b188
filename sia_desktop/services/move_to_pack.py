"""A record is moved to a newer version of its council's framework: by an act of its own, with a reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from sia_contract.flows import is_answered, what_follows
from sia_contract.permissions import Action, may_any
from sia_desktop.domain.act import FROM_VERSION, MOVED_TO_PACK, REASON, TO_VERSION, Act
from sia_desktop.domain.case_record import CaseRecord
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.framework import Framework
from sia_desktop.domain.ids import Urn, derived_id
from sia_desktop.domain.meeting import Meeting
from sia_desktop.domain.note_of_visit import Answers, Json, NoteOfVisit
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.allowed import relations_to_school, require
from sia_desktop.services.note_in_hand import note_of_mine
from sia_desktop.services.ports import Clock, Frameworks, UnitOfWork

NOTE: Final = "note_of_visit"
MEETING: Final = "meeting"
CASE_RECORD: Final = "case_record"


@dataclass(frozen=True, slots=True)
class MoveToPack:
    """This unsigned note, meeting or open record (`kind`) goes on under this version, for this reason."""

    kind: str
    record_id: UUID
    to_version: str
    reason: str


def move_to_pack(command: MoveToPack, uow: UnitOfWork, frameworks: Frameworks, now: Clock) -> Changed:
    """Move it, with the act that says so; refused where the newer version has no place for it."""
    at = now()
    today = day_in_england(at)
    if not command.reason.strip():
        raise RuleBroken("Say why the record moves to the newer framework; the reason stays with it.")
    with uow:
        record = _record_in_hand(command, uow, frameworks, today)
        if record.urn is None:
            raise RuleBroken("This record is about no one school, so it stays under its framework.")
        newer = _newer(frameworks, record, command.to_version, today)
        uow.acts.add(
            Act(
                id=derived_id(record.id, MOVED_TO_PACK, newer.version),
                act=MOVED_TO_PACK,
                record_kind=command.kind,
                record_id=str(record.id),
                urn=record.urn,
                on=today,
                at=at,
                by=uow.working_for().person_id,
                details={
                    FROM_VERSION: record.pack_version,
                    TO_VERSION: newer.version,
                    REASON: command.reason.strip(),
                },
            )
        )
        match record:
            case NoteOfVisit():
                answers = _answers_under(newer, record.form, record.answers)
                uow.notes.save(replace(record, pack_version=newer.version, answers=answers))
            case Meeting():
                newer.meeting(record.kind)
                uow.meetings.save(replace(record, pack_version=newer.version))
            case CaseRecord():
                answers = _answers_under(newer, record.form, record.answers)
                _must_stand_alike(newer, record)
                uow.case_records.save(replace(record, pack_version=newer.version, answers=answers))
        uow.commit()
    return Changed.one(command.kind, record.id)


def _record_in_hand(
    command: MoveToPack, uow: UnitOfWork, frameworks: Frameworks, today: date
) -> NoteOfVisit | Meeting | CaseRecord:
    if command.kind == NOTE:
        note = note_of_mine(uow, command.record_id)
        if note.is_signed:
            raise RuleBroken("This note is signed and stays under the framework it was signed under.")
        return note
    if command.kind == MEETING:
        meeting = uow.meetings.get(command.record_id)
        if meeting.called_off:
            raise RuleBroken("This meeting was called off. Plan a new one instead.")
        if meeting.urn is None:
            raise RuleBroken("A meeting of the council stays under the framework it was fixed under.")
        _must_be_theirs(uow, frameworks, Action.CALL_MEETING, meeting.urn, meeting.called_by, today)
        return meeting
    if command.kind == CASE_RECORD:
        record = uow.case_records.get(command.record_id)
        if record.is_locked or record.is_closed:
            raise RuleBroken("The words of this record are fixed, so it stays under its framework.")
        if record.urn is not None:
            write = Action.WRITE_CASE_RECORD
            _must_be_theirs(uow, frameworks, write, record.urn, record.opened_by, today)
        return record
    raise RuleBroken("Only notes of visit, meetings and records of a form follow a version of the framework.")


def _must_be_theirs(
    uow: UnitOfWork, frameworks: Frameworks, action: Action, urn: Urn, author: UUID, today: date
) -> None:
    """Who began it moves it, or who may change settings for the school."""
    require(uow, frameworks, action, urn, today)
    me = uow.working_for()
    role = frameworks.current(me.council_code, today).role(me.role)
    if me.person_id != author and not may_any(
        role, Action.CHANGE_SETTING, relations_to_school(uow, urn, today)
    ):
        name = uow.people.get(author).name
        raise RuleBroken(f"{name} began this. Ask {name} to move it to the newer framework.")


def _newer(
    frameworks: Frameworks, record: NoteOfVisit | Meeting | CaseRecord, version: str, today: date
) -> Framework:
    here = frameworks.pinned(record.pack, record.pack_version)
    newer = frameworks.pinned(record.pack, version)
    if newer.effective_from <= here.effective_from:
        raise RuleBroken(
            f"Version {version} is no newer than {here.version}, under which this record stands."
        )
    if newer.effective_from > today:
        raise RuleBroken(f"Version {version} is not in force yet. Move the record once it is.")
    return newer


def _answers_under(newer: Framework, form: str, answers: Answers) -> Mapping[str, Json]:
    """The answers by the sections of the newer form; refused where written words would no longer show."""
    sections = {section.code for section in newer.form(form).sections}
    became = {each.code: each.became for each in newer.retired if each.kind == "section"}
    renamed = {
        code if code in sections else (became.get(code) or code): answer for code, answer in answers.items()
    }
    lost = [code for code, answer in renamed.items() if code not in sections and is_answered(answer)]
    if len(renamed) < len(answers) or lost:
        raise RuleBroken(
            f"Under version {newer.version} these sections would no longer show: {_listed(lost or became)}. "
            "Leave the record under its own framework, or begin a new one."
        )
    return renamed


def _must_stand_alike(newer: Framework, record: CaseRecord) -> None:
    """Every step it took leads where it led before."""
    flow = newer.flow_of(record.form)
    stands = flow.starts_in if flow else ""
    known = {move.code for move in flow.moves} if flow else set()
    for move in record.moves:
        if flow is None or move.move not in known:
            raise RuleBroken(f"Version {newer.version} has no step “{move.move}”, which this record took.")
        if not move.is_approval:
            follows = what_follows(flow, move.move)
            stands = follows.state
            if follows.is_locked and stands == record.state:
                raise RuleBroken(f"Version {newer.version} fixes the words of a record at this step.")
    if stands != record.state:
        raise RuleBroken(f"Under version {newer.version} this record would stand elsewhere in its flow.")


def _listed(codes: Iterable[str]) -> str:
    return ", ".join(code.replace("_", " ") for code in codes)
