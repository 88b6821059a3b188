"""A headteacher who had left the signature for later now makes it, under the signed note."""

from dataclasses import dataclass, field
from uuid import uuid4

from sia_desktop.domain.act import HEAD_SIGNED_LATER, Act
from sia_desktop.domain.attachment import SIGNED_PDF_LATER
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.mark import MarkWay
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.note_in_hand import note_of_mine
from sia_desktop.services.pdf_of_note import keep_pdf
from sia_desktop.services.ports import Clock, KeyBox, NotePress, UnitOfWork
from sia_desktop.services.record_head_mark import RecordHeadMark, head_mark
from sia_desktop.services.signed_files import newest_pdf


@dataclass(frozen=True, slots=True)
class RecordLaterMark:
    """The mark, and the adviser's passphrase: the adviser's key witnesses it."""

    mark: RecordHeadMark
    passphrase: str = field(repr=False)


def record_later_mark(
    command: RecordLaterMark, uow: UnitOfWork, keys: KeyBox, press: NotePress, now: Clock
) -> Changed:
    """Add the mark to the end of the signed file; nothing already signed is redrawn."""
    keys.check(command.passphrase)
    press.check_may_sign(now())
    with uow:
        note = note_of_mine(uow, command.mark.note_id)
        if not note.is_signed or note.head_mark is None or note.head_mark.way is not MarkWay.DEFERRED:
            raise RuleBroken(
                "Only a headteacher's mark that was left for later can be added to a signed note."
            )
        files = uow.attachments.of_record("note_of_visit", note.id)
        if any(file.purpose == SIGNED_PDF_LATER for file in files):
            raise RuleBroken("The headteacher has already signed this note.")
        newest = newest_pdf(uow, "note_of_visit", note.id)
        if newest is None:
            raise RuleBroken("The PDF of this note is not made yet. Make it first.")
        before, earlier = newest
    mark = head_mark(command.mark, now)
    if not mark.is_signature or mark.response is None:
        raise RuleBroken(
            "Draw or type the headteacher's signature, and choose whether the facts are accurate."
        )
    later = press.with_later_mark(earlier, mark, note, command.passphrase)
    touched = keep_pdf(note, uow, later, now(), purpose=SIGNED_PDF_LATER, follows=before.id)
    with uow:
        act = Act(
            id=uuid4(),
            act=HEAD_SIGNED_LATER,
            record_kind="note_of_visit",
            record_id=str(note.id),
            urn=note.urn,
            on=day_in_england(mark.at),
            at=mark.at,
            by=uow.working_for().person_id,
            details={
                "name": mark.name,
                "role": mark.role,
                "response": mark.response.value,
                "comment": mark.comment,
            },
        )
        uow.acts.add(act)
        uow.commit()
    return touched | Changed.one("act", act.id)
