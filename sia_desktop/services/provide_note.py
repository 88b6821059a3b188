"""The adviser gives the signed note to its recipients: the act that stops the five-day clock (T-RD-02)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from uuid import UUID, uuid4

from sia_desktop.domain.act import LATE_REASON, PROVIDED, Act
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.dates import plain_date
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.in_time import Override, must_be_in_time
from sia_desktop.domain.note_of_visit import NoteOfVisit
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.note_in_hand import note_of_mine
from sia_desktop.services.pdf_of_note import pdf_name
from sia_desktop.services.ports import Clock, Frameworks, Paper, UnitOfWork
from sia_desktop.services.queries.due import DueDates
from sia_desktop.services.signed_files import newest_pdf


class Copy(StrEnum):
    """How the copy leaves the laptop."""

    FILE = "file"
    MAIL_DRAFT = "mail_draft"


@dataclass(frozen=True, slots=True)
class ProvideNote:
    """Write a copy for these recipients, and record that it was given."""

    note_id: UUID
    way: Copy
    target: Path
    recipients: tuple[str, ...]
    """Who receives it, in the pack's words: headteacher, chair of governors."""
    addresses: tuple[str, ...] = ()
    """Mail draft only."""
    late_reason: str = ""
    """Why it is given after its last day; for the line manager, and on no copy."""


def provide_note(
    command: ProvideNote, uow: UnitOfWork, paper: Paper, frameworks: Frameworks, now: Clock
) -> Changed:
    """Write the copy first and record the act after, so that nothing is claimed that did not happen."""
    if not command.recipients:
        raise RuleBroken("Choose who the copy is for.")
    with uow:
        note = note_of_mine(uow, command.note_id)
        newest = newest_pdf(uow, "note_of_visit", note.id)
        if newest is None:
            raise RuleBroken("Sign the note first: the copy to give is made then.")
        file, pdf = newest
        school = uow.schools.get(note.urn)
        me = uow.working_for()
        is_first = not any(act.act == PROVIDED for act in uow.acts.of_record("note_of_visit", note.id))
    at = now()
    late = _late_because(command, note, me.person_id, frameworks, at) if is_first else None
    name = pdf_name(note)
    if command.way is Copy.FILE:
        paper.write_file(command.target, pdf)
    else:
        day = plain_date(note.visited_on)
        body = (
            f"The note of the visit to {school.name} on {day} is attached as a signed PDF.\n\n"
            f"{me.person_name}\n{me.council_full_name}\n"
        )
        subject = f"Note of visit, {school.name}, {day}"
        draft = paper.mail_draft(to=command.addresses, subject=subject, body=body, name=name, pdf=pdf)
        paper.write_file(command.target, draft)
    with uow:
        act = Act(
            id=uuid4(),
            act=PROVIDED,
            record_kind="note_of_visit",
            record_id=str(note.id),
            urn=note.urn,
            on=day_in_england(at),
            at=at,
            by=me.person_id,
            details={
                "way": command.way.value,
                "recipients": "; ".join(command.recipients),
                "sha256": file.sha256,
                **({LATE_REASON: late.why.strip()} if late else {}),
            },
        )
        uow.acts.add(act)
        uow.commit()
    return Changed.one("act", act.id) | Changed.one("note_of_visit", note.id)


def _late_because(
    command: ProvideNote, note: NoteOfVisit, me: UUID, frameworks: Frameworks, at: datetime
) -> Override | None:
    """What lets the note be given after its last day; raises `RuleBroken` where nothing does."""
    today = day_in_england(at)
    due = DueDates(frameworks, today).of_note(
        note.pack, note.pack_version, note.form, note.urn, note.visited_on
    )
    why = Override(me, command.late_reason) if command.late_reason.strip() else None
    return must_be_in_time(due.deadline, today, why) if due.deadline else None
