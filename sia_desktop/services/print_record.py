"""A record of any form as a PDF: looked at on screen, or written to a file for somebody outside."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Protocol
from uuid import UUID

from sia_contract.permissions import Action
from sia_desktop.domain.case_record import CaseRecord
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.framework import Framework
from sia_desktop.domain.mark import Mark
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.allowed import require_about
from sia_desktop.services.begun_answers import inspection_about
from sia_desktop.services.ports import Clock, Frameworks, Paper, UnitOfWork
from sia_desktop.services.signed_files import newest_pdf


@dataclass(frozen=True, slots=True)
class Around:
    """What is printed around a record's own words."""

    school_name: str
    """The council's name for what is about no one school."""
    council_name: str
    council_full_name: str
    people: Mapping[UUID, str]
    """The names of everybody who may have opened or moved it."""
    is_demonstration: bool
    at: datetime
    scale: str = ""
    """The code of the scale of the inspection it is about; empty where it is about none."""
    meeting_on: date | None = None
    """The day of the meeting whose paper it is, as it is fixed now."""
    meeting_at: str = ""
    """England's time, `09:30`; empty where none is agreed."""


class Printer(Protocol):
    """Draws records of the framework's forms."""

    def record(self, record: CaseRecord, framework: Framework, around: Around) -> bytes:
        """The accessible PDF; raises `RuleBroken` for a restricted record, which is never printed."""


class RecordPress(Protocol):
    """Draws a record for whoever signs it, and seals it with this laptop's key."""

    def check_may_sign(self, at: datetime) -> None:
        """Raise `RuleBroken` where the council's certificate does not hold at that moment."""

    def signed_record(
        self, record: CaseRecord, framework: Framework, around: Around, mark: Mark, passphrase: str
    ) -> bytes:
        """Its PDF with this mark, sealed for the step it took last; a restricted record is refused."""


@dataclass(frozen=True, slots=True)
class AskRecordPdf:
    """A record is looked at as it prints, or as it was signed."""

    record_id: UUID
    signed_as: str = ""
    """SHA-256 of the signed PDF that is wanted; empty for the record as it stands now."""


@dataclass(frozen=True, slots=True)
class PrintRecord:
    """Write the PDF of a record to this file."""

    record_id: UUID
    target: Path
    signed_as: str = ""


def ask_record_pdf(
    question: AskRecordPdf, uow: UnitOfWork, frameworks: Frameworks, printer: Printer, now: Clock
) -> bytes:
    """The record as it stands now, or the file that was signed; looking changes nothing."""
    if question.signed_as:
        return _signed(question.record_id, question.signed_as, uow, frameworks, now)
    return _drawn(question.record_id, uow, frameworks, printer, now)


def print_record(
    command: PrintRecord,
    uow: UnitOfWork,
    frameworks: Frameworks,
    printer: Printer,
    paper: Paper,
    now: Clock,
) -> Changed:
    """Write the file whole or not at all; the record itself stays as it is."""
    asked = AskRecordPdf(command.record_id, command.signed_as)
    paper.write_file(command.target, ask_record_pdf(asked, uow, frameworks, printer, now))
    return Changed()


def around_of(record: CaseRecord, uow: UnitOfWork, at: datetime) -> Around:
    """What is printed around this record's words, within an open unit of work."""
    me = uow.working_for()
    school = uow.schools.get(record.urn).name if record.urn is not None else me.council_full_name
    inspection = inspection_about(uow, record.about)
    meeting = uow.meetings.get(UUID(record.about.id)) if record.about.kind == "meeting" else None
    return Around(
        school_name=school,
        council_name=me.council_name,
        council_full_name=me.council_full_name,
        people={person.id: person.name for person in uow.people.all()},
        is_demonstration=me.is_demonstration,
        at=at,
        scale=inspection.scale if inspection else "",
        meeting_on=meeting.meeting_on if meeting else None,
        meeting_at=meeting.starts_at if meeting else "",
    )


def _drawn(record_id: UUID, uow: UnitOfWork, frameworks: Frameworks, printer: Printer, now: Clock) -> bytes:
    with uow:
        record = uow.case_records.get(record_id)
        around = around_of(record, uow, now())
    return printer.record(record, frameworks.pinned(record.pack, record.pack_version), around)


def _signed(record_id: UUID, sha256: str, uow: UnitOfWork, frameworks: Frameworks, now: Clock) -> bytes:
    with uow:
        record = uow.case_records.get(record_id)
        require_about(uow, frameworks, Action.READ_CASE_RECORD, record.urn, day_in_england(now()))
        newest = newest_pdf(uow, "case_record", record_id, sha256)
    if newest is None:
        raise RuleBroken("The signed PDF is not on this laptop yet. Sync fetches it.")
    return newest[1]
