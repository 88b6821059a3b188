"""A record of any form as a PDF: looked at on screen, or written to a file for somebody outside."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol
from uuid import UUID

from sia_desktop.domain.case_record import CaseRecord
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.framework import Framework
from sia_desktop.services.ports import Clock, Frameworks, Paper, UnitOfWork


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


class Printer(Protocol):
    """Draws records of the framework's forms."""

    def record(self, record: CaseRecord, framework: Framework, around: Around) -> bytes:
        """The accessible PDF; raises `RuleBroken` for a restricted record, which is never printed."""


@dataclass(frozen=True, slots=True)
class AskRecordPdf:
    """A record is looked at as it prints."""

    record_id: UUID


@dataclass(frozen=True, slots=True)
class PrintRecord:
    """Write the PDF of a record to this file."""

    record_id: UUID
    target: Path


def ask_record_pdf(
    question: AskRecordPdf, uow: UnitOfWork, frameworks: Frameworks, printer: Printer, now: Clock
) -> bytes:
    """The record as it stands now; looking changes nothing."""
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
    paper.write_file(command.target, _drawn(command.record_id, uow, frameworks, printer, now))
    return Changed()


def _drawn(record_id: UUID, uow: UnitOfWork, frameworks: Frameworks, printer: Printer, now: Clock) -> bytes:
    with uow:
        record = uow.case_records.get(record_id)
        me = uow.working_for()
        school = uow.schools.get(record.urn).name if record.urn is not None else me.council_full_name
        people = {person.id: person.name for person in uow.people.all()}
    around = Around(
        school_name=school,
        council_name=me.council_name,
        council_full_name=me.council_full_name,
        people=people,
        is_demonstration=me.is_demonstration,
        at=now(),
    )
    return printer.record(record, frameworks.pinned(record.pack, record.pack_version), around)
