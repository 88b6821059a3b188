"""A line manager returns an unsigned note for correction with a comment; its author gives it back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sia_contract.permissions import Action
from sia_desktop.domain.act import COMMENT, GIVEN_BACK, RETURNED, Act, open_return
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.note_of_visit import NoteOfVisit
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.allowed import require
from sia_desktop.services.note_in_hand import note_of_mine
from sia_desktop.services.ports import Clock, Frameworks, UnitOfWork


@dataclass(frozen=True, slots=True)
class ReturnNote:
    """This is to be corrected before it is signed, for this reason."""

    note_id: UUID
    comment: str


@dataclass(frozen=True, slots=True)
class GiveBackNote:
    """What was asked for is done, or why it is not."""

    note_id: UUID
    comment: str = ""


def return_note(command: ReturnNote, uow: UnitOfWork, frameworks: Frameworks, now: Clock) -> Changed:
    """Record the return; the note stays its author's to change."""
    at = now()
    if not command.comment.strip():
        raise RuleBroken("Say what is to be corrected: the note goes back with your comment.")
    with uow:
        note = uow.notes.get(command.note_id)
        if note.author_id == uow.working_for().person_id:
            raise RuleBroken("This note is yours. Change it as it stands.")
        require(uow, frameworks, Action.SAMPLE_NOTE, note.urn, day_in_england(at))
        _must_be_a_draft(note)
        if open_return(uow.acts.of_record("note_of_visit", note.id)):
            raise RuleBroken("This note was returned already, and has not come back yet.")
        return _record(RETURNED, note, command.comment, uow, at)


def give_back_note(command: GiveBackNote, uow: UnitOfWork, now: Clock) -> Changed:
    """Record that the note goes back to whoever returned it."""
    at = now()
    with uow:
        note = note_of_mine(uow, command.note_id)
        _must_be_a_draft(note)
        if open_return(uow.acts.of_record("note_of_visit", note.id)) is None:
            raise RuleBroken("Nobody returned this note, so there is nothing to give back.")
        return _record(GIVEN_BACK, note, command.comment, uow, at)


def _must_be_a_draft(note: NoteOfVisit) -> None:
    if note.is_signed:
        raise RuleBroken(
            "This note is signed and can no longer change. Its author may start its next version."
        )


def _record(code: str, note: NoteOfVisit, comment: str, uow: UnitOfWork, at: datetime) -> Changed:
    act = Act(
        id=uuid4(),
        act=code,
        record_kind="note_of_visit",
        record_id=str(note.id),
        urn=note.urn,
        on=day_in_england(at),
        at=at,
        by=uow.working_for().person_id,
        details={COMMENT: comment.strip()} if comment.strip() else {},
    )
    uow.acts.add(act)
    uow.commit()
    return Changed.one("act", act.id) | Changed.one("note_of_visit", note.id)
