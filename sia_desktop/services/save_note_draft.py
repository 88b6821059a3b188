"""What the adviser typed is kept; nobody presses Save."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sia_desktop.domain.changes import Changed
from sia_desktop.domain.earlier_words import rewritten
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.services.note_in_hand import note_of_mine
from sia_desktop.services.ports import Clock, UnitOfWork


@dataclass(frozen=True, slots=True)
class SaveNoteDraft:
    """Sections rewritten since the last save; the others are left alone."""

    note_id: UUID
    answers: Mapping[str, Json]


def save_note_draft(command: SaveNoteDraft, uow: UnitOfWork, now: Clock) -> Changed:
    """Keep the words on disk before returning; saving what already stands there changes nothing."""
    with uow:
        note = note_of_mine(uow, command.note_id)
        written = note.write(command.answers)
        if written == note:
            return Changed()
        before = rewritten(note.answers, command.answers)
        uow.earlier_words.keep("note_of_visit", str(note.id), before, now())
        uow.notes.save(written)
        uow.commit()
    return Changed.one("note_of_visit", note.id)
