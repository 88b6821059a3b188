"""The adviser gives the signed note to its recipients: the act that stops the five-day clock (T-RD-02)."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from uuid import UUID, uuid4

from sia_desktop.domain.act import PROVIDED, Act
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.dates import plain_date
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.note_in_hand import note_of_mine
from sia_desktop.services.pdf_of_note import pdf_name
from sia_desktop.services.ports import Clock, Paper, UnitOfWork


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


def provide_note(command: ProvideNote, uow: UnitOfWork, paper: Paper, now: Clock) -> Changed:
    """Write the copy first and record the act after, so that nothing is claimed that did not happen."""
    if not command.recipients:
        raise RuleBroken("Choose who the copy is for.")
    with uow:
        note = note_of_mine(uow, command.note_id)
        files = uow.attachments.of_record("note_of_visit", note.id)
        if not files:
            raise RuleBroken("Sign the note first: the copy to give is made then.")
        pdf = uow.attachments.content(files[-1])
        school = uow.schools.get(note.urn)
        me = uow.working_for()
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
    at = now()
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
                "sha256": files[-1].sha256,
            },
        )
        uow.acts.add(act)
        uow.commit()
    return Changed.one("act", act.id) | Changed.one("note_of_visit", note.id)
