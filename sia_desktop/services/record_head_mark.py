"""The headteacher read the note in the school: they signed, left it for later, or declined."""

from dataclasses import dataclass
from uuid import UUID

from sia_desktop.domain.changes import Changed
from sia_desktop.domain.mark import Mark, MarkWay, Response, Strokes
from sia_desktop.services.note_in_hand import note_of_mine
from sia_desktop.services.ports import Clock, UnitOfWork


@dataclass(frozen=True, slots=True)
class RecordHeadMark:
    """The headteacher's response; `digest` names the words they were shown."""

    note_id: UUID
    digest: str
    way: MarkWay
    name: str = ""
    role: str = ""
    response: Response | None = None
    comment: str = ""
    strokes: Strokes = ()
    shape: float = 3.0
    typed: str = ""
    reason: str = ""


def record_head_mark(command: RecordHeadMark, uow: UnitOfWork, now: Clock) -> Changed:
    """Keep the response with the note; a later change of any word makes it void and says so."""
    with uow:
        note = note_of_mine(uow, command.note_id)
        uow.notes.save(note.with_head_mark(head_mark(command, now)))
        uow.commit()
    return Changed.one("note_of_visit", note.id)


def head_mark(command: RecordHeadMark, now: Clock) -> Mark:
    """The mark as it will be kept and printed."""
    return Mark(
        way=command.way,
        name=command.name.strip(),
        role=command.role.strip(),
        at=now(),
        digest=command.digest,
        strokes=command.strokes if command.way is MarkWay.DRAWN else (),
        shape=command.shape,
        typed=command.typed.strip() if command.way is MarkWay.TYPED else "",
        response=command.response,
        comment=command.comment.strip(),
        reason=command.reason.strip(),
    )
